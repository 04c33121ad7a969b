"""Remembers in the cache which files of an archive were seen to hold nobody who is redacted, by size and time.

What has changed since then came from somewhere else: an older commit, a merge, an edit by hand.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from archive import layout
from archive.descriptor import list_digest
from archive.files import write_if_changed
from archive.store import Archive
from pipeline.kept_list import beside

NAMING = (layout.COMPETITION, layout.LEADERBOARD, layout.WRITEUPS, layout.THREADS)
"""Tables of a competition that name people."""


def changed_tables(archive: Archive, cache: Path) -> dict[str, list[layout.Table]] | None:
    """Tables that changed since `note`, by folder of the competition; an empty folder stands for the profiles.

    None where nothing is remembered of this archive; everything where what is remembered is of another list.
    """
    path = beside(archive, cache, "seen.json")
    if not path.is_file():
        return None
    try:
        kept = json.loads(path.read_bytes())
        known = kept["files"] if kept["list"] == list_digest(archive.root) else {}
    except (ValueError, KeyError, TypeError):
        known = {}
    changed: dict[str, list[layout.Table]] = {}
    for name, table, facts in _files(archive.root):
        if known.get(name) != facts:
            changed.setdefault(name.split("/")[1] if table in NAMING else "", []).append(table)
    return changed


def note(archive: Archive, cache: Path) -> None:
    """Remember all files as they are: they were cleared, or written by what leaves redacted people out."""
    made_of = list_digest(archive.root)
    if made_of:
        kept = {"list": made_of, "files": {name: facts for name, _, facts in _files(archive.root)}}
        write_if_changed(beside(archive, cache, "seen.json"), json.dumps(kept))


def _files(root: Path) -> Iterator[tuple[str, layout.Table, list[int]]]:
    """Files that name people, with size and time."""
    for table, pattern, names in (
        *((table, table.path, _names(root / "competitions")) for table in NAMING),
        (layout.PEOPLE, "people/{shard}", _names(root / "people")),
    ):
        for name in names:
            path = pattern.format(folder=name, shard=name)
            try:
                stat = os.stat(f"{root}/{path}")
            except OSError:
                continue
            yield path, table, [stat.st_size, stat.st_mtime_ns]


def _names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder)) if folder.is_dir() else []
