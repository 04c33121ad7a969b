"""Patches of known upstream errors: `corrections/<folder>.yml`, each with a reason and what upstream says now.

A patch whose `expect` no longer holds is not applied and is reported: upstream has mended or changed the value, and a
person must look again. A patch of a field that no source has told yet waits for the one that does.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import ValidationError

from archive.authority import CORRECTION
from archive.faults import first_fault
from archive.findings import Finding
from archive.records import Competition, Correction, Record, Standing, WriteUp
from archive.store import State

R = TypeVar("R", bound=Record)

FIXED: dict[type[Record], frozenset[str]] = {
    Competition: frozenset({"platform", "slug", "folder", "as_of", "sources"}),
    Standing: frozenset({"team"}),
    WriteUp: frozenset({"writeup", "sources"}),
}
"""Keys, and what the archive keeps itself: no correction changes them."""


def apply(state: State, corrections: Iterable[Correction]) -> tuple[State, list[str]]:
    """The patched state, and one line for each patch that could not be applied."""
    problems: list[str] = []
    state = replace(state, competition=unpatched(state.competition))
    for correction in corrections:
        table, _, key = correction.record.partition("/")
        if table == "competition":
            state = replace(state, competition=_sourced(_patch(state.competition, correction, problems), correction))
        elif table == "leaderboard" and state.standings:
            state = replace(state, standings=_patch_row(state.standings, "team", key, correction, problems))
        elif table == "writeups" and state.writeups:
            state = replace(state, writeups=_patch_row(state.writeups, "writeup", key, correction, problems))
    return state, problems


def unpatched(competition: Competition) -> Competition:
    """The competition without facts that only a correction gave: one that is changed or taken back leaves no trace."""
    given = [name for name, source in competition.sources.items() if source == CORRECTION]
    if not given:
        return competition
    sources = {name: source for name, source in competition.sources.items() if source != CORRECTION}
    return competition.model_copy(update={**dict.fromkeys(given), "sources": sources})


def waiting(state: State, corrections: Iterable[Correction]) -> Iterator[str]:
    """One line for each patch of what the archive does not have, which `apply` leaves for a later harvest."""
    for correction in corrections:
        table, _, key = correction.record.partition("/")
        record = state.competition if table == "competition" else _row(state, table, key)
        if (table == "leaderboard" and not state.standings) or (table == "writeups" and not state.writeups):
            yield f"{_where(correction)}: the archive has no {table} of it: mend the record, or harvest them first"
        elif getattr(record, correction.field, "") is None and None not in (correction.expect, correction.value):
            yield f"{_where(correction)}: no source has told it yet: harvest the one that says {correction.expect!r}"


def mended(state: State, finding: Finding, corrections: Iterable[Correction]) -> Iterator[str]:
    """One line for each patch that the finding makes superfluous: its source counts and says the right value itself."""
    for correction in corrections:
        table, _, key = correction.record.partition("/")
        if table == "competition":
            counts = state.competition.sources.get(correction.field) == finding.source
            said = finding.facts.get(correction.field) if counts else None
        else:
            counts = table != "leaderboard" or _board_counts(state.competition, correction.field, finding.source)
            said = getattr(_row(finding, table, key), correction.field, None) if counts else None
        if said is not None and said == correction.value:
            yield f"{_where(correction)}: upstream now says {said!r} itself: delete the correction"


def _board_counts(competition: Competition, field: str, source: str) -> bool:
    """Whether a source gives the board that a field of a team belongs to; most fields belong to neither."""
    given = competition.sources.get("leaderboard")
    by = {"public": competition.sources.get("public_board", given), "private": given}
    return by.get(field.partition("_")[0], source) == source


def value_in(state: State, correction: Correction) -> Any:
    """What the archive says in the place that is patched; None where there is no such record."""
    table, _, key = correction.record.partition("/")
    record = state.competition if table == "competition" else _row(state, table, key)
    return getattr(record, correction.field, None)


def in_effect(state: State, corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Those whose value is what the archive says."""
    return tuple(correction for correction in corrections if value_in(state, correction) == correction.value)


def sources_of(competition: Competition, corrections: Iterable[Correction]) -> dict[str, str]:
    """Source of each fact as readers are told it: of a corrected one the correction, not whoever said otherwise."""
    corrected = {it.field: CORRECTION for it in corrections if it.record == "competition" and it.value is not None}
    return dict(sorted((competition.sources | corrected).items()))


def _row(finding: Finding | State, table: str, key: str) -> Standing | WriteUp | None:
    if table == "leaderboard":
        return next((row for row in finding.standings or () if row.team == key), None)
    return next((row for row in finding.writeups or () if row.writeup == key), None)


def _patch_row(rows: Sequence[R], name: str, key: str, correction: Correction, problems: list[str]) -> tuple[R, ...]:
    if all(getattr(row, name) != key for row in rows):
        problems.append(f"{_where(correction)}: there is no such row")
    return tuple(_patch(row, correction, problems) if getattr(row, name) == key else row for row in rows)


def _sourced(competition: Competition, correction: Correction) -> Competition:
    """The competition with a source for a fact that only the correction knows, and none for one that it took away."""
    sources: dict[str, Any] = dict(competition.sources)
    if getattr(competition, correction.field, None) is None:
        sources.pop(correction.field, None)
    else:
        sources.setdefault(correction.field, CORRECTION)
    return competition.model_copy(update={"sources": dict(sorted(sources.items()))})


def _patch(record: R, correction: Correction, problems: list[str]) -> R:
    if correction.field not in type(record).model_fields:
        problems.append(f"{_where(correction)}: no such field")
        return record
    if correction.field in FIXED[type(record)]:
        problems.append(f"{_where(correction)}: the archive finds its records by it, or keeps it itself")
        return record
    current = getattr(record, correction.field)
    if current == correction.value or (current is None and correction.expect is not None):
        return record  # in force, or nobody has told the field yet: it waits, and `check` names it
    try:
        patched = type(record).model_validate({**dict(record), correction.field: correction.value})
    except ValidationError as error:
        problems.append(f"{_where(correction)}: {first_fault(error)}")
        return record
    if current in (correction.expect, getattr(patched, correction.field)):
        return patched
    problems.append(
        f"{_where(correction)}: expected {correction.expect!r}, upstream now says {current!r}: look at it again"
    )
    return record


def _where(correction: Correction) -> str:
    return f"correction of {correction.record}.{correction.field}"
