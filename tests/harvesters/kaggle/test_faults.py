"""Whole harvests under faults: each ends complete, or with a clear error and the old files untouched."""

import errno
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.findings import Finding
from archive.merge import merge
from archive.merge_boards import SUSPICIOUS_ROWS
from archive.store import State
from harvesters.base import CredentialsError, HarvestError
from pipeline.harvest import locked
from tests.kaggle_server import faults
from tests.kaggle_server.faults import Act, Fault, always
from tests.kaggle_server.harvesting import Bench, environment
from tests.kaggle_server.truth import assert_complete
from tests.kaggle_server.world import NOW, Message, World, make_world

RUNNING, RECENT, OLD = "made-up-challenge-000", "made-up-challenge-001", "made-up-challenge-002"
Change = Callable[[dict[str, Any]], dict[str, Any] | None]


@pytest.fixture
def world() -> World:
    return make_world(competitions=3, teams=210, topics=3)


def of(slug: str) -> Callable[[dict[str, Any]], bool]:
    return lambda body: body.get("competitionName") == slug


def every(number: int) -> Callable[[int], bool]:
    return lambda n: n % number == number - 1


@pytest.mark.parametrize(
    "act",
    [
        faults.status(429),
        faults.status(429, {"Retry-After": "0"}),
        faults.status(500),
        faults.status(502),
        faults.status(503, {"Retry-After": "0"}),
        faults.cut(),
        faults.html(),
        faults.broken_json(),
    ],
)
def test_every_third_request_fails_in_passing(act: Act, bench: Bench) -> None:
    bench.server.faults.append(Fault("", act, at=every(3)))
    result = bench.harvest()
    assert result.failures == []
    assert_complete(bench.archive, bench.server.world)


def test_stalled_answers(bench: Bench) -> None:
    bench.server.faults.append(Fault("ListTopicMessages", faults.stall(0.5), at=(1,)))
    assert bench.harvest().failures == []
    assert_complete(bench.archive, bench.server.world)


def test_a_truncated_zip_is_asked_for_again_and_without_it_the_view_is_enough(bench: Bench) -> None:
    bench.server.faults.append(Fault("DownloadLeaderboard", faults.truncated(), at=(0, 2)))
    assert bench.harvest().failures == []
    assert_complete(bench.archive, bench.server.world)


def test_a_zip_that_stays_truncated_fails_that_board_alone(bench: Bench) -> None:
    bench.harvest()
    before = bench.files()
    bench.server.world.competitions[RUNNING].board(public=True)[0].public += 1
    bench.server.faults.append(Fault("DownloadLeaderboard", faults.truncated(), at=always, where=of(RUNNING)))
    result = bench.harvest()
    assert len(result.failures) == 1
    assert "no board" in result.failures[0]
    assert bench.files() == before


def test_401_after_some_requests_ends_the_run_and_the_next_goes_on(bench: Bench) -> None:
    bench.server.faults.append(Fault("", faults.status(401), at=lambda n: n >= 30))
    with pytest.raises(CredentialsError, match="new token"):
        bench.harvest()
    done = len(bench.server.log)
    assert done == 31
    bench.server.faults.clear()
    assert bench.harvest().failures == []
    assert_complete(bench.archive, bench.server.world)
    assert len(bench.server.log) < 150 - done, "what was answered is not asked again"


def test_what_is_refused_is_reported_and_the_rest_is_complete(bench: Bench) -> None:
    refusal = faults.status(403, message="You must accept this competition's rules")
    bench.server.faults += [
        Fault("GetCompetitionDataFilesSummary", refusal, at=always),
        Fault("GetLeaderboard", refusal, at=always, where=of(OLD)),
    ]
    result = bench.harvest()
    assert result.failures == []
    assert any(f"{OLD}/boards: not for us" in line and "/rules" in line for line in result.warnings)
    assert bench.archive.standings(OLD) == ()
    assert bench.archive.standings(RECENT)


