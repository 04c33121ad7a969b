"""Which competitions a run takes, in which order, and how one that was cut goes on."""

import re
from datetime import timedelta
from functools import partial
from itertools import pairwise

import pytest

from harvesters.kaggle.client.session import Session
from harvesters.kaggle.client.settings import USER_AGENT, Settings
from tests.harvesters.kaggle.conftest import FakeTime
from tests.kaggle_server import faults
from tests.kaggle_server.faults import Fault
from tests.kaggle_server.harvesting import Bench
from tests.kaggle_server.truth import assert_complete
from tests.kaggle_server.world import World, make_world

RUNNING, RECENT, OLD = "made-up-challenge-000", "made-up-challenge-001", "made-up-challenge-002"


@pytest.fixture
def world() -> World:
    return make_world(competitions=3, teams=210, topics=22)


def test_only_one_competition(bench: Bench) -> None:
    result = bench.harvest(only=frozenset({OLD}))
    assert bench.archive.folders() == [OLD]
    assert result.competitions == 1
    assert "ListCompetitions" not in bench.server.methods()
    assert len(bench.archive.writeups(OLD)) == 5


def test_community_competitions_are_counted_and_left_out_unless_asked_for(bench: Bench) -> None:
    bench.server.world.competitions[RECENT].category = "COMMUNITY"
    bench.server.world.competitions[OLD].category = "InClass"
    result = bench.harvest()
    assert bench.archive.folders() == [RUNNING]
    assert result.counts["community competitions, not harvested"] == 2
    assert [line for line in bench.said if line.startswith("kaggle: community competitions left out: 2")]
    assert not [r for r in bench.server.log if r.body.get("competitionName") in (RECENT, OLD)]
    bench.harvest(only=frozenset({OLD}))
    assert bench.archive.folders() == [RUNNING, OLD]
    bench.harvest(started="2026-06-20T00:00:00Z", refresh=True)
    assert [r for r in bench.server.log if r.body.get("competitionName") == OLD], "once in the archive it is kept fresh"
    bench.harvest(category="community")
    assert bench.archive.folders() == [RUNNING, RECENT, OLD]


def test_a_long_run_says_how_far_it_is(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("harvesters.kaggle.patience.TOLD_EVERY", 60)
    bench.harvest()
    told = [line for line in bench.said if "so far" in line]
    assert len(told) >= 2
    assert all(re.fullmatch(r"kaggle: \d+ requests so far, at made-up-challenge-00\d/\w+", line) for line in told)
    bench.said.clear()
    bench.harvest(started="2026-06-01T13:00:00Z")
    assert not [line for line in bench.said if "so far" in line], "what costs nothing is not told"


def test_since_and_category(bench: Bench) -> None:
    bench.server.world.competitions[RECENT].category = "Playground"
    bench.harvest(since="2026-05-01T00:00:00Z", category="featured")
    assert bench.archive.folders() == [RUNNING]


def test_the_newly_ended_come_before_the_running_and_those_before_old_ones(bench: Bench) -> None:
    bench.harvest()
    boards = [r.body["competitionName"] for r in bench.server.log if r.method.endswith("GetLeaderboard")]
    assert list(dict.fromkeys(boards)) == [RECENT, RUNNING, OLD]
    threads = [r.body["competitionName"] for r in bench.server.log if r.method.endswith("ListCompetitionTopics")]
    first_thread = next(n for n, r in enumerate(bench.server.log) if r.method.endswith("ListCompetitionTopics"))
    old = next(n for n, r in enumerate(bench.server.log) if r.body.get("competitionName") == OLD)
    assert list(dict.fromkeys(threads)) == [RECENT, RUNNING, OLD]
    assert first_thread < old


def test_boards_of_the_newest_come_before_all_write_ups_there_are(bench: Bench) -> None:
    bench.harvest()
    methods = [r.method.rpartition("/")[2] for r in bench.server.log]
    searched = methods.index("ListEntities")
    boards = {r.body["competitionName"] for r in bench.server.log[:searched] if r.method.endswith("GetLeaderboard")}
    assert boards == {RECENT, RUNNING}


def test_a_run_cut_by_its_budget_goes_on_with_the_same_command(bench: Bench) -> None:
    runs = 0
    while runs == 0 or any("budget" in line for line in bench.said):
        bench.said.clear()
        result = bench.harvest(max_requests=60)
        assert result.failures == []
        assert len(bench.server.log) <= 60
        runs += 1
    assert runs > 3
    assert_complete(bench.archive, bench.server.world)
    cut = bench.files()
    bench.root = bench.root / "at-once"
    bench.harvest()
    assert bench.files() == cut


def test_a_run_that_goes_on_the_next_day_finds_no_fault_with_the_clock(bench: Bench) -> None:
    bench.harvest(max_requests=10)
    bench.server.world.now += timedelta(days=1)
    assert bench.harvest(started="2026-06-02T12:00:00Z").warnings == []


def test_a_dry_run_asks_nothing_and_writes_nothing(bench: Bench) -> None:
    bench.harvest(dry_run=True)
    assert bench.server.log == []
    assert not bench.data.exists()
    assert bench.said == [
        "the list of competitions, 200 a request",
        "every competition that is new: facts, both boards, write-ups, forum; community ones are left out",
        "write-ups and people: the search, and whoever is new in a top 50",
        "not asked again: 0 settled competitions (--refresh asks)",
    ]
    bench.harvest()
    bench.said.clear()
    bench.harvest(dry_run=True, max_requests=70)
    assert bench.server.log == []
    assert bench.said[1:3] == [
        f"{RECENT}: boards and forum, what moved since 2026-06-01",
        f"{RUNNING}: boards and forum, what moved since 2026-06-01",
    ]
    assert bench.said[-2:] == [
        "not asked again: 1 settled competitions (--refresh asks)",
        "in this order, at most 70 requests",
    ]


def test_a_dry_run_of_a_part(bench: Bench) -> None:
    bench.harvest()
    bench.said.clear()
    bench.harvest(dry_run=True, only=frozenset({OLD, "no-such-thing"}), refresh=True)
    assert bench.said[:3] == [
        "the competitions named, one request each",
        f"{OLD}: boards and forum, what moved since 2026-06-01",
        "no-such-thing: all of it",
    ]
    bench.said.clear()
    bench.harvest(dry_run=True, category="playground")
    assert not [line for line in bench.said if "made-up" in line]


def test_the_log_of_a_whole_harvest_proves_its_manners(
    bench: Bench, fake_time: FakeTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = partial(Session, clock=fake_time.clock, sleep=fake_time.sleep)
    settings = Settings(endpoint=bench.server.url, rate=2.0)
    monkeypatch.setattr("harvesters.kaggle.harvest.Session", session)
    monkeypatch.setattr("harvesters.kaggle.harvest.read_settings", lambda environ, budget: settings)
    bench.server.faults += [
        Fault("GetTopic", faults.status(429, {"Retry-After": "30"}), at=(3,)),
        Fault("GetLeaderboard", faults.status(503), at=(1, 2)),
    ]
    assert bench.harvest().failures == []
    log = bench.server.log
    assert len(log) > 100
    assert min(after.at - before.at for before, after in pairwise(log)) >= 0.5
    refused = [n for n, request in enumerate(log) if request.method.endswith("GetTopic")][3]
    assert log[refused + 1].at - log[refused].at == pytest.approx(30)
    assert log[refused + 1].body == log[refused].body
    assert {request.user_agent for request in log} == {USER_AGENT}
