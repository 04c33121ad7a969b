"""What corrections wrote into the archive, as `changes.csv` tells it.

The archive keeps the corrected value alone. So these lines say what stood there before, which is asked when a
correction is changed or taken back.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive.authority import CORRECTION
from archive.corrections import unpatched, value_in
from archive.records import Change, Correction
from archive.store import State
from archive.told import shown

_DETAIL = re.compile(r"(?:(\S+) )?(\w+): (.*) before, (.*) now", re.DOTALL)


@dataclass(frozen=True)
class Corrected:
    """One value that a correction put in place of another, both as they are printed."""

    record: str
    """As in a Correction."""
    field: str
    """Field of the record."""
    before: str
    """What stood there."""
    now: str
    """What the correction wrote."""

    def __str__(self) -> str:
        of = "" if self.record == "competition" else f"{self.record} "
        return f"{of}{self.field}: {self.before} before, {self.now} now"


def corrected(old: State, new: State, corrections: Sequence[Correction]) -> Iterator[Corrected]:
    """What corrections wrote or took back between two states; those that go on holding wrote nothing."""
    for correction in corrections:
        before, now = value_in(old, correction), value_in(new, correction)
        if before != now == correction.value:
            yield Corrected(correction.record, correction.field, shown(before), shown(now))
    stated = {correction.field for correction in corrections if correction.record == "competition"}
    for name, source in old.competition.sources.items():
        if source == CORRECTION and name not in stated and getattr(new.competition, name) is None:
            yield Corrected("competition", name, shown(getattr(old.competition, name)), shown(None))


def read_news(changes: Iterable[Change]) -> dict[str, list[Corrected]]:
    """What corrections wrote, by slug."""
    found: dict[str, list[Corrected]] = {}
    for change in changes:
        if change.what == "correction" and (parts := _DETAIL.fullmatch(change.detail or "")):
            record, *rest = parts.groups()
            found.setdefault(change.slug, []).append(Corrected(record or "competition", *rest))
    return found


def expecting_own_words(
    state: State, corrections: Iterable[Correction], written: Sequence[Corrected]
) -> Iterator[Correction]:
    """The corrections; one that was changed since it wrote what the archive says expects just that."""
    given = replace(state, competition=unpatched(state.competition))
    for correction in corrections:
        said, here = value_in(given, correction), _at(written, correction.record, correction.field)
        was_replaced = shown(correction.expect) in {one.before for one in here}
        if said != correction.value and was_replaced and shown(said) in {one.now for one in here}:
            correction = correction.model_copy(update={"expect": said})
        yield correction


def left_over(state: State, corrections: Sequence[Correction], written: Sequence[Corrected]) -> Iterator[Corrected]:
    """What corrections wrote that still stands, though none says so any more: it was mended upstream, or taken back."""
    held = {(correction.record, correction.field) for correction in corrections}
    for one in written:
        said = shown(_value_at(state, one))
        replaced = {other.before for other in _at(written, one.record, one.field)}
        if (one.record, one.field) not in held and said == one.now and said not in replaced:
            yield one


def _at(written: Iterable[Corrected], record: str, field: str) -> list[Corrected]:
    return [one for one in written if (one.record, one.field) == (record, field)]


def _value_at(state: State, one: Corrected) -> Any:
    return value_in(state, Correction(record=one.record, field=one.field, value=None, reason="", expect=None))
