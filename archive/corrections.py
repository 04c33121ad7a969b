"""Patches of known upstream errors: `corrections/<folder>.yml`, each with a reason and what upstream says now.

A patch whose `expect` no longer holds is not applied and is reported: upstream has mended or changed the value, and a
person must look again.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from pydantic import ValidationError

from archive.records import Correction, Record
from archive.store import State

R = TypeVar("R", bound=Record)


def apply(state: State, corrections: Iterable[Correction]) -> tuple[State, list[str]]:
    """The patched state, and one line for each patch that could not be applied."""
    problems: list[str] = []
    for correction in corrections:
        table, _, key = correction.record.partition("/")
        if table == "competition":
            state = replace(state, competition=_patch(state.competition, correction, problems))
        elif table == "leaderboard":
            rows = tuple(_patch(row, correction, problems) if row.team == key else row for row in state.standings)
            state = replace(state, standings=rows)
        elif table == "writeups":
            found = tuple(_patch(row, correction, problems) if row.writeup == key else row for row in state.writeups)
            state = replace(state, writeups=found)
        else:
            problems.append(f"correction of {correction.record}: use competition, leaderboard/<team> or writeups/<key>")
    return state, problems


def _patch(record: R, correction: Correction, problems: list[str]) -> R:
    where = f"correction of {correction.record}.{correction.field}"
    values = record.model_dump()
    if correction.field not in values:
        problems.append(f"{where}: no such field")
        return record
    current = values[correction.field]
    if current == correction.value:
        return record
    if current != correction.expect:
        problems.append(f"{where}: expected {correction.expect!r}, upstream now says {current!r}: look at it again")
        return record
    try:
        return type(record).model_validate({**values, correction.field: correction.value})
    except ValidationError as error:
        problems.append(f"{where}: {correction.value!r} does not fit: {error.errors()[0]['msg']}")
        return record
