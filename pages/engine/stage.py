"""The staging folder: a site is built beside the old one and takes its place whole, or not at all.

Two folders change places: the one that readers see, and one beside it in which the next site is laid (see
`pages.engine.folders`). When a build is over, the second folder holds hard links to all files of the site and a seal
that says so, so that the next build touches only what is new. The seal is broken before anything is touched: after a
build that was killed every file is looked at in both folders.

The manifest in the cache says which job made which files from which inputs. A file whose size or time differs from the
manifest's is not trusted and made again.
"""

import hashlib
import json
import os
import shutil
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from pages.engine import BuildError
from pages.engine.folders import Content, Facts, Folders, facts_of, lay, leave_only, remove, strays
from pages.engine.whole import write_whole
from pages.engine.workers import Run

FORMAT = 4
MARK = ".leaderlore-site"
SEAL = ".leaderlore-sealed"
LAID_AT_ONCE = 300
"""Files whose second names a worker makes in one call."""


class ForeignFolderError(BuildError):
    """The output folder holds something that no build of ours made."""


class Part(NamedTuple):
    """What a part of a job made."""

    made_from: str
    """Hash of its inputs."""
    files: dict[str, Facts]
    """By path."""


class Job(NamedTuple):
    """What a job made."""

    made_from: str
    """Hash of the inputs of all its parts."""
    parts: dict[str, Part]


