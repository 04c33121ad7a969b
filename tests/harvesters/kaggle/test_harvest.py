from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.keys import writeup_key
from archive.texts import Texts
from harvesters.base import CredentialsError, MissingCredentialsError
from tests.kaggle_server import faults
from tests.kaggle_server.faults import Fault, always, of
from tests.kaggle_server.harvesting import STARTED, Bench
from tests.kaggle_server.truth import assert_complete
from tests.kaggle_server.world import NOW, Message, Topic, World, make_world

RUNNING, RECENT, OLD = "made-up-challenge-000", "made-up-challenge-001", "made-up-challenge-002"


@pytest.fixture
def world() -> World:
    return make_world(competitions=3, teams=210, topics=22)


def test_a_first_run_is_complete_and_a_second_one_changes_no_byte(bench: Bench) -> None:
    first = bench.harvest()
    asked = len(bench.server.log)
    assert first.failures == []
    assert_complete(bench.archive, bench.server.world)
    before = bench.files()
    second = bench.harvest(started="2026-06-02T12:00:00Z")
    assert (second.failures, second.changed, second.changes) == ([], [], [])
    assert bench.files() == before
    assert len(bench.server.log) < 0.1 * asked


def test_one_changed_score_changes_one_file(bench: Bench) -> None:
    bench.harvest()
    before = bench.files()
    team = bench.server.world.competitions[RUNNING].board(public=True)[3]
    team.public += 0.00001
    result = bench.harvest()
    after = bench.files()
    assert [name for name in after if after[name] != before.get(name)] == [f"competitions/{RUNNING}/leaderboard.csv"]
    assert result.changes == []


def test_a_new_comment_fetches_that_thread_only(bench: Bench) -> None:
    bench.harvest()
    topic = bench.server.world.competitions[RECENT].topics[4]
    topic.comments.append(Message(77, "player00001", NOW - timedelta(hours=1), "A late thought"))
    result = bench.harvest()
    asked = [request.body for request in bench.server.log if request.method.endswith("ListTopicMessages")]
    assert [body["topicId"] for body in asked] == [topic.id]
    assert_complete(bench.archive, bench.server.world)
    assert [(change.slug, change.what, change.detail) for change in result.changes] == [
        (RECENT, "thread", "1 new message")
    ]


def test_the_end_of_a_competition_brings_its_private_board_and_is_news(bench: Bench) -> None:
    bench.harvest()
    competition = bench.server.world.competitions[RUNNING]
    competition.private_out = True
    bench.server.world.now = competition.deadline + timedelta(days=1)
    result = bench.harvest(started=bench.server.world.now.strftime("%Y-%m-%dT%H:%M:%SZ"))
    assert_complete(bench.archive, bench.server.world)
    news = {(change.slug, change.what) for change in result.changes}
    assert {(RUNNING, "ended"), (RUNNING, "board")} <= news


def test_a_private_board_that_is_not_out_yet_is_not_invented(bench: Bench) -> None:
    bench.server.world.competitions[RECENT].private_out = False
    bench.harvest()
    assert_complete(bench.archive, bench.server.world)


def test_a_board_without_a_private_split_is_both_boards_in_the_end(bench: Bench) -> None:
    for team in bench.server.world.competitions[OLD].teams:
        team.public = team.private
    bench.harvest()
    assert_complete(bench.archive, bench.server.world)


def test_a_deleted_topic_keeps_only_that_it_existed(bench: Bench) -> None:
    bench.harvest()
    topic = bench.server.world.competitions[RECENT].topics[2]
    topic.deleted = True
    bench.harvest()
    (kept,) = [kept for kept in bench.archive.topics(RECENT) if kept.topic == str(topic.id)]
    assert (kept.title, kept.author, kept.messages, kept.url) == (None, None, (), None)
    before = bench.files()
    assert "topics" not in bench.harvest().counts, "known to be gone is no news"
    assert bench.files() == before


def test_a_withdrawn_write_up_goes_and_is_news(bench: Bench) -> None:
    bench.harvest()
    gone = next(writeup for writeup in bench.server.world.writeups if writeup.competition == OLD)
    bench.server.world.writeups.remove(gone)
    result = bench.harvest()
    assert_complete(bench.archive, bench.server.world)
    assert [(change.slug, change.what) for change in result.changes] == [(OLD, "writeup-withdrawn")]


def test_a_forum_topic_that_is_a_write_up_is_kept_with_its_reason(bench: Bench) -> None:
    competition = bench.server.world.competitions[RECENT]
    winner = competition.board(public=False)[1]
    posted = competition.deadline + timedelta(hours=5)
    opening = Message(88, winner.members[0], posted, "Our code: https://github.com/example-org/second")
    topic = Topic(88, "3rd place solution", opening, [])
    question = Topic(89, "Where is the 1st place solution?", Message(89, "player00002", posted, "Tell"), [])
    competition.topics += [topic, question]
    bench.harvest()
    (writeup,) = [writeup for writeup in bench.archive.writeups(RECENT) if writeup.kind == "forum"]
    url = f"https://www.kaggle.com/competitions/{RECENT}/discussion/88"
    assert (writeup.writeup, writeup.url) == (writeup_key(url=url), url)
    assert writeup.why == "title claims rank 3 and says 'solution'"
    assert (writeup.title_rank, writeup.private_rank, writeup.rank_source) == (3, 2, "board")
    assert [link.url for link in writeup.links] == ["https://github.com/example-org/second"]
    read_text = Texts(bench.data, bench.root / "cache", "none").reader(RECENT)
    assert read_text(writeup.text_sha256 or "") == opening.markdown


@pytest.mark.parametrize("all_read", [True, False])
def test_a_topic_that_becomes_a_write_up_of_the_platform_is_not_told_twice(all_read: bool, bench: Bench) -> None:
    world = bench.server.world
    entity = next(writeup for writeup in world.writeups if writeup.competition == RECENT)
    world.writeups.remove(entity)
    opening = Message(88, entity.owner, entity.published, entity.markdown)
    world.competitions[RECENT].topics.append(Topic(88, "1st place solution", opening, []))
    bench.harvest()
    before = {writeup.url: writeup.kind for writeup in bench.archive.writeups(RECENT)}
    assert sorted(before.values()) == ["forum", *4 * ["platform"]]
    world.writeups.append(entity)
    if not all_read:
        bench.server.faults.append(Fault("ListEntities", faults.rewritten(_more_declared), at=always))
    bench.harvest()
    after = {writeup.url: writeup.kind for writeup in bench.archive.writeups(RECENT)}
    assert list(after.values()) == 5 * ["platform"]
    assert {url for url, kind in before.items() if kind == "platform"} < after.keys()


def _more_declared(answer: dict[str, Any]) -> None:
    answer["totalDocuments"] = 1000


def test_people_of_the_top_50_are_looked_up_once(bench: Bench) -> None:
    bench.server.world.users["player00003"].ranking = None
    bench.harvest()
    wanted = {
        handle
        for slug in (RECENT, OLD)
        for team in bench.server.world.competitions[slug].board(public=False)[:50]
        for handle in team.members
    }
    people = {person.handles[0]: person for person in bench.archive.people()}
    assert set(people) == wanted
    user = bench.server.world.users[sorted(wanted)[0]]
    person = people[user.handle]
    assert (person.person, person.name, person.tier) == (f"u{user.id}", user.name, user.tier.capitalize())
    assert (person.location, person.organisation) == (user.location, user.organisation)


def test_points_that_decay_daily_are_no_news_and_a_new_tier_is(bench: Bench) -> None:
    bench.harvest()
    before = bench.files()
    people = bench.archive.people()
    for user in bench.server.world.users.values():
        user.points = (user.points or 0) - 7
    assert bench.harvest().changed == []
    chosen = bench.server.world.users[people[0].handles[0]]
    chosen.tier = "GRANDMASTER" if chosen.tier != "GRANDMASTER" else "MASTER"
    bench.harvest()
    after = bench.files()
    assert len([name for name in after if after[name] != before.get(name)]) == 1
    (moved,) = [person for person in bench.archive.people() if person not in people]
    assert (moved.points, moved.tier) == (chosen.points, chosen.tier.capitalize())


