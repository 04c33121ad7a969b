from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest

from harvesters.kaggle.client import calls
from harvesters.kaggle.client.session import Session
from harvesters.kaggle.client.settings import USER_AGENT
from harvesters.kaggle.errors import (
    LimitedError,
    StoppedError,
)
from harvesters.kaggle.parse.boards import read_board_files
from tests.harvesters.kaggle.conftest import FakeTime
from tests.kaggle_server import faults
from tests.kaggle_server.faults import Fault
from tests.kaggle_server.server import KaggleServer
from tests.kaggle_server.world import NOW

NewSession = Callable[..., Session]
SLUG = "made-up-challenge-001"


def test_the_request_log_proves_an_even_rate(
    server: KaggleServer, new_session: NewSession, fake_time: FakeTime
) -> None:
    server.faults.append(Fault("GetCompetition", faults.status(500), at=range(0, 20, 3)))
    with new_session(rate=4, first_pause=0.01) as session:
        for number in range(10):
            session.ask(calls.get_competition(f"made-up-challenge-00{number % 3}"), fresh=True)
    gaps = [after.at - before.at for before, after in pairwise(server.log)]
    assert len(server.log) > 10
    assert min(gaps) >= 0.25
    assert {request.user_agent for request in server.log} == {USER_AGENT}


def test_retry_after_in_seconds_is_obeyed(server: KaggleServer, new_session: NewSession) -> None:
    server.faults.append(Fault("GetCompetition", faults.status(429, {"Retry-After": "42"})))
    with new_session() as session:
        session.ask(calls.get_competition(SLUG))
    assert server.log[1].at - server.log[0].at == pytest.approx(42)


def test_a_retry_after_that_ends_before_the_limit_does_is_not_knocked_at(
    server: KaggleServer, new_session: NewSession
) -> None:
    """Users of the real service report it; six tries of a second each would leave the method alone for an hour."""
    refused = faults.status(429, {"Retry-After": "1"})
    server.faults.append(Fault("GetCompetition", refused, at=lambda _: server.clock() < 1100))
    with new_session() as session:
        session.ask(calls.get_competition(SLUG))
    gaps = [after.at - before.at for before, after in pairwise(server.log)]
    assert gaps == pytest.approx([10, 20, 40, 60])


def test_retry_after_as_a_date_is_counted_by_the_servers_clock(server: KaggleServer, new_session: NewSession) -> None:
    after = format_datetime(NOW + timedelta(seconds=90), usegmt=True)
    server.faults.append(Fault("GetCompetition", faults.status(503, {"Retry-After": after})))
    with new_session() as session:
        session.ask(calls.get_competition(SLUG))
    assert server.log[1].at - server.log[0].at == pytest.approx(90)


@pytest.mark.parametrize(("code", "first"), [(503, "first_pause"), (429, "limited_pause")])
def test_without_retry_after_the_pause_doubles_up_to_its_limit(
    code: int, first: str, server: KaggleServer, new_session: NewSession
) -> None:
    server.faults.append(Fault("GetCompetition", faults.status(code), at=range(5)))
    with new_session(rate=1000, **{first: 2}, longest_pause=10) as session:
        session.ask(calls.get_competition(SLUG))
    gaps = [after.at - before.at for before, after in pairwise(server.log)]
    assert gaps == pytest.approx([2, 4, 8, 10, 10])


def test_a_pause_too_long_to_wait_for_stops_the_run(server: KaggleServer, new_session: NewSession) -> None:
    server.faults.append(Fault("GetCompetition", faults.status(429, {"Retry-After": "3600"})))
    with new_session() as session, pytest.raises(StoppedError, match="wait 3600 s"):
        session.ask(calls.get_competition(SLUG))
    assert len(server.log) == 1


def test_a_limit_by_the_minute_is_waited_for(server: KaggleServer, new_session: NewSession) -> None:
    """Thirty requests a minute are allowed, and twice as many are asked for."""
    sent: list[float] = []

    def too_many(number: int) -> bool:
        sent.append(server.clock())
        return sum(at > sent[-1] - 60 for at in sent) > 30

    server.faults.append(Fault("GetCompetition", faults.gateway_status(429), at=too_many))
    with new_session() as session:
        for _ in range(60):
            session.ask(calls.get_competition(SLUG), fresh=True)


def test_a_method_whose_limit_lasts_is_left_alone_for_an_hour(
    server: KaggleServer, new_session: NewSession, fake_time: FakeTime
) -> None:
    server.faults.append(Fault("DownloadLeaderboard", faults.gateway_status(429), at=range(3)))
    with new_session(attempts=3) as session:
        for _ in range(4):
            with pytest.raises(LimitedError, match="429"):
                session.ask(calls.download_board(SLUG), read=read_board_files)
        assert session.down == 4
        assert session.ask(calls.get_competition(SLUG)), "limits are kept by method"
        assert server.methods() == ["DownloadLeaderboard"] * 3 + ["GetCompetition"]
        fake_time.now += session.settings.rest
        assert session.ask(calls.download_board(SLUG), read=read_board_files)