@dataclass
class Stage:
    """A site in the making. Every file comes in by `keep`, or else by `write` or `stale` and `add`; then `publish`."""

    out: Path
    cache: Path
    _old: dict[str, Job] = field(default_factory=dict)
    _new: dict[str, Job] = field(default_factory=dict)
    _groups: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _broken: bool = False
    notes_before: dict[str, Any] = field(default_factory=dict)
    """What the last build noted beside the files."""
    notes: dict[str, Any] = field(default_factory=dict)
    """What this build notes for the next one."""

    def __post_init__(self) -> None:
        self.out = self.out.resolve()
        self.folder = self.out.with_name(f".{self.out.name}.new")
        self._previous = self.out.with_name(f".{self.out.name}.old")
        self.folders = Folders(str(self.out), str(self.folder))
        name = hashlib.sha256(str(self.out).encode()).hexdigest()[:12]
        self._manifest = self.cache / "build" / f"{name}.json"
        if self.out.is_dir() and any(self.out.iterdir()) and not (self.out / MARK).exists():
            raise ForeignFolderError(
                f"{self.out} holds other files, and a build replaces its folder whole: name another one"
            )
        if not self.out.exists() and self._previous.exists():
            self._previous.rename(self.out)  # killed between the renames of `publish`
        shutil.rmtree(self._previous, ignore_errors=True)
        self._unknown = self.folder.exists()
        self.folder.mkdir(parents=True, exist_ok=True)
        manifest = self._read_manifest()
        self._sealed = _read(self.folder / SEAL) == hashlib.sha256(manifest).hexdigest().encode()

    def _read_manifest(self) -> bytes:
        content = _read(self._manifest)
        try:
            manifest = json.loads(content)
        except ValueError:
            return b""
        if manifest.get("format") != FORMAT:
            return b""
        self.notes_before = manifest["notes"]
        for name, (made_from, parts) in manifest["jobs"].items():
            self._old[name] = Job(made_from, {part: Part._make(made) for part, made in parts.items()})
            self._groups[name.partition(":")[0]].append(name)
        return content

    def keep(self, job: str, made_from: str) -> bool:
        """Take over a job that was made from the same inputs; false where some of it has to run (again)."""
        old = self._old.get(job)
        if old is None or old.made_from != made_from or not all(map(self._take_over, old.parts.values())):
            return False
        self._new[job] = old
        return True

    def stale(self, job: str, made_from: str, parts: Mapping[str, str]) -> frozenset[str]:
        """Tell which parts of a job have to be made and noted with `add`; the others are taken over.

        `parts` has the hash of the inputs of each, `made_from` is the hash of all of them.
        """
        old = self._old.get(job, Job("", {})).parts
        kept = {
            name: part
            for name, wanted in parts.items()
            if (part := old.get(name)) and part.made_from == wanted and self._take_over(part)
        }
        self._new[job] = Job(made_from, kept)
        return frozenset(parts.keys() - kept.keys())

    def add(self, job: str, part: str, made_from: str, files: dict[str, Facts]) -> None:
        """Note what was laid in `folders` for a part."""
        self._new[job].parts[part] = Part(made_from, files)

    def keep_group(self, group: str) -> bool:
        """Take over all jobs whose names begin with a group's; false where there are none, or one has to run again."""
        names = self._groups.get(group)
        return bool(names) and all(self.keep(name, self._old[name].made_from) for name in names or ())

    def groups(self) -> dict[str, dict[str, int]]:
        """By group: the number of parts of each job so far, by its name without the group's."""
        found: dict[str, dict[str, int]] = {}
        for name, job in self._new.items():
            group, _, own = name.partition(":")
            found.setdefault(group, {})[own] = len(job.parts)
        return found

    def write(self, job: str, made_from: str, files: Mapping[str, Content]) -> None:
        """Write the files of a job without parts; equal bytes stay the old file, time and all."""
        self.break_seal()
        self._new[job] = Job(made_from, {job: Part(made_from, self.folders.write_all(files))})

    def files(self) -> dict[str, Facts]:
        """Every file so far by path."""
        return dict(_files(self._new.values()))

    def cleared(self, name: str) -> Path:
        """An empty folder of the stage for a tool that writes into it; see `adopt`."""
        self.break_seal()
        shutil.rmtree(self.folder / name, ignore_errors=True)
        return self.folder / name

    def adopt(self, job: str, made_from: str, paths: Iterable[str]) -> None:
        """Note files that a tool wrote into `folder` itself."""
        files = {path: facts_of(f"{self.folder}/{path}", path) for path in paths}
        self._new[job] = Job(made_from, {job: Part(made_from, files)})

    def break_seal(self) -> None:
        """Say that the second folder is being changed; before workers write into it."""
        if not self._broken:
            (self.folder / SEAL).unlink(missing_ok=True)
            self._broken = True

    def _take_over(self, part: Part) -> bool:
        """Whether the files are as they were made; their names in the next site are made where they are missing."""
        for path, facts in part.files.items():
            try:
                stat = os.stat(f"{self.folders.present}/{path}", follow_symlinks=False)
            except OSError:
                return False
            if stat.st_size != facts[0] or stat.st_mtime_ns != facts[1]:
                return False
            if not self._sealed or stat.st_nlink == 1:
                self.break_seal()
                self.folders.take_over(path, facts)
        return True

    def publish(self, run: Run) -> None:
        """Put the new site in the old one's place, unless both are the same, and note what it was made from."""
        if not self.keep("mark", ""):
            self.write("mark", "", {MARK: b"Made by leaderlore build; replaced whole by the next one.\n"})
        old = dict(_files(job for name, job in self._old.items() if self._new.get(name) is not job))
        new = dict(_files(job for name, job in self._new.items() if self._old.get(name) is not job))
        tops = {path.partition("/")[0] for path, _ in _files(self._new.values())}
        if self._sealed and old == new and not strays(self.folders.present, tops):
            if self._broken or self.notes_before != self.notes or self._old != self._new:
                self._seal(self._write_manifest())
            return
        gone = old.keys() - new.keys()
        self._tidy(self.folder, gone, tops, everywhere=self._unknown and not self._sealed)
        if self.out.exists():
            self.out.rename(self._previous)
        self.folder.rename(self.out)
        content = self._write_manifest()
        if self._previous.exists():
            self._tidy(self._previous, gone, tops, everywhere=not self._sealed)
            self._previous.rename(self.folder)
            self._double([path for path, facts in new.items() if old.get(path) != facts], run)
        else:
            self._double([path for path, _ in _files(self._new.values())], run)
        self._seal(content)

    def _tidy(self, folder: Path, gone: Iterable[str], tops: Container[str], *, everywhere: bool) -> None:
        """Delete what the new site does not hold: of the old one, at the top, or wherever it lies."""
        self.break_seal()
        if everywhere:
            leave_only({path for path, _ in _files(self._new.values())}, str(folder))
        for path in strays(str(folder), tops):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        remove(str(folder), gone)

    def _double(self, changed: Sequence[str], run: Run) -> None:
        """Give changed files of the site their second names."""
        parts = [changed[start : start + LAID_AT_ONCE] for start in range(0, len(changed), LAID_AT_ONCE)]
        for _ in run(lay, [(self.folders.present, self.folders.next, part) for part in parts]):
            pass

    def _write_manifest(self) -> bytes:
        content = json.dumps({"format": FORMAT, "notes": self.notes, "jobs": self._new}, separators=(",", ":")).encode()
        self._manifest.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self._manifest, content)
        return content

    def _seal(self, manifest: bytes) -> None:
        (self.folder / SEAL).write_text(hashlib.sha256(manifest).hexdigest())


def _files(jobs: Iterable[Job]) -> Iterator[tuple[str, Facts]]:
    return (item for job in jobs for part in job.parts.values() for item in part.files.items())


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
