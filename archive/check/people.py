"""Nobody who is redacted may stand anywhere; profiles lie in the shard of their key and keep one person once."""

from collections.abc import Iterator
from itertools import zip_longest

from archive.check.problem import Problem
from archive.hiding import identities_of
from archive.keys import person_shard
from archive.layout import PER_COMPETITION
from archive.people import is_hidden
from archive.records import Person
from archive.redactions import Redactions
from archive.store import State

REDACT = "run `leaderlore redact` again: it removes the person from all files"
FIRST_LINE = {"csv": 2, "jsonl": 1}
"""Line of the first record in a file of this form."""


def check_redacted(folder: str, state: State, redactions: Redactions) -> Iterator[Problem]:
    """Tables of one competition that `redact` would change, each with the first line that it would."""
    left = redactions.state(state)
    for table in PER_COMPETITION:
        pairs = zip_longest(state.rows(table), left.rows(table))
        at = next((at for at, (row, kept) in enumerate(pairs) if row is not kept and row != kept), None)
        if at is not None:
            line = at + FIRST_LINE[table.form] if table.form in FIRST_LINE else None
            yield Problem(table.path.format(folder=folder), "somebody who is redacted is named", REDACT, line)


def check_people(shards: dict[str, tuple[Person, ...]], redactions: Redactions) -> Iterator[Problem]:
    """Problems of the profiles: `shards` maps a file's stem to its records."""
    handles: dict[str, str] = {}
    for shard, people in sorted(shards.items()):
        file = f"people/{shard}.jsonl"
        redactions.ask(identity for person in people for identity in identities_of(person))
        for line, person in enumerate(people, 1):
            if person_shard(person.person) != shard:
                yield Problem(
                    file,
                    f"{person.person} belongs into people/{person_shard(person.person)}.jsonl",
                    "harvest people again",
                    line,
                    "person",
                )
            if is_hidden(person, redactions):
                yield Problem(file, "a redacted or opted-out person has a profile", REDACT, line, "person")
            for handle in person.handles[:1]:
                other = handles.setdefault(handle.casefold(), person.person)
                if other != person.person:
                    yield Problem(file, f"handle {handle} is {other}'s too", "harvest people again", line, "handles")
