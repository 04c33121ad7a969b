"""Whole harvests of well-formed and odd answers: each ends complete, or with a clear error and old files kept."""

import shutil
from datetime import timedelta
from typing import Any

import pytest

from tests.kaggle_server import faults
from tests.kaggle_server.faults import Fault, always, of
from tests.kaggle_server.harvesting import Bench
from tests.kaggle_server.truth import assert_complete
from tests.kaggle_server.world import NOW, Message, World, make_world

RUNNING, RECENT, OLD = "made-up-challenge-000", "made-up-challenge-001", "made-up-challenge-002"


@pytest.fixture
def world() -> World:
    return make_world(competitions=3, teams=210, topics=3)


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

    def users(body: dict[str, Any]) -> bool:
        return body["filters"]["documentTypes"] == ["USER"]

    bench.server.faults.append(Fault("ListEntities", faults.rewritten(change), at=always, where=users))
    bench.harvest()
    assert {person.tier for person in bench.archive.people()} == {"mega-grandmaster"}


@pytest.mark.parametrize("file", ["leaderboard.csv", "competition.json"])
def test_a_corrupt_file_of_one_competition_leaves_the_others_their_harvest(file: str, bench: Bench) -> None:
    bench.harvest(only=frozenset({RECENT}))
    (corrupt,) = bench.data.rglob(file)
    corrupt.write_bytes(corrupt.read_bytes() + b"made-up,fault")
    before = corrupt.read_bytes()
    failures = bench.harvest().failures
    assert failures
    assert all(file in failure and "leaderlore check" in failure for failure in failures)
    assert corrupt.read_bytes() == before
    assert all(bench.archive.standings(slug) and bench.archive.topics(slug) for slug in (RUNNING, OLD))
    assert len(bench.harvest(dry_run=True).failures) == (file == "competition.json"), "a dry run names it, and goes on"


def test_a_list_of_competitions_that_runs_in_a_circle_is_not_taken_as_whole(bench: Bench) -> None:
    bench.harvest()

    def circle(answer: dict[str, Any]) -> dict[str, Any]:
        return {"competitions": answer["competitions"][:2], "nextPageToken": "t2"}

    def users(log: list[Any]) -> list[Any]:
        return [request for request in log if "USER" in request.body.get("filters", {}).get("documentTypes", ())]

    bench.server.faults.append(Fault("ListCompetitions", faults.rewritten(circle), at=always))
    result = bench.harvest()
    assert any("list of competitions runs in a circle" in line for line in result.warnings)
    assert users(bench.server.log) == [], "the ranking is read again by whole runs alone"
    bench.server.faults.clear()
    assert not any("circle" in line for line in bench.harvest().warnings)
    assert users(bench.server.log)


def test_a_list_that_ends_far_too_early_is_a_failure_and_what_it_names_is_harvested(bench: Bench) -> None:
    bench.server.world = make_world(competitions=5, teams=20, topics=1)
    bench.harvest()
    cut = faults.rewritten(lambda answer: {"competitions": answer["competitions"][:2]})
    bench.server.faults.append(Fault("ListCompetitions", cut, at=always))
    result = bench.harvest(started="2026-06-02T12:00:00Z")
    (failure,) = result.failures
    assert failure.startswith("the list of competitions ends after 2, and the archive has 5: ")
    assert "--probe" in failure
    assert {r.body.get("competitionName") for r in bench.server.log} >= {RUNNING, RECENT}


def test_a_competition_that_the_platform_renames_does_not_stand_in_the_archive_twice(bench: Bench) -> None:
    bench.harvest()
    world = bench.server.world
    renamed = world.competitions.pop(OLD)
    renamed.slug, world.competitions["its-new-name"] = "its-new-name", renamed
    world.writeups = [writeup for writeup in world.writeups if writeup.competition != OLD]
    for options in ({}, {"only": frozenset({"its-new-name"})}):
        (failure,) = bench.harvest(**options).failures
        assert failure.startswith("its-new-name is what the archive has as made-up-challenge-002: remove ")
        assert bench.archive.folders() == [RUNNING, RECENT, OLD]
    shutil.rmtree(bench.data / "competitions" / OLD)
    assert bench.harvest().failures == []
    assert_complete(bench.archive, world)


def test_a_count_that_was_stale_is_asked_for_again(bench: Bench) -> None:
    stale = faults.rewritten(lambda a: {"competitions": [c | {"teamCount": 300} for c in a["competitions"]]})
    bench.server.faults.append(Fault("ListCompetitions", stale))
    assert bench.harvest().failures == []
    assert_complete(bench.archive, bench.server.world)


