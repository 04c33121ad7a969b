"""What is left of what others wrote when it names a person who is not to be named: the record stays, the words go.

Two ways lead here. When somebody is redacted, the places that name them are found by their names and kept as rows of
`withheld.csv`. What is written later is asked about word by word against the hashes (see `archive.suspects`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from archive.keys import writeup_key
from archive.records import Record, Topic, Withheld, WriteUp
from archive.store import State

R = TypeVar("R", bound=Record)

WHOLE = "*"
"""Field of a withheld record that is left out whole."""


class Reader(Protocol):
    """Says whether words by others name somebody who is hidden."""

    def in_title(self, text: str | None) -> bool:
        """Whether a title or the name of a team does."""

    def in_address(self, url: str | None) -> bool:
        """Whether an address does."""

    def in_text(self, text: str | None) -> bool:
        """Whether a longer text mentions or links to their account."""


def withheld_texts(rows: Iterable[Withheld]) -> frozenset[str]:
    """SHA-256 of texts that are neither kept nor quoted."""
    return frozenset(row.record.removeprefix("texts/") for row in rows if row.record.startswith("texts/"))


def withhold(state: State, rows: Sequence[Withheld]) -> State:
    """The state without names, titles and quotes by others that name a redacted person.

    A record is found by the key that it had before its platform's id was known, too.
    """
    if texts := withheld_texts(rows):
        unquoted = (_changed(claim, quote=None) if claim.text_sha256 in texts else claim for claim in state.claims)
        state = replace(state, claims=tuple(unquoted))
    blank = {(row.record, row.field) for row in rows if row.slug == state.competition.slug}
    if not blank:
        return state
    writeups = tuple(w for w in state.writeups if all((key, WHOLE) not in blank for key in _writeup_keys(w)))
    dropped = {writeup.writeup for writeup in state.writeups} - {writeup.writeup for writeup in writeups}
    return replace(
        state,
        standings=tuple(
            _blank(row, (f"leaderboard/{row.team}", f"leaderboard/{row.was}"), blank) for row in state.standings
        ),
        topics=tuple(_blank(topic, (f"topics/{topic.topic}",), blank) for topic in state.topics),
        writeups=tuple(_blank(writeup, _writeup_keys(writeup), blank) for writeup in writeups),
        claims=tuple(claim for claim in state.claims if claim.subject not in dropped),
    )


def _writeup_keys(writeup: WriteUp) -> tuple[str, str]:
    return f"writeups/{writeup.writeup}", f"writeups/{writeup_key(url=writeup.url)}"


def leave_out(state: State, reader: Reader) -> State:
    """The state without titles, names of teams, texts and links by others that name somebody who is hidden.

    A write-up or a notebook whose address names them goes whole.
    """
    writeups = tuple(_writeup(writeup, reader) for writeup in state.writeups if not reader.in_address(writeup.url))
    dropped = {writeup.writeup for writeup in state.writeups} - {writeup.writeup for writeup in writeups}
    notebooks = state.competition.notebooks
    kept = tuple(n for n in notebooks if not reader.in_title(n.title) and not reader.in_address(n.url))
    return replace(
        state,
        competition=_changed(state.competition, notebooks=kept),
        standings=tuple(_changed(row, name=None) if reader.in_title(row.name) else row for row in state.standings),
        topics=tuple(_topic(topic, reader) for topic in state.topics),
        writeups=writeups,
        claims=tuple(claim for claim in state.claims if claim.subject not in dropped),
    )


def _writeup(writeup: WriteUp, reader: Reader) -> WriteUp:
    return _changed(
        writeup,
        title=None if reader.in_title(writeup.title) else writeup.title,
        links=tuple(link for link in writeup.links if not reader.in_address(link.url)),
    )


def _topic(topic: Topic, reader: Reader) -> Topic:
    return _changed(
        topic,
        title=None if reader.in_title(topic.title) else topic.title,
        url=None if reader.in_address(topic.url) else topic.url,
        messages=tuple(
            _changed(message, text=None, text_sha256=None) if reader.in_text(message.text) else message
            for message in topic.messages
        ),
    )


def _changed(record: R, **values: Any) -> R:
    """The record itself where nothing differs: most name nobody, and copies cost."""
    return record.model_copy(update=values) if any(getattr(record, n) != v for n, v in values.items()) else record


def _blank(record: R, keys: tuple[str, ...], blank: set[tuple[str, str]]) -> R:
    names = [name for of, name in blank if of in keys]
    return record.model_copy(update=dict.fromkeys(names)) if names else record
