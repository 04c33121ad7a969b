"""The staging folder: a site is built beside the old one and takes its place whole, or not at all.

Two folders change places: the one that readers see, and a twin beside it in which the next site is laid. The twin
holds hard links to all files of the present site, so that a build touches only what is new; what the present site does
not hold is deleted from it at once. The manifest in the cache says which job made which files from which inputs. A file
whose size or time differs from the manifest's is not trusted and made again.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pages.engine import BuildError

FORMAT = 2
MARK = ".leaderlore-site"

Facts = list[Any]
"""Size in bytes, time of the last change in nanoseconds, SHA-256."""


class ForeignFolderError(BuildError):
    """The output folder holds something that no build of ours made."""


@dataclass
class Stage:
    """A site in the making. Use `keep` or `write` for every file, then `publish`."""

    out: Path
    cache: Path
    _old: dict[str, Any] = field(default_factory=dict)
    _new: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.out = self.out.resolve()
        self.folder = self.out.with_name(f".{self.out.name}.new")
        self._previous = self.out.with_name(f".{self.out.name}.old")
        self._from, self._to = str(self.out), str(self.folder)
        name = hashlib.sha256(self._from.encode()).hexdigest()[:12]
        self._manifest = self.cache / "build" / f"{name}.json"
        if self.out.is_dir() and any(self.out.iterdir()) and not (self.out / MARK).exists():
            raise ForeignFolderError(
                f"{self.out} holds other files, and a build replaces its folder whole: name another one"
            )
        if not self.out.exists() and self._previous.exists():
            self._previous.rename(self.out)  # killed between the renames of `publish`
        shutil.rmtree(self._previous, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._old = self._read_manifest()

    def _read_manifest(self) -> dict[str, Any]:
        try:
            manifest = json.loads(self._manifest.read_bytes())
        except (OSError, ValueError):
            return {}
        return dict(manifest["jobs"]) if manifest.get("format") == FORMAT else {}

    def keep(self, job: str, digest: str) -> bool:
        """Take over the files that a job made from the same inputs; false where it has to run (again)."""
        old = self._old.get(job)
        if old is None or old["digest"] != digest:
            return False
        if not all(_is(f"{self._from}/{path}", facts) for path, facts in old["files"].items()):
            return False
        for path, facts in old["files"].items():
            self._take_over(path, facts)
        self._new[job] = old
        return True

    def write(self, job: str, digest: str, files: dict[str, bytes]) -> None:
        """Write the files of a job; equal bytes stay the old file, time and all."""
        made = {}
        for path, content in files.items():
            old = _facts(f"{self._from}/{path}") if _inside(path) else None
            facts: Facts
            if old and old[0] == len(content) and (self.out / path).read_bytes() == content:
                facts = old
                self._take_over(path, facts)
            else:
                target = _room_for(f"{self._to}/{path}")
                with open(target, "xb") as file:
                    file.write(content)
                facts = _facts(target) or []
            made[path] = [*facts, hashlib.sha256(content).hexdigest()]
        self._new[job] = {"digest": digest, "files": made}

    def files(self) -> dict[str, Facts]:
        """Every file so far by path."""
        return dict(_files(self._new))

    def cleared(self, name: str) -> Path:
        """An empty folder of the stage for a tool that writes into it; see `adopt`."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        return self.folder / name

    def adopt(self, job: str, digest: str, paths: Iterable[str]) -> None:
        """Note files that a job wrote into `folder` itself (an index, a table too large for memory)."""
        self._new[job] = {"digest": digest, "files": {path: _all_facts(f"{self._to}/{path}") for path in paths}}

    def _take_over(self, path: str, facts: Facts) -> None:
        target = f"{self._to}/{path}"
        if not _is(target, facts):
            _link(f"{self._from}/{path}", _room_for(target))

    def publish(self) -> None:
        """Put the new site in the old one's place, then note what it was made from."""
        self.write("mark", "", {MARK: b"Made by leaderlore build; replaced whole by the next one.\n"})
        files = dict(_files(self._new))
        _leave_only(files.keys(), self._to)
        if self.out.exists():
            self.out.rename(self._previous)
        self.folder.rename(self.out)
        self._manifest.parent.mkdir(parents=True, exist_ok=True)
        draft = self._manifest.with_suffix(".new")
        draft.write_text(json.dumps({"format": FORMAT, "jobs": self._new}, separators=(",", ":")), encoding="utf-8")
        draft.replace(self._manifest)
        if self._previous.exists():
            for path, facts in _files(self._old):
                if files.get(path) != facts:
                    (self._previous / path).unlink(missing_ok=True)
            self._previous.rename(self.folder)


def _files(jobs: dict[str, Any]) -> Iterator[tuple[str, Facts]]:
    return (item for job in jobs.values() for item in job["files"].items())


def _facts(path: str) -> Facts | None:
    """Size and time of a file; None where there is none."""
    try:
        stat = os.stat(path, follow_symlinks=False)
    except OSError:
        return None
    return [stat.st_size, stat.st_mtime_ns]


def _all_facts(path: str) -> Facts:
    with open(path, "rb") as file:
        return [*(_facts(path) or ()), hashlib.file_digest(file, "sha256").hexdigest()]


def _is(path: str, facts: Facts) -> bool:
    return _facts(path) == facts[:2]


def _inside(path: str) -> bool:
    """True, or ValueError for a path that leaves the site's folder."""
    if path.startswith("/") or ".." in path.split("/"):
        raise ValueError(f"{path!r} leaves the site's folder: check the key it was made from")
    return True


def _room_for(target: str) -> str:
    """The same path with its folder there and nothing in its place: a file of an earlier site is never written into."""
    try:
        os.unlink(target)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)
    except IsADirectoryError:
        shutil.rmtree(target)
    except NotADirectoryError:
        next(parent for parent in Path(target).parents if parent.is_file()).unlink()
        os.makedirs(os.path.dirname(target), exist_ok=True)
    return target


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # no hard links here (another file system): a copy is as good, only slower
        shutil.copy2(source, target)


def _leave_only(wanted: Container[str], folder: str, at: str = "") -> bool:
    """Delete all other files in a folder, and the folders that hold none; true where something is left."""
    with os.scandir(f"{folder}/{at}") as entries:
        found = list(entries)
    left = False
    for entry in found:
        path = at + entry.name
        if entry.is_dir(follow_symlinks=False):
            left = _leave_only(wanted, folder, f"{path}/") or left
        elif path in wanted:
            left = True
        else:
            os.unlink(entry.path)
    if at and not left:
        os.rmdir(f"{folder}/{at}")
    return left
