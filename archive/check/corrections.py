"""Corrections of one competition against what the archive says: misspelt fields, impossible values, and patches that
wait for `leaderlore correct`. A merge reports the same, but only of the competitions that it touches.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches

from archive.authority import CORRECTION
from archive.check.problem import Problem
from archive.corrections import apply, unpatched, value_in
from archive.records import Competition, Correction, Record, Standing, WriteUp
from archive.store import State

KINDS: dict[str, type[Record]] = {"competition": Competition, "leaderboard": Standing, "writeups": WriteUp}


def check_corrections(file: str, state: State, corrections: Sequence[tuple[int, Correction]]) -> Iterator[Problem]:
    """Problems of the corrections of one competition, each with its number in the file."""
    given = replace(state, competition=unpatched(state.competition))
    for number, correction in corrections:
        place = f"correction {number}"
        fields = KINDS[correction.record.partition("/")[0]].model_fields
        if correction.field not in fields:
            near = get_close_matches(correction.field, fields, 1)
            remedy = f"did you mean {near[0]!r}?" if near else "the data dictionary lists the fields"
            yield Problem(file, f"{place}: there is no field {correction.field!r}", remedy, field="field")
            continue
        said, expected = value_in(state, correction), value_in(given, correction)
        patched, faults = apply(given, [correction.model_copy(update={"expect": expected})])
        if faults:
            yield Problem(file, f"{place}: {faults[0]}", "mend record or value", field="value")
        elif said == correction.value or (said is not None and value_in(patched, correction) == said):
            continue
        elif expected != correction.expect:
            yield Problem(
                file, f"{place}: expects {correction.expect!r}, but the archive says {expected!r}",
                "run `leaderlore correct` if the correction was changed, else look at it again",
                field="expect", severity="warning",
            )  # fmt: skip
        else:
            yield Problem(file, f"{place}: is not applied yet", "run `leaderlore correct`", severity="warning")
    held = {correction.field for _, correction in corrections if correction.record == "competition"}
    for name, source in state.competition.sources.items():
        if source == CORRECTION and name not in held:
            yield Problem(
                file, f"does not give {name} any more, and the archive still has it from there",
                "run `leaderlore correct`", severity="warning",
            )  # fmt: skip