def test_a_competition_that_is_not_there(bench: Bench) -> None:
    result = bench.harvest(only=frozenset({"no-such-thing", OLD}))
    assert len(result.failures) == 1
    assert "no-such-thing" in result.failures[0]
    assert bench.archive.folders() == [OLD]


def test_a_competition_that_vanishes_between_list_and_look(bench: Bench) -> None:
    bench.server.faults.append(Fault("", faults.status(404), at=always, where=of(OLD)))
    result = bench.harvest()
    assert result.failures == []
    assert len(bench.archive.standings(RECENT)) == 210
    assert bench.archive.competition(OLD) is not None


def test_unknown_fields_and_values_are_reported_and_lose_nothing(bench: Bench) -> None:
    def change(answer: dict[str, Any]) -> None:
        answer["competitions"][0] |= {"category": "Interplanetary", "brandNew": {"a": 1}, "tags": None, "id": "40000"}
        answer["competitions"][1]["teamCount"] = "210"
        answer["competitions"].append({"ref": "https://www.kaggle.com/c/..%2f..%2fpasswd", "title": "Hostile"})

    bench.server.faults.append(Fault("ListCompetitions", faults.rewritten(change), at=always))
    result = bench.harvest()
    assert any("unknown field brandNew" in line for line in result.warnings)
    assert any("unknown category interplanetary" in line for line in result.warnings)
    assert [line for line in result.failures if "slug" in line]
    assert_complete(bench.archive, bench.server.world)


def test_unknown_tiers_and_nulls_in_profiles(bench: Bench) -> None:
    def change(answer: dict[str, Any]) -> None:
        for document in answer["documents"]:
            document["ownerUser"]["tier"] = "MEGA_GRANDMASTER"
            document["userDocument"]["userLocation"] = None

    users = lambda body: body["filters"]["documentTypes"] == ["USER"]  # noqa: E731
    bench.server.faults.append(Fault("ListEntities", faults.rewritten(change), at=always, where=users))
    bench.harvest()
    assert {person.tier for person in bench.archive.people()} == {"mega-grandmaster"}


@pytest.mark.parametrize("changes", [("doubled",), ("overlapping",)])
def test_doubled_and_overlapping_pages_of_a_board(changes: tuple[str], bench: Bench) -> None:
    first: list[Any] = []

    def change(answer: dict[str, Any]) -> dict[str, Any] | None:
        if "nextPageToken" in answer:
            first[:] = answer["submissions"]
            return None
        if changes == ("doubled",) and len(answer["submissions"]) == 10:
            return {"submissions": first, "nextPageToken": "t190"}
        return {"submissions": first[-30:] + answer["submissions"]}

    bench.server.faults += [
        Fault("DownloadLeaderboard", faults.status(404), at=always),
        Fault("GetLeaderboard", faults.rewritten(change), at=always),
    ]
    result = bench.harvest()
    assert result.failures == []
    for slug, competition in bench.server.world.competitions.items():
        ranks = {row.team: row.public_rank for row in bench.archive.standings(slug)}
        board = competition.board(public=True)
        assert ranks == {str(team.id): place for place, team in enumerate(board, 1)}


def test_a_page_token_that_repeats_fails_that_board_and_keeps_the_old_one(bench: Bench) -> None:
    bench.harvest()
    before = bench.files()
    bench.server.world.competitions[RUNNING].board(public=True)[0].public += 1
    circle = faults.rewritten(
        lambda answer: answer | {"submissions": answer["submissions"][:40], "nextPageToken": "t0"}
    )
    bench.server.faults += [
        Fault("DownloadLeaderboard", faults.status(404), at=always),
        Fault("GetLeaderboard", circle, at=always, where=of(RUNNING)),
    ]
    result = bench.harvest()
    assert len(result.failures) == 1
    assert "runs in a circle" in result.failures[0]
    assert bench.files() == before


def test_a_board_of_one_score_is_refused_and_the_old_one_kept(bench: Bench) -> None:
    bench.harvest()
    before = bench.files()
    competition = bench.server.world.competitions[RUNNING]
    assert len(competition.teams) >= SUSPICIOUS_ROWS
    for team in competition.teams:
        team.public = 0.0
    result = bench.harvest()
    assert any("one score" in line for line in result.warnings)
    assert bench.files() == before


