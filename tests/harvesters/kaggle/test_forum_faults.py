"""Harvests under faults of forums and write-ups: what cannot be had costs nothing else."""

import pytest

from tests.kaggle_server import faults
from tests.kaggle_server.faults import Fault, always
from tests.kaggle_server.harvesting import Bench
from tests.kaggle_server.truth import assert_complete
from tests.kaggle_server.world import World, make_world

OLD = "made-up-challenge-002"


@pytest.fixture
def world() -> World:
    return make_world(competitions=3, teams=210, topics=3)


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


@pytest.mark.parametrize("refused", [("GetTopic", "ListComments"), ("GetTopic",), ()])
def test_messages_that_come_without_their_authors_are_told(refused: tuple[str, ...], bench: Bench) -> None:
    """The service that names them is another one, of which users report that it answers 403."""
    bench.server.faults += [Fault(method, faults.status(403), at=always) for method in refused]
    result = bench.harvest()
    assert result.failures == []
    topics = bench.server.world.competitions[OLD].topics
    silent = [topic for topic in topics if "ListComments" in refused or not topic.comments]
    told = [line for line in result.warnings if line.startswith(f"{OLD}: ")]
    wanted = f"{OLD}: {len(silent)} of {len(topics)} topics came without the handles of who wrote in them"
    assert told == ([wanted] if refused else [])


def test_a_topic_that_cannot_be_had_costs_only_itself(bench: Bench) -> None:
    topic = bench.server.world.competitions[OLD].topics[1]
    bench.server.faults.append(
        Fault("ListTopicMessages", faults.status(500), at=always, where=lambda body: body["topicId"] == topic.id),
    )
    (failure,) = bench.harvest().failures
    assert failure.startswith(f"{OLD}/threads: list_topic_messages")
    others = {str(other.id) for other in bench.server.world.competitions[OLD].topics} - {str(topic.id)}
    assert {kept.topic for kept in bench.archive.topics(OLD)} == others
    bench.server.faults.clear()
    assert bench.harvest().failures == []
    assert_complete(bench.archive, bench.server.world)


@pytest.mark.parametrize("method", ["ListTopicMessages", "GetTopic", "ListComments"])
def test_a_method_that_is_down_is_tried_on_two_topics_of_a_forum_at_most(method: str, bench: Bench) -> None:
    bench.server.faults.append(Fault(method, faults.status(500), at=always))
    failures = bench.harvest(only=frozenset({OLD})).failures
    assert all(line.startswith(f"{OLD}/threads: ") for line in failures)
    assert sum(request.endswith(method) for request in bench.server.methods()) == 12
    assert bench.archive.topics(OLD) == ()


def test_a_write_up_whose_links_cannot_be_had_costs_only_itself(bench: Bench) -> None:
    writeup = next(writeup for writeup in bench.server.world.writeups if writeup.competition == OLD)
    bench.server.faults.append(
        Fault("GetResolvedWriteUpLinks", faults.status(500), always, lambda body: body["writeUpId"] == writeup.id),
    )
    (failure,) = bench.harvest().failures
    assert failure.startswith(f"{OLD}/writeups: get_resolved_write_up_links")
    assert len(bench.archive.writeups(OLD)) == 4
    bench.server.faults.clear()
    assert bench.harvest().failures == []
    assert_complete(bench.archive, bench.server.world)


@pytest.mark.parametrize("code", [404, 403, 503])
def test_without_the_search_the_boards_come_all_the_same(code: int, bench: Bench) -> None:
    bench.server.faults.append(Fault("ListEntities", faults.status(code), at=always))
    result = bench.harvest()
    assert [line.split(":")[0] for line in result.failures] == ["write-ups", "people"]
    assert all(len(bench.archive.standings(slug)) == 210 for slug in bench.server.world.competitions)
