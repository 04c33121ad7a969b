"""Hashes of the archive's files, remembered by size, times and inode: a build after one change reads one file.

A file that changed within the clock tick in which it was hashed would look unchanged. So a hash is remembered only
where the file is older than the run that hashed it, by the file system's own clock.
"""

import hashlib
from pathlib import Path

from archive.facts import Files
from insights.computed import decode, encode
from pages.engine.cache.digests import empty
from pages.engine.cache.whole import write_whole


class Hashes:
    """Hashes of files below one folder. Call `save` when all are known."""

    def __init__(self, root: Path, files: Files, memory: Path) -> None:
        """`files` are all that there are below the folder."""
        self._root, self._files, self._memory = str(root), files, memory
        memory.parent.mkdir(parents=True, exist_ok=True)
        clock = memory.with_suffix(".now")
        clock.write_bytes(b"")
        self._now = clock.stat().st_mtime_ns
        self._fresh: dict[str, list[int | str]] = {}
        try:
            self._known: dict[str, list[int | str]] = decode(memory.read_bytes(), dict[str, list[int | str]])
        except (OSError, ValueError):
            self._known = {}

    def of(self, name: str) -> str:
        """The hash of the file with this path below the folder; empty where there is none."""
        folder, _, file = name.rpartition("/")
        facts = self._files.get(folder, {}).get(file)
        if facts is None:
            return ""
        known = self._known.get(name)
        if known is None or (*known[:4],) != facts:
            with open(f"{self._root}/{name}", "rb") as content:
                known = [*facts, hashlib.file_digest(content, empty).hexdigest()]
        if max(facts[1:3]) < self._now:
            self._fresh[name] = known
        return str(known[4])

    def folder(self, name: str) -> list[str]:
        """Names and hashes of the files of a folder, in their order; none where it is missing."""
        return [f"{file} {self.of(f'{name}/{file}')}" for file in self._files.get(name, {})]

    def save(self) -> None:
        """Remember them for the next run, and only them."""
        if self._fresh != self._known:
            write_whole(self._memory, encode(self._fresh))