def test_points_are_taken_along_after_a_season(bench: Bench) -> None:
    bench.server.world.competitions[RUNNING].deadline += timedelta(days=365)
    bench.harvest()
    for user in bench.server.world.users.values():
        user.points = (user.points or 0) - 7
    bench.server.world.now = NOW + timedelta(days=88)
    bench.harvest(started="2026-08-28T12:00:00Z")
    assert {person.as_of for person in bench.archive.people()} == {STARTED}
    bench.server.world.now = NOW + timedelta(days=95)
    bench.harvest(started="2026-09-04T12:00:00Z")
    assert {person.as_of for person in bench.archive.people()} == {"2026-09-04T12:00:00Z"}
    points = {person.handles[0]: person.points for person in bench.archive.people()}
    assert points == {handle: bench.server.world.users[handle].points for handle in points}


def test_who_opted_out_is_not_kept(bench: Bench) -> None:
    handle = bench.server.world.competitions[OLD].board(public=False)[0].members[0]
    bench.server.world.users[handle].opted_out = True
    bench.harvest()
    assert handle not in {person.handles[0] for person in bench.archive.people()}


@pytest.mark.parametrize("answer", ["404", "403", "empty"])
def test_a_hackathon_has_entries_and_no_board_however_the_service_says_so(answer: str, bench: Bench) -> None:
    world = bench.server.world
    hackathon = world.competitions[OLD]
    hackathon.entries = [writeup for writeup in world.writeups if writeup.competition == OLD]
    world.writeups = [writeup for writeup in world.writeups if writeup.competition != OLD]
    act = faults.rewritten(lambda _: {"submissions": []}) if answer == "empty" else faults.status(int(answer))
    bench.server.faults.append(Fault("GetLeaderboard", act, at=always, where=of(OLD)))
    bench.server.faults.append(Fault("DownloadLeaderboard", faults.status(404), at=always, where=of(OLD)))
    assert bench.harvest().failures == []
    competition = bench.archive.competition(OLD)
    assert competition is not None
    assert (competition.format, competition.has_leaderboard) == ("hackathon", False)
    kept = {writeup.writeup: writeup for writeup in bench.archive.writeups(OLD)}
    assert set(kept) == {f"w{entry.id}" for entry in hackathon.entries}
    winner = kept[f"w{hackathon.entries[0].id}"]
    assert (winner.license, winner.why) == ("CC BY 4.0", "entry of a hackathon that won a prize")
    before = bench.files()
    assert bench.harvest(started="2026-06-02T12:00:00Z").failures == []
    assert bench.files() == before


def test_missing_credentials(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KAGGLE_API_TOKEN")
    with pytest.raises(MissingCredentialsError, match="create a token"):
        bench.harvest()
    assert bench.server.log == []


def test_wrong_credentials_stop_at_once(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAGGLE_API_TOKEN", "stale")
    with pytest.raises(CredentialsError, match=r"refuses the credentials from KAGGLE_API_TOKEN \(401\)"):
        bench.harvest()
    assert len(bench.server.log) == 1


def test_a_sign_in_that_ran_out_is_told_from_a_wrong_token(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KAGGLE_API_TOKEN")
    monkeypatch.setenv("KAGGLE_CONFIG_DIR", str(bench.root))
    bench.root.mkdir(exist_ok=True)
    (bench.root / "credentials.json").write_text('{"refresh_token": "r", "access_token": "stale"}')
    with pytest.raises(CredentialsError, match=r"credentials.json \(401\): a sign-in lasts twelve hours"):
        bench.harvest()


def test_texts_lie_in_the_cache_alone(bench: Bench) -> None:
    bench.harvest()
    words = b"Opening words of"
    assert not [path for path in bench.data.rglob("*") if path.is_file() and words in path.read_bytes()]
    assert [path for path in Path(bench.root / "cache" / "texts").rglob("*.json") if words in path.read_bytes()]


def test_kept_answers_are_parsed_again_without_network_and_token(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.harvest()
    first = bench.files()
    answers = bench.root / "cache" / "kaggle" / "answers"
    monkeypatch.delenv("KAGGLE_API_TOKEN")
    bench.root = bench.root / "again"
    result = bench.harvest(path=answers)
    assert (result.failures, bench.server.log) == ([], [])
    assert bench.files() == first
    assert "kept answers" in bench.harvest(path=bench.root / "nowhere").failures[0]
