"""Remembers in the cache which redactions were applied here, so that an old `data/` put back cannot lose them.

Whoever puts back an older commit of `data/` puts back its shorter `redactions.csv` too. The rows that are missing then
come from here. A row that either of the two calls taken back is (see `pipeline.redaction.take_back`).
"""

import csv
from pathlib import Path

from archive.faults import first_fault
from archive.files import write_if_changed
from archive.keys import archive_key
from archive.layout import REDACTIONS
from archive.records import Redaction
from archive.redactions import joined
from archive.store import Archive, ArchiveError, decode, encode

FOLDER = "redacted"
"""Folder of the cache with what is remembered of each archive."""


def whole_list(archive: Archive, cache: Path) -> tuple[Redaction, ...]:
    """The archive's rows, and those that were applied to it before and are missing now.

    Raises ArchiveError for a kept list that cannot be read: without it somebody might be named again.
    """
    path = beside(archive, cache, "list.csv")
    try:
        kept = decode(REDACTIONS, path.read_text(encoding="utf-8")) if path.is_file() else ()
    except (ValueError, csv.Error) as error:
        raise ArchiveError(
            f"{path}, the list of redactions that were applied here, cannot be read ({first_fault(error)}): "
            f"delete it if {archive.root / REDACTIONS.path} is whole"
        ) from error
    return joined((*kept, *archive.redactions()))


def put_back(archive: Archive, cache: Path) -> int:
    """Write the missing rows into the archive and remember all of them; the number of rows that were missing."""
    rows = whole_list(archive, cache)
    missing = len(set(rows) - set(archive.redactions()))
    if missing:
        archive.save_table(REDACTIONS, rows)
    if rows:
        write_if_changed(beside(archive, cache, "list.csv"), encode(REDACTIONS, rows))
    return missing


def beside(archive: Archive, cache: Path, name: str) -> Path:
    """A file of the cache about this archive; several archives may share a cache."""
    return cache / FOLDER / archive_key(archive.root) / name