def test_a_topic_deleted_between_list_and_look(bench: Bench) -> None:
    gone = bench.server.world.competitions[RECENT].topics[1]
    bench.server.faults += [
        Fault("ListTopicMessages", faults.status(404), at=always, where=lambda body: body["topicId"] == gone.id),
        Fault("GetTopic", faults.status(404), at=always, where=lambda body: body["id"] == gone.id),
    ]
    assert bench.harvest().failures == []
    (kept,) = [topic for topic in bench.archive.topics(RECENT) if topic.topic == str(gone.id)]
    assert (kept.title, kept.messages) == (None, ())


@pytest.mark.parametrize("fault", ["circle", "refused"])
def test_comments_that_break_off_leave_the_thread_as_it_was_and_to_be_asked_again(fault: str, bench: Bench) -> None:
    bench.harvest()
    topic = bench.server.world.competitions[RECENT].topics[1]
    before = {kept.topic: kept for kept in bench.archive.topics(RECENT)}[str(topic.id)]
    assert len(before.messages) > 1
    topic.comments.append(Message(501, topic.opening.author, NOW - timedelta(minutes=5), "News"))

    def of_topic(body: dict[str, Any]) -> bool:
        return bool(body["topicId"] == topic.id)

    half = faults.rewritten(lambda answer: {"comments": answer["comments"][:1], "nextPageToken": "t0"})
    tree_is_gone = Fault("ListTopicMessages", faults.status(403), at=always, where=of_topic)
    bench.server.faults += [Fault("ListComments", half, at=always if fault == "circle" else (0,), where=of_topic)]
    bench.server.faults += [tree_is_gone]
    if fault == "refused":
        bench.server.faults.append(Fault("ListComments", faults.status(403), at=always, where=of_topic))
    (failure,) = bench.harvest(started="2026-06-02T12:00:00Z").failures
    assert f"{RECENT}/threads: topic {topic.id}: its comments break off" in failure
    assert before in bench.archive.topics(RECENT)
    bench.server.faults.clear()
    assert bench.harvest(started="2026-06-03T12:00:00Z").failures == []
    assert_complete(bench.archive, bench.server.world)


def test_a_list_of_topics_that_runs_in_a_circle_deletes_none(bench: Bench) -> None:
    bench.harvest()
    before = bench.archive.topics(RECENT)
    bench.server.world.competitions[RECENT].topics[0].comments.append(
        Message(501, "player00001", NOW - timedelta(minutes=5), "News")
    )
    first: list[Any] = []

    def one_again_and_again(answer: dict[str, Any]) -> dict[str, Any]:
        first.extend(answer["topics"])
        return {"topics": first[:1], "totalCount": 3}

    circle = faults.rewritten(one_again_and_again)
    bench.server.faults.append(Fault("ListCompetitionTopics", circle, at=always, where=of(RECENT)))
    (failure,) = bench.harvest(started="2026-06-02T12:00:00Z").failures
    assert "the list of topics runs in a circle after 1 of 3" in failure
    assert {topic.topic for topic in bench.archive.topics(RECENT) if topic.messages} == {t.topic for t in before}


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


@pytest.mark.parametrize("hours", [-30 * 24, 300 * 24])
def test_a_wrong_clock_here_leaves_no_trace_when_it_is_put_right(hours: int, bench: Bench) -> None:
    world, competition = bench.server.world, bench.server.world.competitions[RUNNING]
    bench.harvest(started=(NOW + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ"))
    assert {c.as_of for f in bench.archive.folders() if (c := bench.archive.competition(f))} == {"2026-06-01T12:00:00Z"}
    world.now, competition.private_out = competition.deadline + timedelta(days=2), True
    competition.kernels[0]["totalVotes"] = 500
    changes = bench.harvest(started=world.now.strftime("%Y-%m-%dT%H:%M:%SZ")).changes
    assert (RUNNING, "ended") in {(change.slug, change.what) for change in changes}
    known = bench.archive.competition(RUNNING)
    assert known is not None
    assert known.notebooks[0].votes == 500, "its pages are read once more after the end"


@pytest.mark.parametrize("hours", [-30 * 24, 300 * 24])
def test_a_run_that_goes_on_judges_by_the_platforms_clock_as_well(hours: int, bench: Bench) -> None:
    started = (NOW + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
    for budget in (12, 60, 1000):
        assert bench.harvest(started=started, max_requests=budget).failures == []
    assert "budget" not in bench.said[-1]
    assert_complete(bench.archive, bench.server.world)
    settled = [folder for folder in bench.archive.folders() if (c := bench.archive.competition(folder)) and c.settled]
    assert settled == [OLD]
