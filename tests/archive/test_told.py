from typing import get_args

import pytest

from archive.records import Change
from archive.told import ORDER, counted, number, told


def change(what: str, detail: str | None) -> Change:
    return Change.model_validate({"date": "2026-06-01", "slug": "lemons", "what": what, "detail": detail})


def test_every_kind_of_change_has_words() -> None:
    assert set(ORDER) == set(get_args(Change.model_fields["what"].annotation))


@pytest.mark.parametrize(
    ("what", "detail", "words"),
    [
        ("competition-added", "Lemon sorting", "new competition: Lemon sorting"),
        ("competition-added", None, "new competition"),
        ("competition-removed", None, "gone"),
        ("ended", "deadline 2026-05-30T23:59:00Z", "ended 2026-05-30"),
        ("ended", None, "ended"),
        ("board", "private board with 812 teams", "private board with 812 teams"),
        ("board", None, "board"),
        ("writeup", "1 new", "1 new write-up"),
        ("writeup", "1234 new", "1,234 new write-ups"),
        ("writeup-withdrawn", "3 withdrawn", "3 write-ups withdrawn"),
        ("thread", "1 new topic, 9 new messages", "forum: 1 new topic, 9 new messages"),
    ],
)
def test_one_change(what: str, detail: str | None, words: str) -> None:
    assert told(change(what, detail)) == words


def test_only_write_ups_are_counted_by_their_detail() -> None:
    assert number(change("writeup", "12 new")) == 12
    assert number(change("writeup", None)) == 1
    assert number(change("thread", "3 new topics")) == 1
    assert counted("board", 2) == "2 boards with news"
