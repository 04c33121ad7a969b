"""What a later run asks of competitions that are settled, and of those that are not yet."""

from datetime import timedelta

import pytest

from tests.kaggle_server import faults
from tests.kaggle_server.faults import Fault, always, of
from tests.kaggle_server.harvesting import Bench
from tests.kaggle_server.truth import assert_complete
from tests.kaggle_server.world import NOW, World, make_world

RUNNING, RECENT, OLD = "made-up-challenge-000", "made-up-challenge-001", "made-up-challenge-002"


@pytest.fixture
def world() -> World:
    return make_world(competitions=3, teams=210, topics=22)


def test_a_settled_competition_costs_no_request_unless_refreshed(bench: Bench) -> None:
    bench.harvest()
    assert [f for f in bench.archive.folders() if (c := bench.archive.competition(f)) and c.settled] == [OLD]
    bench.harvest()
    assert not [request for request in bench.server.log if OLD in str(request.body)]
    before = bench.files()
    bench.harvest(refresh=True)
    assert [request for request in bench.server.log if OLD in str(request.body)]
    assert bench.files() == before


def test_a_settled_competition_whose_deadline_moves_is_open_again(bench: Bench) -> None:
    bench.harvest()
    world, competition = bench.server.world, bench.server.world.competitions[OLD]
    competition.deadline, competition.private_out = NOW + timedelta(days=20), False
    for team in competition.teams[:3]:
        team.public, team.private = team.public + 0.5, team.private + 0.5
    bench.harvest()
    assert any(line.startswith(OLD) for line in _plan(bench)), "a dry run says so too"
    world.now, competition.private_out = NOW + timedelta(days=70), True
    bench.harvest(started="2026-08-10T12:00:00Z")
    known = bench.archive.competition(OLD)
    assert known is not None
    assert known.settled == "2026-08-10T12:00:00Z"
    rows = {row.team: row.private_score_text for row in bench.archive.standings(OLD)}
    assert rows == {str(team.id): f"{team.private:.5f}" for team in competition.teams}


def _plan(bench: Bench) -> list[str]:
    bench.said.clear()
    bench.harvest(dry_run=True)
    return bench.said


@pytest.mark.slow
def test_a_large_world_is_complete_and_costs_next_to_nothing_the_second_time(bench: Bench) -> None:
    """A tenth of the competitions of `python -m benchmarks requests`, each as large as there."""
    bench.server.world = make_world(competitions=6, teams=1500, topics=40)
    assert bench.harvest().failures == []
    first = len(bench.server.log)
    assert_complete(bench.archive, bench.server.world)
    before = bench.files()
    assert bench.harvest(started="2026-06-02T12:00:00Z").changed == []
    assert bench.files() == before
    assert len(bench.server.log) < 0.05 * first


def test_entries_of_a_hackathon_that_break_off_are_asked_for_again(bench: Bench) -> None:
    world = bench.server.world
    hackathon = world.competitions[OLD]
    hackathon.entries = [writeup for writeup in world.writeups if writeup.competition == OLD]
    world.writeups = [writeup for writeup in world.writeups if writeup.competition != OLD]
    bench.server.faults.append(Fault("GetLeaderboard", faults.status(404), at=always, where=of(OLD)))
    bench.server.faults.append(Fault("DownloadLeaderboard", faults.status(404), at=always, where=of(OLD)))
    circle = faults.rewritten(lambda a: {"hackathonWriteUps": a["hackathonWriteUps"][:1], "nextPageToken": "t0"})
    bench.server.faults.append(Fault("ListHackathonWriteUps", circle, at=always, where=of(OLD)))
    (failure,) = bench.harvest().failures
    assert "the list of entries breaks off after 1" in failure
    competition = bench.archive.competition(OLD)
    assert competition is not None
    assert competition.settled is None
    bench.server.faults.pop()
    assert bench.harvest(started="2026-06-02T12:00:00Z").failures == []
    assert {writeup.writeup for writeup in bench.archive.writeups(OLD)} == {f"w{e.id}" for e in hackathon.entries}
