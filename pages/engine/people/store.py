"""The cache about people: files named by the hash of their content, and an index of those that belong together.

Files are written first and the index after them, so that a build that is killed leaves the old state or the new one.
"""

import json
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from insights.computed import encode
from pages.engine.cache.digests import hash_of
from pages.engine.cache.whole import write_whole
from pages.engine.people import PeopleFile, file_name, read_text

SHARDS = "shards"
"""Name of the file for that field of the index, which is long."""


@dataclass
class Index:
    """What lies in the cache."""

    general: str = ""
    """Hash of what everything depends on: code, settings."""
    stated: str = ""
    """Hash of the archive's profiles."""
    parts: dict[str, str] = field(default_factory=dict)
    """By folder: hash of what the competition says of people."""
    files: dict[str, str] = field(default_factory=dict)
    """Hash of each file by its name."""
    shards: dict[str, str] = field(default_factory=dict)
    """By shard: key, last part of the address, and hash of everybody in the file's order, one after the other."""
    groups: dict[str, int] = field(default_factory=dict)
    """Lines of each group (see `pages.engine.people.lines`)."""


class Store:
    """The folder. `old` is what it holds; nothing where a file is missing."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self._path = folder, folder / "index.json"
        self._present = set(os.listdir(folder))
        try:
            self.old = Index(**json.loads(self._path.read_bytes()))
        except (OSError, ValueError, TypeError):
            self.old = Index()
        if not self._present.issuperset(map(file_name, self.old.files.values())):
            self.old = Index()
        lines = self.text(self.old, SHARDS).split("\n")
        self.old.shards = {shard: words for shard, _, words in (line.partition("\t") for line in lines) if shard}

    def file(self, index: Index, name: str) -> PeopleFile:
        """The file of that name in an index."""
        return PeopleFile(name, index.files[name], self.folder)

    def text(self, index: Index, name: str) -> str:
        """Its content; empty where there is no such file."""
        return read_text(self.file(index, name)) if name in index.files else ""

    def write(self, index: Index, name: str, text: str) -> PeopleFile:
        """Write a file and note it in an index."""
        content = text.encode("utf-8", "surrogatepass")
        digest = hash_of(content)[:32]
        index.files[name] = digest
        if file_name(digest) not in self._present:
            write_whole(self.folder / file_name(digest), content)
            self._present.add(file_name(digest))
        return self.file(index, name)

    def write_json(self, index: Index, name: str, value: Any) -> None:
        """The same with a value as JSON."""
        self.write(index, name, encode(value).decode())

    def aside(self, name: str) -> Path:
        """Place of a file that somebody writes and nobody needs any more when the next index is saved."""
        self._present.add(name)
        return self.folder / name

    def save(self, index: Index) -> None:
        """Write the index, then delete what it does not name."""
        self.write(index, SHARDS, "\n".join(f"{shard}\t{words}" for shard, words in index.shards.items()))
        kept = {name: value for name, value in vars(index).items() if name != SHARDS}
        write_whole(self._path, json.dumps(kept, separators=(",", ":")).encode())
        wanted = {self._path.name, *map(file_name, index.files.values())}
        for name in self._present - wanted:
            path = self.folder / name
            if path.is_dir():
                shutil.rmtree(path)  # an older form of this cache
            else:
                path.unlink(missing_ok=True)
