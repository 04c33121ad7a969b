"""What the platform refuses is asked for a second time some days later, and not a third time."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from harvesters.kaggle.refusals import Refusals
from tests.kaggle_server import faults
from tests.kaggle_server.faults import Fault, always, of
from tests.kaggle_server.harvesting import Bench
from tests.kaggle_server.truth import assert_complete
from tests.kaggle_server.wire import COLUMNS
from tests.kaggle_server.world import NOW, World, make_world

RUNNING, OLD = "made-up-challenge-000", "made-up-challenge-002"


@pytest.fixture
def world() -> World:
    return make_world(competitions=3, teams=30, topics=3)


def harvest(bench: Bench, days: int) -> list[str]:
    """A run so many days after the first; what it asked of the old competition."""
    bench.server.world.now = NOW + timedelta(days=days)
    assert bench.harvest(started=f"2026-06-{1 + days:02}T12:00:00Z").failures == []
    topics = {topic.id for topic in bench.server.world.competitions[OLD].topics}
    return [
        request.method.rsplit("/", 1)[-1]
        for request in bench.server.log
        if OLD in str(request.body) or request.body.get("topicId", request.body.get("id")) in topics
    ]


def settled(bench: Bench) -> bool:
    known = bench.archive.competition(OLD)
    assert known is not None
    return known.settled is not None


@pytest.mark.parametrize("code", [400, 403, 404])
@pytest.mark.parametrize(("method", "field"), [("ListCompetitionPages", "public_share"), ("ListKernels", "notebooks")])
def test_pages_and_notebooks_that_were_refused_are_asked_for_again(
    method: str, field: str, code: int, bench: Bench
) -> None:
    bench.server.faults.append(Fault(method, faults.status(code), at=always))
    assert method in harvest(bench, days=0)
    bench.server.faults.clear()
    assert method not in harvest(bench, days=2)
    assert [getattr(bench.archive.competition(slug), field) for slug in (RUNNING, OLD)] in ([(), ()], [None, None])
    assert not settled(bench)
    again = harvest(bench, days=3)
    assert again.count(method) == 1
    assert len(again) == 3, "beside the first page of the board and of the list of topics"
    assert all(getattr(bench.archive.competition(slug), field) for slug in (RUNNING, OLD))
    assert settled(bench)
    assert harvest(bench, days=10) == []


def test_a_second_refusal_stands(bench: Bench) -> None:
    bench.server.faults.append(Fault("ListKernels", faults.status(403), at=always))
    for days, asked in ((0, 1), (1, 0), (4, 1), (10, 0), (20, 0)):
        assert harvest(bench, days=days).count("ListKernels") == asked
        assert settled(bench) == (days >= 4)
    assert harvest(bench, days=21) == []


def refuse_a_topic(bench: Bench, status: int) -> None:
    topic = bench.server.world.competitions[OLD].topics[1]
    bench.server.faults += [
        Fault(
            name, faults.status(status), at=always, where=lambda body: topic.id in (body.get("id"), body.get("topicId"))
        )
        for name in ("ListTopicMessages", "GetTopic")
    ]


def test_a_topic_that_was_refused_is_asked_for_again(bench: Bench) -> None:
    refuse_a_topic(bench, 403)
    harvest(bench, days=0)
    bench.server.faults.clear()
    assert "GetTopic" not in harvest(bench, days=2)
    assert not settled(bench)
    assert harvest(bench, days=3).count("GetTopic") == 1
    assert_complete(bench.archive, bench.server.world)
    assert settled(bench)
    assert harvest(bench, days=10) == []


def test_a_topic_that_stays_refused_is_asked_for_twice(bench: Bench) -> None:
    refuse_a_topic(bench, 404)
    assert [harvest(bench, days).count("GetTopic") for days in (0, 1, 4, 10)] == [3, 0, 1, 0]
    assert settled(bench)
    assert harvest(bench, days=20) == []


@pytest.mark.parametrize("code", [403, 404])
def test_a_board_that_was_refused_keeps_its_competition_open(code: int, bench: Bench) -> None:
    competition = bench.server.world.competitions[OLD]
    competition.deadline -= timedelta(days=200)  # so long ago that without a board there is none
    bench.server.faults.append(Fault("GetLeaderboard", faults.status(code), at=always, where=of(OLD)))
    harvest(bench, days=0)
    bench.server.faults.clear()
    assert not settled(bench)
    harvest(bench, days=3)
    assert len(bench.archive.standings(OLD)) == len(competition.teams)
    assert settled(bench)


@pytest.mark.parametrize("code", [403, 404])
def test_a_board_that_was_refused_twice_is_looked_for_a_year_later(code: int, bench: Bench) -> None:
    competition = bench.server.world.competitions[OLD]
    competition.deadline -= timedelta(days=200)
    bench.server.faults.append(Fault("GetLeaderboard", faults.status(code), at=always, where=of(OLD)))
    assert [harvest(bench, days).count("GetLeaderboard") for days in (0, 1, 4)] == [1, 1, 1]
    assert settled(bench)
    assert harvest(bench, days=20) == []
    bench.server.faults.clear()
    bench.server.world.now = NOW + timedelta(days=4 + 364)
    bench.harvest(started="2027-06-04T12:00:00Z")
    assert bench.archive.standings(OLD) == ()
    bench.server.world.now = NOW + timedelta(days=4 + 365)
    bench.harvest(started="2027-06-05T12:00:00Z")
    assert len(bench.archive.standings(OLD)) == len(competition.teams)
    assert settled(bench)


def test_members_that_were_refused_are_asked_for_again(bench: Bench) -> None:
    bench.server.faults.append(Fault("DownloadLeaderboard", faults.status(403), at=always))
    assert harvest(bench, days=0).count("DownloadLeaderboard") == 1
    assert "DownloadLeaderboard" not in harvest(bench, days=2)
    assert bench.archive.standings(OLD)
    assert not settled(bench)
    bench.server.faults.clear()
    assert harvest(bench, days=3).count("DownloadLeaderboard") == 1
    assert_complete(bench.archive, bench.server.world)
    assert settled(bench)
    assert harvest(bench, days=10) == []


def test_members_that_stay_refused_are_asked_for_twice(bench: Bench) -> None:
    bench.server.faults.append(Fault("DownloadLeaderboard", faults.status(404), at=always))
    assert [harvest(bench, days).count("DownloadLeaderboard") for days in (0, 1)] == [1, 0]
    assert harvest(bench, days=4) == ["GetLeaderboard", "DownloadLeaderboard", "ListCompetitionTopics"]
    assert settled(bench)
    assert harvest(bench, days=20) == []


def test_members_that_a_limit_kept_back_are_asked_for_until_they_come(bench: Bench) -> None:
    limit = Fault("DownloadLeaderboard", faults.gateway_status(429), at=always)
    bench.server.faults.append(limit)
    for days, sent in ((0, 6), (2, 0), (4, 6), (8, 6)):
        harvest(bench, days)
        assert bench.server.methods().count("DownloadLeaderboard") == sent, "no more of them once the limit is met"
        assert all(bench.archive.standings(slug) for slug in bench.server.world.competitions)
        assert not settled(bench)
    bench.server.faults.clear()
    harvest(bench, days=12)
    assert_complete(bench.archive, bench.server.world)
    assert settled(bench)


def empty_zip(good: bytes) -> bytes:
    return b"PK\x05\x06" + bytes(18)


def header_alone(good: bytes) -> bytes:
    return ",".join(COLUMNS).encode()


@pytest.mark.parametrize("made", [lambda good: b"", empty_zip, header_alone])
def test_members_come_once_the_download_is_no_longer_empty(made: Callable[[bytes], bytes], bench: Bench) -> None:
    """Seen of the real service in the days after a deadline: 200 and a file of no bytes."""
    bench.server.faults.append(Fault("DownloadLeaderboard", faults.remade(made), at=always, where=of(OLD)))
    assert harvest(bench, days=0).count("DownloadLeaderboard") == 1
    assert bench.archive.standings(OLD)
    assert not settled(bench)
    bench.server.faults.clear()
    assert harvest(bench, days=3).count("DownloadLeaderboard") == 1
    assert_complete(bench.archive, bench.server.world)
    assert settled(bench)


@pytest.mark.parametrize("slug", [RUNNING, OLD])
def test_teams_without_a_board_are_a_warning_and_no_failure_each_week(slug: str, bench: Bench) -> None:
    """Hackathons answer with an empty board and count teams; of older ones there are no entries either."""
    bench.server.faults += [
        Fault("GetLeaderboard", faults.rewritten(lambda _: {"submissions": []}), at=always, where=of(slug)),
        Fault("DownloadLeaderboard", faults.remade(lambda _: b""), at=always, where=of(slug)),
    ]
    harvest(bench, days=0)
    assert bench.archive.standings(slug) == ()
    bench.server.faults.clear()
    harvest(bench, days=7)
    assert_complete(bench.archive, bench.server.world)


def test_an_empty_board_takes_none_away(bench: Bench) -> None:
    harvest(bench, days=0)
    before = bench.files()
    empty = faults.rewritten(lambda _: {"submissions": []})
    bench.server.faults.append(Fault("GetLeaderboard", empty, at=always, where=of(RUNNING)))
    bench.server.faults.append(Fault("DownloadLeaderboard", faults.remade(lambda _: b""), at=always))
    (failure,) = bench.harvest(started="2026-06-08T12:00:00Z").failures
    assert "0 teams on the boards, 30 declared; kept what was known" in failure
    assert bench.files() == before


def test_data_files_whose_rules_were_not_accepted_are_asked_for_once(bench: Bench) -> None:
    bench.server.faults.append(Fault("GetCompetitionDataFilesSummary", faults.status(403), at=always))
    harvest(bench, days=0)
    assert settled(bench)
    assert harvest(bench, days=7) == []


@pytest.mark.parametrize("damage", ["", "{", "[1]\n", '{"at": 1}\n'])
def test_what_is_remembered_of_refusals_may_be_lost(damage: str, tmp_path: Path) -> None:
    first = Refusals(tmp_path, tmp_path / "data")
    first.note("lemons", {"pages": True}, "2026-06-01T00:00:00Z")
    (path,) = tmp_path.glob("journal-*.jsonl")
    assert Refusals(tmp_path, tmp_path / "data").due("lemons", ["pages"], "2026-06-04T00:00:00Z") == {"pages"}
    assert Refusals(tmp_path, tmp_path / "other").due("lemons", ["pages"], "2026-06-04T00:00:00Z") == set()
    path.write_text(damage)
    assert not Refusals(tmp_path, tmp_path / "data").wait("lemons")
