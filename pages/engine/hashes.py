"""Hashes of the archive's files, remembered by size, times and inode: a build after one change reads one file.

A file that changed within the clock tick in which it was hashed would look unchanged. So a hash is remembered only
where the file is older than the run that hashed it, by the file system's own clock.
"""

import hashlib
import os
from pathlib import Path

from insights.computed import decode, encode
from pages.engine.whole import write_whole


class Hashes:
    """SHA-256 of files below one folder. Call `save` when all are known."""

    def __init__(self, root: Path, memory: Path) -> None:
        self._root, self._memory = str(root), memory
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
        path = f"{self._root}/{name}"
        try:
            stat = os.stat(path)
        except FileNotFoundError:
            return ""
        facts = [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]
        known = self._known.get(name)
        if known is None or known[:4] != facts:
            with open(path, "rb") as file:
                known = [*facts, hashlib.file_digest(file, "sha256").hexdigest()]
        if max(stat.st_mtime_ns, stat.st_ctime_ns) < self._now:
            self._fresh[name] = known
        return str(known[4])

    def folder(self, name: str) -> list[str]:
        """Names and hashes of the files of a folder, in their order; none where it is missing."""
        try:
            names = sorted(os.listdir(f"{self._root}/{name}"))
        except FileNotFoundError:
            return []
        return [f"{file} {self.of(f'{name}/{file}')}" for file in names]

    def save(self) -> None:
        """Remember them for the next run, and only them."""
        if self._fresh != self._known:
            write_whole(self._memory, encode(self._fresh))


def digest_of(*parts: str) -> str:
    """Hash of texts, one after the other."""
    return hash_of("\n".join(parts).encode())


def hash_of(content: bytes) -> str:
    """SHA-256 of a content."""
    return hashlib.sha256(content).hexdigest()
