from collections.abc import Callable
from typing import Any

import pytest

from harvesters.kaggle.client import calls
from harvesters.kaggle.client.paging import Listing, read_list
from harvesters.kaggle.client.session import Session
from tests.kaggle_server import faults
from tests.kaggle_server.faults import Fault, always
from tests.kaggle_server.server import KaggleServer
from tests.kaggle_server.world import World, make_world

NewSession = Callable[..., Session]
SLUG = "made-up-challenge-001"


@pytest.fixture
def world() -> World:
    return make_world(competitions=2, teams=950, topics=1)


def read_board(session: Session) -> Listing:
    return read_list(session, lambda token: calls.view_board(SLUG, False, token), "submissions", lambda r: r["teamId"])


def in_order(world: World) -> list[int]:
    return [team.id for team in world.competitions[SLUG].board(public=False)]


def test_a_list_is_read_to_its_last_row_in_its_order(world: World, new_session: NewSession) -> None:
    with new_session() as session:
        listing = read_board(session)
    assert [row["teamId"] for row in listing.items] == in_order(world)
    assert listing.ended


def test_doubled_and_overlapping_pages_shift_nothing(
    world: World, server: KaggleServer, new_session: NewSession
) -> None:
    first: list[Any] = []

    def remember(answer: dict[str, Any]) -> None:
        first[:] = answer["submissions"]

    def doubled(answer: dict[str, Any]) -> dict[str, Any]:
        return {"submissions": first, "nextPageToken": "t150"}

    def overlapping(answer: dict[str, Any]) -> None:
        answer["submissions"] = first[-50:] + answer["submissions"]

    pages = (remember, doubled, overlapping)
    server.faults = [Fault("GetLeaderboard", faults.rewritten(change), at=(0,)) for change in pages]
    with new_session() as session:
        listing = read_board(session)
    assert server.methods().count("GetLeaderboard") == 6
    assert [row["teamId"] for row in listing.items] == in_order(world)


def test_a_token_that_repeats_ends_the_list_and_says_so(server: KaggleServer, new_session: NewSession) -> None:
    server.faults.append(
        Fault("GetLeaderboard", faults.rewritten(lambda answer: answer | {"nextPageToken": "t200"}), at=always)
    )
    with new_session() as session:
        listing = read_board(session)
    assert not listing.ended
    assert len(server.log) == 2


def test_ever_new_tokens_with_nothing_behind_them_end_the_list(server: KaggleServer, new_session: NewSession) -> None:
    counter = iter(range(1000))

    def endless(answer: dict[str, Any]) -> dict[str, Any]:
        return {"submissions": [{"teamId": 1}], "nextPageToken": f"t{200 + next(counter)}"}

    server.faults.append(Fault("GetLeaderboard", faults.rewritten(endless), at=always))
    with new_session() as session:
        listing = read_board(session)
    assert len(listing.items) == 1
    assert not listing.ended
    assert len(server.log) == 4


def test_an_expired_token_starts_the_list_again(world: World, server: KaggleServer, new_session: NewSession) -> None:
    server.faults.append(Fault("GetLeaderboard", faults.status(400), at=(3,)))
    with new_session() as session:
        listing = read_board(session)
    assert [row["teamId"] for row in listing.items] == in_order(world)
    assert len(server.log) == 4 + 5


def test_short_pages_are_not_the_end(world: World, server: KaggleServer, new_session: NewSession) -> None:
    def short(answer: dict[str, Any]) -> None:
        del answer["submissions"][7:]
        answer["nextPageToken"] = "t7"

    server.faults.append(Fault("GetLeaderboard", faults.rewritten(short)))
    with new_session() as session:
        assert [row["teamId"] for row in read_board(session).items] == in_order(world)
