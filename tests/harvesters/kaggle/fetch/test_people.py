from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.descriptor import Settings, write_descriptor
from archive.layout import LEADERBOARD
from archive.records import Competition, Person, Standing
from archive.store import Archive, State
from harvesters.kaggle.client.session import Session
from harvesters.kaggle.fetch.people import WEEKS, fetch_people, listed_handles
from insights.people.parts import part_of
from tests.kaggle_server.server import KaggleServer

MONDAY = datetime(2027, 1, 4, tzinfo=UTC)


def harvested(session: Session, wanted: set[str], known: tuple[Person, ...], at: datetime) -> tuple[Person, ...]:
    as_of = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return tuple(p for batch in fetch_people(session, wanted, known, as_of, refresh=False) for p in batch)


def looked_up(server: KaggleServer) -> list[str]:
    return [query for request in server.log if (query := request.body["filters"].get("query"))]


@pytest.mark.parametrize(("min_teams", "found"), [(51, {"ann", "bo"}), (52, set())])
def test_the_archive_says_how_large_a_competition_counts(tmp_path: Path, min_teams: int, found: set[str]) -> None:
    archive = Archive(tmp_path)
    write_descriptor(archive.root, Settings(people_min_teams=min_teams))
    ranked = [Standing(team=str(n), private_rank=rank, members=(handle,) if handle else ())
              for n, (rank, handle) in enumerate([(1, "ann"), (50, "bo"), (51, None)])]  # fmt: skip
    archive.save_table(LEADERBOARD, ranked, folder="toy")
    assert listed_handles(archive, ["toy"], pytest.fail) == found


@pytest.mark.parametrize("stated", [None, 200])
def test_a_competition_is_as_large_as_its_page_says(tmp_path: Path, stated: int | None) -> None:
    """Whoever is listed there has a profile to be read: of a board that is known in part, and before the end."""
    archive = Archive(tmp_path)
    write_descriptor(archive.root, Settings())
    known = Competition(platform="kaggle", slug="toy", as_of="2026-01-01T00:00:00Z", sources={}, teams=stated)
    top = [Standing(team=str(n), private_rank=n, public_rank=n, members=(f"p{n}",)) for n in range(1, 51)]
    state = State(known, standings=tuple(top))
    archive.save("toy", state)
    listed = {handle for row in top for handle in row.members} if part_of(state).teams >= 100 else set()
    assert listed_handles(archive, ["toy"], pytest.fail) == listed
    assert bool(listed) == (stated is not None)


def test_who_is_on_the_ranking_costs_no_request_of_their_own(
    server: KaggleServer, new_session: Callable[..., Session]
) -> None:
    server.world.users["player00003"].ranking = None
    wanted = {"player00001", "Player00002", "player00003", "nobody"}
    with new_session() as session:
        people = harvested(session, wanted, (), MONDAY)
    assert looked_up(server) == ["nobody", "player00003"]
    told = {person.handles[0]: person.person for person in people}
    assert told == {
        "player00001": "u500001",
        "player00002": "u500002",
        "player00003": "u500003",
        "nobody": "@nobody",
    }


def test_everybody_else_is_looked_up_again_once_a_year_a_part_each_week(
    server: KaggleServer, new_session: Callable[..., Session]
) -> None:
    for user in server.world.users.values():
        user.ranking = None
    wanted = set(server.world.users)
    with new_session() as session:
        known = harvested(session, wanted, (), MONDAY)
    asked: Counter[str] = Counter()
    for week in range(WEEKS):
        server.log.clear()
        at = MONDAY + timedelta(days=364, weeks=week)
        with new_session(run=f"week {week}") as session:
            harvested(session, wanted, known, at)
        asked.update(looked_up(server))
        assert len(looked_up(server)) < len(wanted) / 8
    assert asked == dict.fromkeys(wanted, 1)


def test_a_part_of_the_competitions_asks_only_where_somebody_is_new(
    server: KaggleServer, new_session: Callable[..., Session]
) -> None:
    as_of = MONDAY.strftime("%Y-%m-%dT%H:%M:%SZ")
    with new_session() as session:
        (known,) = fetch_people(session, {"player00001"}, (), as_of, refresh=False, whole=False)
        asked = len(server.log)
        assert asked > 0
        assert list(fetch_people(session, {"player00001"}, known, as_of, refresh=False, whole=False)) == []
    assert len(server.log) == asked
