"""The manifest in the cache: which job made which files of the site from which inputs.

Jobs stand in one file a group, which is read when somebody asks for them. Of a group in which nothing changed the index
says enough, and another process sees meanwhile whether its files are still as they were made.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.json import Decoder, encode

from pages.engine.cache.digests import hash_of
from pages.engine.cache.whole import write_whole
from pages.engine.staging.folders import Facts
from pages.engine.staging.outputs import Outputs, Totals, decoded, encoded, files_of, totals_of

FORMAT = 8
INDEX = "index.json"


@dataclass(frozen=True)
class Group:
    """The jobs of a group in the last site."""

    path: Path
    """Where they lie; the name holds the hash of the content."""
    size: int
    """Its bytes."""
    totals: Totals

    @cached_property
    def jobs(self) -> Outputs:
        """All of them; none where the file is gone or torn, so that everything is made again."""
        try:
            return decoded(self.path.read_bytes())
        except (OSError, ValueError):
            return {}


@dataclass(frozen=True)
class Manifest:
    """What the last build noted."""

    digest: str = ""
    """Hash of all of it; empty where nothing is known."""
    notes: dict[str, Any] = field(default_factory=dict)
    """What it noted beside the files."""
    groups: dict[str, Group] = field(default_factory=dict)


class _Index(Struct):
    """What the index file says."""

    format: int
    notes: dict[str, Any]
    groups: dict[str, tuple[str, int, Totals]]
    """By name: the file, its bytes, and the totals."""


_index = Decoder(_Index)


def folder_of(cache: Path, out: Path) -> Path:
    """Where the manifest of the site in a folder lies; sites in several folders may share a cache."""
    return cache / "build" / hash_of(str(out.resolve()).encode())[:12]


def read_manifest(folder: Path) -> Manifest:
    """Read the index of a folder; an empty manifest where there is none of this format."""
    try:
        content = (folder / INDEX).read_bytes()
        index = _index.decode(content)
    except (OSError, ValueError):
        return Manifest()
    if index.format != FORMAT:
        return Manifest()
    groups = {name: Group(folder / file, size, totals) for name, (file, size, totals) in index.groups.items()}
    there = {entry.name: entry.stat().st_size for entry in os.scandir(folder)}
    if any(there.get(group.path.name) != group.size for group in groups.values()):
        return Manifest()  # somebody else's doing: nothing is known then
    return Manifest(hash_of(content), index.notes, groups)


def write_manifest(folder: Path, notes: dict[str, Any], groups: Mapping[str, Group | Outputs]) -> Manifest:
    """Write the files of new groups, then the index, and delete the files of other ones."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = {name: one if isinstance(one, Group) else _written(folder, name, one) for name, one in groups.items()}
    told = {name: (group.path.name, group.size, group.totals) for name, group in sorted(kept.items())}
    content = encode(_Index(FORMAT, notes, told))
    write_whole(folder / INDEX, content)
    wanted = {INDEX, *(group.path.name for group in kept.values())}
    for name in os.listdir(folder):
        if name not in wanted:
            (folder / name).unlink()
    return Manifest(hash_of(content), notes, kept)


def _written(folder: Path, name: str, jobs: Outputs) -> Group:
    content = encoded(jobs)
    path = folder / f"{name}-{hash_of(content)[:16]}.json"
    if not path.exists():
        write_whole(path, content)
    return Group(path, len(content), totals_of(jobs))


def intact_groups(cache: Path, out: Path) -> frozenset[str]:
    """Of the groups in the last site those whose files are all there as they were made, and have their second names.

    They are told by the names of their files in the manifest, which say what they hold.
    """
    groups = read_manifest(folder_of(cache, out)).groups.values()
    try:
        present = os.open(out, os.O_RDONLY)  # what lies in it is found quicker from here
    except OSError:
        return frozenset()
    try:
        return frozenset(group.path.name for group in groups if _is_intact(group, present))
    finally:
        os.close(present)


def _is_intact(group: Group, present: int) -> bool:
    return bool(group.jobs) and all(_is_same(path, facts, present) for path, facts in files_of(group.jobs.values()))


def _is_same(path: str, facts: Facts, present: int) -> bool:
    try:
        stat = os.stat(path, dir_fd=present, follow_symlinks=False)
    except OSError:
        return False
    return stat.st_size == facts.size and stat.st_mtime_ns == facts.changed and stat.st_nlink > 1
