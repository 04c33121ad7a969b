"""People who are redacted without asking: who opted out, deleted the account, or is redacted under another handle."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from archive.board import naming
from archive.records import Person
from archive.redact import NOBODY, Target, target_of, vanished
from archive.redactions import Redactions
from archive.store import Archive, State
from pipeline.redaction.redact import redact

MOST_DELETED, OF_KNOWN, FEW = 100, 0.01, 3
"""More accounts are not deleted between two harvests, nor a larger share of those that are known (who has a profile, or
stood on a board that was merged), unless they are few: a table was cut short, or is older than what is known."""


@dataclass
class Unasked:
    """Gathers such people during a harvest."""

    noted: Path
    """File of the cache with the deleted accounts: the run after a killed one could not see that they are gone."""
    opted_out: Target = NOBODY
    deleted: Target = NOBODY
    renamed: Target = NOBODY
    """Redacted people who came with a handle, or a name, that is not on the list."""
    stood: set[str] = field(default_factory=set)
    """Handles on boards as they were before they were merged."""

    def __post_init__(self) -> None:
        self.deleted |= Target(frozenset(), frozenset(self._read()), frozenset())

    def _read(self) -> Iterator[str]:
        for line in self.noted.read_text(encoding="utf-8").split("\n") if self.noted.is_file() else []:
            with suppress(ValueError):  # half a line of a killed run
                yield str(json.loads(line))

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
        """Look at boards, read at this time, as they are merged, before they are written."""
        self.stood.update(chain.from_iterable(row.members for row in naming(before.standings)) if before else ())
        handles = {handle for handle in vanished(before, after, as_of) if not redactions.hides("@" + handle)}
        if handles:
            self.deleted |= Target(frozenset(), frozenset(handles), frozenset())
            self.noted.parent.mkdir(parents=True, exist_ok=True)
            with self.noted.open("a", encoding="utf-8") as out:
                out.writelines("\n" + json.dumps(handle) for handle in sorted(handles))

    def redact(self, archive: Archive, cache: Path, date: str, warn: Callable[[str], None]) -> list[str]:
        """Redact them all; the files that changed. The caller holds the archive's lock, and no memo is open.

        A redaction is for good, so of accounts that seem deleted in great number none is redacted.
        """
        changed, deleted = [], self.deleted
        if len(deleted.handles) > min(MOST_DELETED, max(FEW, OF_KNOWN * len(self.stood | archive.handles()))):
            warn(
                f"{len(deleted.handles)} accounts are gone from their teams at once, as if a table was cut short; "
                "none is redacted for it: import a whole one, or name those who are gone with `leaderlore redact`"
            )
            deleted = NOBODY
        elif deleted.handles:
            warn(f"{len(deleted.handles)} accounts are gone from the platform and are redacted, for good")
        for target, reason in ((self.opted_out, "opted-out"), (deleted, "deleted"), (self.renamed, "asked")):
            if target.identities():
                changed += redact(archive, cache, target, date, reason).changed
        self.noted.unlink(missing_ok=True)
        return changed