@pytest.mark.parametrize("rows", [209, 200, 1])
def test_fewer_rows_than_declared_fail_loudly(rows: int, bench: Bench) -> None:
    short: Change = lambda answer: {"submissions": answer["submissions"][:rows]}  # noqa: E731
    bench.server.faults += [
        Fault("DownloadLeaderboard", faults.status(404), at=always),
        Fault("GetLeaderboard", faults.rewritten(short), at=always, where=of(OLD)),
    ]
    result = bench.harvest()
    assert len(result.failures) == 1
    assert f"{OLD}/boards" in result.failures[0]
    assert "210 declared" in result.failures[0]
    assert bench.archive.standings(OLD) == ()
    competition = bench.archive.competition(OLD)
    assert competition is not None
    assert competition.settled is None


def test_a_count_that_was_stale_is_asked_for_again(bench: Bench) -> None:
    stale = faults.rewritten(lambda a: {"competitions": [c | {"teamCount": 300} for c in a["competitions"]]})
    bench.server.faults.append(Fault("ListCompetitions", stale))
    assert bench.harvest().failures == []
    assert_complete(bench.archive, bench.server.world)


def test_a_view_capped_by_the_service_is_made_whole_by_the_file(bench: Bench) -> None:
    capped = faults.rewritten(lambda answer: {"submissions": answer["submissions"][:100]})
    bench.server.faults.append(Fault("GetLeaderboard", capped, at=always, where=lambda b: not b.get("overridePublic")))
    assert bench.harvest().failures == []
    rows = bench.archive.standings(OLD)
    assert len([row for row in rows if row.private_rank]) == 210


def test_a_topic_deleted_between_list_and_look(bench: Bench) -> None:
    gone = bench.server.world.competitions[RECENT].topics[1]
    bench.server.faults += [
        Fault("ListTopicMessages", faults.status(404), at=always, where=lambda body: body["topicId"] == gone.id),
        Fault("GetTopic", faults.status(404), at=always, where=lambda body: body["id"] == gone.id),
    ]
    assert bench.harvest().failures == []
    (kept,) = [topic for topic in bench.archive.topics(RECENT) if topic.topic == str(gone.id)]
    assert (kept.title, kept.messages) == (None, ())


def test_replies_twelve_deep_deleted_ones_and_two_megabytes(bench: Bench) -> None:
    topic = bench.server.world.competitions[RECENT].topics[0]
    above = topic.opening
    for depth in range(12):
        reply = Message(500 + depth, f"player0000{depth % 9}", NOW - timedelta(days=1), f"Depth {depth}")
        reply.deleted = depth == 5
        (topic.comments if depth == 0 else above.replies).append(reply)
        above = reply
    above.markdown = "long " * 400_000
    assert bench.harvest().failures == []
    assert_complete(bench.archive, bench.server.world)
    (kept,) = [t for t in bench.archive.topics(RECENT) if t.topic == str(topic.id)]
    parents = {message.message: message.parent for message in kept.messages}
    assert [parents[str(500 + depth)] for depth in range(12)] == [None, *(str(500 + d) for d in range(11))]


