"""Corrections of one competition against what the archive says: misspelt fields, impossible values, and patches that
wait for a harvest. A merge reports the same, but only of the competitions that it touches, and perhaps much later.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from archive.check.problem import Problem
from archive.corrections import apply, value_in
from archive.records import Competition, Correction, Record, Standing, WriteUp
from archive.store import State

KINDS: dict[str, type[Record]] = {"competition": Competition, "leaderboard": Standing, "writeups": WriteUp}


def check_corrections(file: str, state: State, corrections: Iterable[tuple[int, Correction]]) -> Iterator[Problem]:
    """Problems of the corrections of one competition, each with its number in the file."""
    for number, correction in corrections:
        place = f"correction {number}"
        fields = KINDS[correction.record.partition("/")[0]].model_fields
        if correction.field not in fields:
            near = get_close_matches(correction.field, fields, 1)
            remedy = f"did you mean {near[0]!r}?" if near else "the data dictionary lists the fields"
            yield Problem(file, f"{place}: there is no field {correction.field!r}", remedy, field="field")
            continue
        said = value_in(state, correction)
        patched, faults = apply(state, [correction.model_copy(update={"expect": said})])
        if faults:
            yield Problem(file, f"{place}: {faults[0]}", "mend record or value", field="value")
        elif said == correction.value or (said is not None and value_in(patched, correction) == said):
            continue
        elif said != correction.expect:
            yield Problem(
                file, f"{place}: expects {correction.expect!r}, but the archive says {said!r}",
                "look at it again", field="expect", severity="warning",
            )  # fmt: skip
        else:
            yield Problem(
                file, f"{place}: is not applied yet",
                f"harvest a source of it again, with --only {state.competition.slug}", severity="warning",
            )  # fmt: skip
