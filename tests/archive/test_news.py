from dataclasses import replace

from archive.keys import writeup_key
from archive.news import news
from archive.records import Change, Correction
from archive.store import State
from tests.archive.small import small_state

STARTED = "2026-03-04T05:06:07Z"


def told(old: State | None, new: State) -> list[tuple[str, str | None]]:
    changes = news(old, new, STARTED)
    assert all((change.date, change.slug) == ("2026-03-04", "apples") for change in changes)
    return [(change.what, change.detail) for change in changes]


def test_a_new_competition_with_all_that_it_brings() -> None:
    assert told(None, small_state()) == [
        ("competition-added", "Tell apples from pears"),
        ("board", "public board with 52 teams"),
        ("board", "private board with 52 teams"),
        ("writeup", "1 new"),
        ("thread", "1 new topic, 2 new messages"),
    ]


def test_nothing_new_is_no_news_and_neither_is_a_score_that_moved() -> None:
    state = small_state()
    moved = state.standings[0].model_copy(update={"private_score_text": "0.5", "private_score": 0.5})
    assert told(state, state) == []
    assert told(state, replace(state, standings=(moved, *state.standings[1:]))) == []


def test_what_comes_and_what_goes() -> None:
    state = small_state()
    assert told(state, replace(state, standings=state.standings[:50], writeups=(), topics=())) == [
        ("board", "public board: 52 teams before, 50 now"),
        ("board", "private board: 52 teams before, 50 now"),
        ("writeup-withdrawn", "1 withdrawn"),
        ("thread", "1 topic gone, 2 messages gone"),
    ]
    assert told(state, replace(state, standings=()))[0] == ("board", "public board withdrawn")


def test_a_write_up_that_gets_its_id_is_neither_new_nor_withdrawn() -> None:
    state = small_state()
    by_address = state.writeups[0].model_copy(update={"writeup": writeup_key(url=state.writeups[0].url)})
    assert told(replace(state, writeups=(by_address,)), state) == []


def test_a_competition_ends_once() -> None:
    state = small_state()
    before = replace(state, competition=state.competition.model_copy(update={"as_of": "2025-03-01T00:00:00Z"}))
    assert told(before, state) == [("ended", "deadline 2025-04-01T00:00:00Z")]
    assert told(state, state) == []
    assert isinstance(news(before, state, STARTED)[0], Change)


def test_a_correction_is_news_once_it_changes_something() -> None:
    def correction(record: str, field: str, value: str | int | bool | None) -> Correction:
        return Correction(record=record, field=field, value=value, expect=None, reason="counted by hand")

    old = small_state()
    facts = {"teams": 53, "two_stage": False, "public_share": 0.2}
    board = (old.standings[0].model_copy(update={"submissions": 4}), *old.standings[1:])
    new = replace(old, competition=old.competition.model_copy(update=facts), standings=board)
    corrections = [
        correction("competition", "teams", 53),
        correction("competition", "two_stage", False),
        correction("competition", "public_share", None),  # not what is said now: it was not applied
        correction("competition", "title", old.competition.title),  # as before
        correction("leaderboard/101", "submissions", 4),
        correction("leaderboard/999", "submissions", 4),  # no such team
    ]
    assert [(change.what, change.detail) for change in news(old, new, STARTED, corrections)] == [
        ("correction", f"teams: {old.competition.teams} before, 53 now"),
        ("correction", "two_stage: unknown before, no now"),
        ("correction", "leaderboard/101 submissions: 3 before, 4 now"),
    ]
    assert news(new, new, STARTED, corrections) == []