@pytest.mark.parametrize("hours", [-30 * 24, 30 * 24])
def test_a_wrong_clock_here_invents_no_private_board(hours: int, bench: Bench) -> None:
    started = (NOW + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
    result = bench.harvest(started=started)
    assert any("the clock here is 720.0 hours off" in line for line in result.warnings)
    assert_complete(bench.archive, bench.server.world)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_disk_full_and_data_read_only_end_the_run_and_leave_no_half_file(
    code: int, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.harvest(only=frozenset({OLD}))
    before = bench.files()
    real, calls = os.replace, iter(range(1000))

    def failing(source: str, target: Any) -> None:
        if str(target).startswith(str(bench.data)) and next(calls) >= 3:
            raise OSError(code, os.strerror(code), str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(OSError, match=os.strerror(code)):
        bench.harvest()
    monkeypatch.undo()
    after = bench.files()
    assert all(after[name] == hashed for name, hashed in before.items() if OLD in name)
    assert not [name for name in after if name.endswith(".tmp")]


def test_what_the_archive_did_not_take_is_asked_for_by_the_run_that_goes_on(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(state: Any, finding: Finding, *rest: Any) -> State:
        if finding.slug == RECENT and finding.standings is not None:
            raise ValueError("made-up fault")
        return merge(state, finding, *rest)

    monkeypatch.setattr("pipeline.harvest.merge", refusing)
    assert bench.harvest(max_requests=40).failures == [f"'{RECENT}': made-up fault"]
    assert bench.archive.standings(RECENT) == ()
    monkeypatch.undo()
    with environment(bench.server, bench.root):
        assert bench.harvest(max_requests=1000).failures == []
    assert [line for line in bench.said if "going on" in line]
    assert_complete(bench.archive, bench.server.world)


def test_two_harvests_at_once(bench: Bench) -> None:
    bench.data.mkdir(parents=True)
    with locked(bench.data), pytest.raises(HarvestError, match="another harvest"):
        bench.harvest()
    assert bench.server.log == []


def test_a_platform_that_is_down_is_left_alone(bench: Bench) -> None:
    bench.server.faults.append(Fault("", faults.status(503), at=lambda n: n >= 20))
    result = bench.harvest()
    assert any("does not answer" in line for line in result.failures)
    assert len(bench.server.log) < 20 + 6 * 6
    bench.server.faults.clear()
    assert bench.harvest().failures == []
    assert_complete(bench.archive, bench.server.world)


def test_a_cache_that_cannot_be_written(bench: Bench) -> None:
    cache = Path(bench.root / "cache")
    cache.mkdir(parents=True)
    (cache / "kaggle").write_text("a file where a folder should be")
    result = bench.harvest()
    assert any("kaggle" in line for line in result.failures)
    assert bench.server.log == []


@pytest.mark.parametrize("method", ["ListTopicMessages", "GetTopic", "ListComments"])
def test_a_forum_of_which_one_method_is_gone(method: str, bench: Bench) -> None:
    bench.server.faults.append(Fault(method, faults.status(404), at=always))
    assert bench.harvest().failures == []
    for slug, competition in bench.server.world.competitions.items():
        kept = {topic.topic: {m.message for m in topic.messages} for topic in bench.archive.topics(slug)}
        for topic in competition.topics:
            opening = f"t{topic.id}" if method == "ListTopicMessages" else str(topic.id)
            comments = {str(m.id) for comment in topic.comments for m in comment.all()}
            assert kept[str(topic.id)] == {opening} | comments


@pytest.mark.parametrize("code", [404, 403, 503])
def test_without_the_search_the_boards_come_all_the_same(code: int, bench: Bench) -> None:
    bench.server.faults.append(Fault("ListEntities", faults.status(code), at=always))
    result = bench.harvest()
    assert [line.split(":")[0] for line in result.failures] == ["write-ups", "people"]
    assert all(len(bench.archive.standings(slug)) == 210 for slug in bench.server.world.competitions)


def test_a_whole_board_of_many_small_pages_that_is_cut(bench: Bench) -> None:
    def small(answer: dict[str, Any]) -> dict[str, Any]:
        first = answer["submissions"][0]["teamId"] == first_team
        return {"submissions": answer["submissions"][:20], **({"nextPageToken": "t20"} if first else {})}

    competition = bench.server.world.competitions[OLD]
    first_team = competition.board(public=False)[0].id
    private = lambda body: body.get("competitionName") == OLD and not body.get("overridePublic")  # noqa: E731
    bench.server.faults += [
        Fault("DownloadLeaderboard", faults.status(404), at=always),
        Fault("GetLeaderboard", faults.rewritten(small), at=always, where=private),
    ]
    result = bench.harvest()
    assert len(result.failures) == 1
    assert "cut at 40 rows" in result.failures[0]
