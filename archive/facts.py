"""Size, times and inode of the archive's files: what tells, without reading it, whether one changed.

Imports nothing of the archive, so that it can be looked at before anything else is there.
"""

import os
from contextlib import suppress

Facts = tuple[int, int, int, int]
"""Size in bytes, time of the last change of the content and of these facts in nanoseconds, inode."""
Files = dict[str, dict[str, Facts]]
"""Facts of files by their folder below the archive's (the empty string is the archive's own) and by name."""

FLAT = ("", "corrections", "people", "runs")
"""Folders with files; `competitions` has one such folder for each competition."""


def files_of(root: str) -> Files:
    """Look at all files of an archive; what does not lie in its folders is none of them."""
    folders = [*FLAT, *(f"competitions/{name}" for name in _names(f"{root}/competitions"))]
    return {folder: _facts_in(f"{root}/{folder}") for folder in folders}


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []


def _facts_in(folder: str) -> dict[str, Facts]:
    found = {}
    for name in _names(folder):
        with suppress(FileNotFoundError):  # a link to nowhere, or gone meanwhile
            found[name] = facts_of(f"{folder}/{name}")
    return found


def facts_of(path: str) -> Facts:
    """Facts of one file. Raises OSError where there is none."""
    stat = os.stat(path)
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino
