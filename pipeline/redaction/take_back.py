"""Takes a redaction back that was a mistake: a misspelt handle, or somebody else's.

The list holds hashes alone, so only what is given can be found in it: an account's number, a handle, and the name that
a handle makes inside of texts. Rows are marked and stay, so that neither the cache nor another clone, where they still
stand as they were, puts them back.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from archive.descriptor import list_digest, own_settings, write_descriptor
from archive.layout import REDACTIONS
from archive.records import Redaction
from archive.redact import Target, UnknownPersonError
from archive.redactions import TAKEN_BACK, joined, slow_hash
from archive.store import Archive
from pipeline.redaction.cleared import clear_in_place
from pipeline.redaction.kept_list import put_back
from pipeline.redaction.seen import note

OF_NAME = "~"
"""First character of the identity of a name inside of texts, which several people may share."""


@dataclass(frozen=True)
class TakenBack:
    """What was done, and what only a person can decide. It names nobody."""

    rows: int
    """Rows of the list that hide nobody any more."""
    shared: int
    """Names inside of texts that were listed for somebody else as well, and stay listed."""
    beside: int
    """Rows that were listed on the same days for the same reasons and stay: perhaps of the same person."""
    withheld: int
    """Places by others that were withheld on those days."""


def take_back(archive: Archive, cache: Path, target: Target) -> TakenBack:
    """Mark the rows of this person as taken back. The caller holds the archive's lock.

    Raises UnknownPersonError where none is on the list.
    """
    clear_in_place(archive, cache)
    listed = archive.redactions()
    active = [row for row in listed if row.reason != TAKEN_BACK]
    own = _matching(active, (identity for identity in target.identities() if not identity.startswith(OF_NAME)))
    names = _matching(active, (identity for identity in target.identities() if identity.startswith(OF_NAME)))
    occasions = {_occasion(row) for row in own or names}
    mine = {*own, *(row for row in names if _occasion(row) in occasions)}
    if not mine:
        raise UnknownPersonError("nobody of that name is on the list: give the handle as it was given to `redact`")
    settings = own_settings(archive.root)
    all_applied = settings.redactions_applied == list_digest(archive.root)
    marked = [row.model_copy(update={"reason": TAKEN_BACK}) for row in mine]
    archive.save_table(REDACTIONS, joined((*listed, *marked)))
    put_back(archive, cache)
    write_descriptor(
        archive.root, replace(settings, redactions_applied=list_digest(archive.root)) if all_applied else settings
    )
    note(archive, cache)
    days = {row.date for row in mine}
    return TakenBack(
        rows=len(mine),
        shared=len(set(names) - mine),
        beside=sum(_occasion(row) in occasions for row in set(active) - mine),
        withheld=sum(row.date in days for row in archive.withheld()),
    )


def _matching(rows: Iterable[Redaction], identities: Iterable[str]) -> list[Redaction]:
    asked = list(identities)
    return [row for row in rows if any(slow_hash(row.salt, identity) == row.hash for identity in asked)]


def _occasion(row: Redaction) -> tuple[str, str | None]:
    """What rows that were listed together have in common."""
    return row.date, row.reason
