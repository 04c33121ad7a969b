"""Whose word counts where sources disagree about one field.

The order is stated here once: the platform's own API, then its bulk dataset, then boards exported by hand, then lists
that people keep. A count that was taken while the competition was still running (teams, participants, submissions) is
not final: it fills a blank, and any later word replaces it. Its source is printed with `(before the deadline)`. Until
some source names the deadline, every count is taken as final.
"""

from collections.abc import Iterable
from typing import Any

from archive.findings import Finding
from archive.records import Record, Source

KAGGLE = "kaggle"
"""The platform's own API."""
SOURCES = {
    KAGGLE: "Kaggle's API",
    "meta_kaggle": "Meta Kaggle",
    "score_boards": "leaderboards exported as CSV",
    "solution_lists": "a community list of solutions",
    "writeup_folder": "saved write-ups",
    "thread_folder": "saved forum threads",
    "linked_pages": "pages that write-up links lead to",
}
"""What readers call each source, by the name of its harvester."""
CORRECTION = "correction"
"""Source of a fact that a correction states; in `data/` of those that no source gives (`corrections.sources_of`)."""
ORDER = tuple(SOURCES)
"""Most authoritative first; a source that is not named here comes last."""

VOLATILE = frozenset({"teams", "participants", "submissions"})
"""Facts that move until the deadline."""

PROVISIONAL = " (before the deadline)"
"""Marks the source of a volatile fact that was read before the deadline."""


def label(finding: Finding, field: str, deadline: str | None) -> str:
    """What is written as the source of a field."""
    early = field in VOLATILE and deadline is not None and finding.as_of < deadline
    return finding.source + (PROVISIONAL if early else "")


def provisional(sources: dict[str, str]) -> dict[str, str]:
    """The sources, those of volatile facts marked: it turned out that all of them were read before the deadline."""
    return {name: base(source) + PROVISIONAL if name in VOLATILE else source for name, source in sources.items()}


def outranks(new: str, old: str | None) -> bool:
    """Whether a value labelled `new` replaces one labelled `old`; a source always replaces its own word."""
    return old is None or base(new) == base(old) or place(new) <= place(old)


def base(source: str) -> str:
    """The source's name without its mark."""
    return source.removesuffix(PROVISIONAL)


def source_name(source: str) -> str:
    """What readers call a source, with its mark; names of others are shown as they are."""
    name = base(source)
    names = SOURCES | {CORRECTION: "corrections by hand"}
    return names.get(name, name.replace("_", " ")) + source.removeprefix(name)


def titled(source: Source) -> dict[str, Any]:
    """A source as others read it, with what readers call it for its title."""
    title = source_name(source.name)
    return {"title": title[:1].upper() + title[1:], **source.model_dump()}


def place(source: str) -> tuple[bool, int, str]:
    """Sort key of labels; sources that the order does not name come last, by name."""
    name = base(source)
    return source.endswith(PROVISIONAL), ORDER.index(name) if name in ORDER else len(ORDER), name


def by_authority(sources: Iterable[str]) -> tuple[str, ...]:
    """Source names without repetition, most authoritative first."""
    return tuple(sorted(set(sources), key=place))


def first_known(first: Record, second: Record, name: str) -> Any:
    """The first record's value of a field, or the second's where the first says nothing."""
    value = getattr(first, name)
    return getattr(second, name) if value in (None, ()) else value
