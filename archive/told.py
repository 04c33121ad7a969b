"""News in words: for reports, commit messages, the changes page and its feed."""

import re

from archive.records import Change

WORDS = {
    "competition-added": ("{} new competition", "{} new competitions"),
    "competition-removed": ("{} competition gone", "{} competitions gone"),
    "ended": ("{} competition ended", "{} competitions ended"),
    "board": ("{} board with news", "{} boards with news"),
    "writeup": ("{} new write-up", "{} new write-ups"),
    "writeup-withdrawn": ("{} write-up withdrawn", "{} write-ups withdrawn"),
    "thread": ("{} forum with news", "{} forums with news"),
    "correction": ("{} correction", "{} corrections"),
}
"""What happened, in the order of interest; singular and plural."""

ORDER = tuple(WORDS)

COUNTED = frozenset({"writeup", "writeup-withdrawn"})
"""Kinds whose detail begins with how many."""


def number(change: Change) -> int:
    """How many things a change speaks of."""
    found = re.match(r"\d+", change.detail or "") if change.what in COUNTED else None
    return int(found[0]) if found else 1


def counted(what: str, many: int) -> str:
    """`14 new write-ups`."""
    return WORDS[what][many != 1].format(f"{many:,}")


def told(change: Change) -> str:
    """One change of a competition that is named beside it."""
    detail = change.detail or ""
    if change.what in COUNTED:
        return counted(change.what, number(change))
    if change.what == "board":
        return detail or "board"
    if change.what == "ended":
        return f"ended {detail.removeprefix('deadline ')[:10]}".strip()
    label = {
        "competition-added": "new competition", "competition-removed": "gone", "thread": "forum"
    }.get(change.what, change.what)  # fmt: skip
    return f"{label}: {detail}" if detail else label


def shown(value: str | int | float | bool | None) -> str:
    """A field's value as it stands in a sentence."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "unknown" if value is None else str(value)
