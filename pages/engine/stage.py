"""The staging folder: a site is built beside the old one and takes its place whole, or not at all.

Files of jobs whose inputs did not change are hard links to the old site's: a warm build writes only what is new. The
manifest in the cache says which job made which files from which inputs. A file whose size or time differs from the
manifest's is not trusted and made again.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pages.engine import BuildError

FORMAT = 1
MARK = ".leaderlore-site"


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
        name = hashlib.sha256(str(self.out).encode()).hexdigest()[:12]
        self._manifest = self.cache / "build" / f"{name}.json"
        if self.out.is_dir() and any(self.out.iterdir()) and not (self.out / MARK).exists():
            raise ForeignFolderError(
                f"{self.out} holds other files, and a build replaces its folder whole: name another one"
            )
        if not self.out.exists() and self._previous.exists():
            self._previous.rename(self.out)  # killed between the two renames of `publish`
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self._old = self._read_manifest()

    def _read_manifest(self) -> dict[str, Any]:
        try:
            manifest = json.loads(self._manifest.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return dict(manifest["jobs"]) if manifest.get("format") == FORMAT else {}

    def keep(self, job: str, digest: str) -> bool:
        """Take over the files that a job made from the same inputs; false where it has to run (again)."""
        old = self._old.get(job)
        if old is None or old["digest"] != digest:
            return False
        if not all(_same(self.out / path, facts) for path, facts in old["files"].items()):
            return False
        for path in old["files"]:
            target = self._target(path)
            _link(self.out / path, target)
        self._new[job] = old
        return True

    def write(self, job: str, digest: str, files: dict[str, bytes]) -> None:
        """Write the files of a job; equal bytes stay the old file, time and all."""
        facts = {}
        for path, content in files.items():
            target, old = self._target(path), self.out / path
            if old.is_file() and old.stat().st_size == len(content) and old.read_bytes() == content:
                _link(old, target)
            else:
                target.write_bytes(content)
            facts[path] = [*_facts(target), hashlib.sha256(content).hexdigest()]
        self._new[job] = {"digest": digest, "files": facts}

    def files(self) -> list[tuple[str, tuple[int, int, str]]]:
        """Every file so far with its size, time and SHA-256, by path."""
        found = [item for job in self._new.values() for item in job["files"].items()]
        return sorted((path, tuple(facts)) for path, facts in found)

    def adopt(self, job: str, digest: str, paths: Iterable[str]) -> None:
        """Note files that a job wrote into `folder` itself (an index, a table too large for memory)."""
        self._new[job] = {"digest": digest, "files": {path: _all_facts(self.folder / path) for path in paths}}

    def _target(self, path: str) -> Path:
        target = (self.folder / path).resolve()
        if not target.is_relative_to(self.folder):
            raise ValueError(f"{path!r} leaves the site's folder: check the key it was made from")
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def publish(self) -> None:
        """Put the new site in the old one's place, then note what it was made from."""
        self.write("mark", "", {MARK: b"Made by leaderlore build; replaced whole by the next one.\n"})
        shutil.rmtree(self._previous, ignore_errors=True)
        if self.out.exists():
            self.out.rename(self._previous)
        self.folder.rename(self.out)
        self._manifest.parent.mkdir(parents=True, exist_ok=True)
        draft = self._manifest.with_suffix(".new")
        draft.write_text(json.dumps({"format": FORMAT, "jobs": self._new}), encoding="utf-8")
        draft.replace(self._manifest)
        shutil.rmtree(self._previous, ignore_errors=True)


def _facts(path: Path) -> list[int]:
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns]


def _all_facts(path: Path) -> list[int | str]:
    with path.open("rb") as file:
        return [*_facts(path), hashlib.file_digest(file, "sha256").hexdigest()]


def _same(path: Path, facts: list[int | str]) -> bool:
    try:
        return _facts(path) == facts[:2]
    except OSError:
        return False


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # no hard links here (another file system): a copy is as good, only slower
        shutil.copy2(source, target)
