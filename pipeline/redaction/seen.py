"""Remembers in the cache which files of an archive were seen to hold nobody who is redacted, by size and time.

What has changed since then came from somewhere else: an older commit, a merge, an edit by hand.
"""

import json
from pathlib import Path

from archive import layout
from archive.descriptor import list_digest
from archive.facts import Files, files_of
from archive.files import write_if_changed
from archive.store import Archive
from pipeline.redaction.kept_list import beside

NAMING = (layout.COMPETITION, layout.LEADERBOARD, layout.WRITEUPS, layout.THREADS)
"""Tables of a competition that name people."""
BY_FILE = {table.path.rpartition("/")[2]: table for table in NAMING}
"""The same by the name of their file."""


Facts = dict[str, list[int]]
"""Size and time by path of the file."""


def changed_tables(archive: Archive, cache: Path, files: Files) -> dict[str, list[layout.Table]] | None:
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
    for path_of_one in [name for name, facts in _naming(files).items() if known.get(name) != facts]:
        _, *folder, file = path_of_one.split("/")
        changed.setdefault("".join(folder), []).append(BY_FILE.get(file, layout.PEOPLE))
    return changed


def note(archive: Archive, cache: Path, files: Files | None = None) -> None:
    """Remember all files as they are: they were cleared, or written by what leaves redacted people out."""
    made_of = list_digest(archive.root)
    if made_of:
        kept = {"list": made_of, "files": _naming(files or files_of(str(archive.root)))}
        write_if_changed(beside(archive, cache, "seen.json"), json.dumps(kept))


def _naming(files: Files) -> Facts:
    """Of all files of an archive those that name people."""
    return {
        f"{folder}/{name}": [size, changed]
        for folder, inside in files.items()
        for name, (size, changed, *_) in inside.items()
        if folder == "people" or (name in BY_FILE and folder.startswith("competitions/"))
    }
