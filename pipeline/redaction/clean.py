"""Whether anybody who is redacted stands in the archive.

Harvest and `redact` keep redacted people out of the files, and an archive whose descriptor says that its list was
applied is taken at its word where nothing is remembered of it: a fresh clone, a new cache. From then on every file
that changes by other hands is asked about, one slow hash for each handle that is new (see `memo`) and has no
profile in files that did not change, which the archive's word covers: files of an older commit that are put back bring
nobody back. `leaderlore check` asks about every file of a clone.

Imports little, so that a build can ask while the rest of it is imported (see `pipeline.beforehand`).
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from archive.descriptor import list_digest, read_settings
from archive.facts import Files, files_of
from archive.hiding import identities_in
from archive.layout import Table
from archive.people import is_hidden
from archive.redactions import Redactions
from archive.store import Archive
from pipeline.redaction.kept_list import whole_list
from pipeline.redaction.memo import clean_memo
from pipeline.redaction.seen import changed_tables, note


def is_fit(archive: Archive, cache: Path, files: Callable[[], Files] | None = None) -> bool:
    """Whether a build may use the archive as it is: its list is whole, and it is clean.

    `files` are those of the archive where somebody looks at them already.
    """
    rows = whole_list(archive, cache)
    return not rows or (set(rows) == set(archive.redactions()) and is_clean(archive, cache, files))


def is_clean(archive: Archive, cache: Path, files: Callable[[], Files] | None = None) -> bool:
    """Whether nobody who is redacted stands in the archive, whose list is whole."""
    if not archive.redactions():
        return True
    if read_settings(archive.root).redactions_applied != list_digest(archive.root):
        return False
    there = files() if files else files_of(str(archive.root))
    changed = changed_tables(archive, cache, there)
    if changed == {}:
        return True
    with clean_memo(cache, archive.redactions(), archive.withheld()) as redactions:
        handles = lru_cache(archive.handles)
        clean = all(
            _holds_nobody(archive, folder, tables, redactions, handles) for folder, tables in (changed or {}).items()
        )
    if clean:
        note(archive, cache, there)
    return clean


def _holds_nobody(
    archive: Archive, folder: str, tables: list[Table], redactions: Redactions, handles: Callable[[], set[str]]
) -> bool:
    """Whether these tables name nobody who is redacted. `handles` are those of profiles: clean, or asked about too."""
    if not folder:
        return not any(is_hidden(person, redactions) for person in archive.people())
    state = archive.state(folder, tables)
    if state is None:
        return True
    if unknown := redactions.unknown(identities_in(state)):
        redactions.trust(identity for identity in unknown if identity.removeprefix("@") in handles())
    return redactions.own(state) == state
