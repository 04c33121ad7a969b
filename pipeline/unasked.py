"""People who are redacted without asking: who opted out, deleted the account, or is redacted under another handle."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from archive.records import Person
from archive.redact import NOBODY, Target, target_of, vanished
from archive.redactions import Redactions
from archive.store import Archive, State
from pipeline.redact import redact


@dataclass
class Unasked:
    """Gathers such people during a harvest."""

    opted_out: Target = NOBODY
    deleted: Target = NOBODY
    renamed: Target = NOBODY
    """Redacted people who came with a handle, or a name, that is not on the list."""

    def note_people(self, people: Iterable[Person], known: Iterable[Person], redactions: Redactions) -> None:
        """Look at profiles as they arrive; `known` are those of the archive, which may hold more handles."""
        by_key = {person.person: person for person in known}
        for person in people:
            target = target_of(person)
            if old := by_key.get(person.person):
                target |= target_of(old)
            if all(map(redactions.hides, target.identities())):
                continue
            if person.progression_opt_out:
                self.opted_out |= target
            elif redactions.person(person):
                self.renamed |= target

    def note_boards(self, before: State | None, after: State, redactions: Redactions, as_of: str) -> None:
        """Look at boards, read at this time, as they are merged."""
        handles = {handle for handle in vanished(before, after, as_of) if not redactions.hides("@" + handle)}
        self.deleted |= Target(frozenset(), frozenset(handles), frozenset())

    def redact(self, archive: Archive, cache: Path, date: str) -> list[str]:
        """Redact them all; the files that changed. The caller holds the archive's lock, and no memo is open."""
        changed = []
        for target, reason in ((self.opted_out, "opted-out"), (self.deleted, "deleted"), (self.renamed, "asked")):
            if target.identities():
                changed += redact(archive, cache, target, date, reason).changed
        return changed
