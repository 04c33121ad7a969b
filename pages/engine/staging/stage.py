"""The staging folder: a site is built beside the old one and takes its place whole, or not at all.

Two folders change places: the one that readers see, and one beside it in which the next site is laid (see `folders`).
When a build is over, the second folder holds hard links to all files of the site and a seal that says so, so that the
next build touches only what is new. The seal is broken before anything is touched: after a build that was killed every
file is looked at in both folders.

The `manifest` in the cache says which job made which files from which inputs. A file whose size or time differs from
the manifest's is not trusted and made again.
"""

import os
import shutil
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pages.engine import BuildError
from pages.engine.processes.workers import Run
from pages.engine.staging.folders import Content, Facts, Folders, facts_of, lay, leave_only, remove, strays
from pages.engine.staging.manifest import Group, Manifest, folder_of, read_manifest, write_manifest
from pages.engine.staging.outputs import Output, Outputs, Part, Totals, files_of, totals_of

MARK = ".leaderlore-site"
SEAL = ".leaderlore-sealed"
LAID_AT_ONCE = 300
"""Files whose second names a worker makes in one call."""


class ForeignFolderError(BuildError):
    """The output folder holds something that no build of ours made."""


@dataclass
class Stage:
    """A site in the making. Every file comes in by `keep`, or else by `write` or `stale` and `add`; then `publish`."""

    out: Path
    cache: Path
    run: Run
    intact: Callable[[], Container[str]]
    """Files of the manifest of those groups whose files were all seen to be as they were made."""
    notes: dict[str, Any] = field(default_factory=dict)
    """What this build notes for the next one."""
    _new: dict[str, dict[str, Output]] = field(default_factory=dict)
    """Outputs of this build by group and name."""
    _kept: dict[str, Group] = field(default_factory=dict)
    """Groups that were taken over whole."""
    _totals: dict[str, Totals] = field(default_factory=dict)
    """Of groups to which nothing was added since."""
    _broken: bool = False

    def __post_init__(self) -> None:
        self.out = self.out.resolve()
        self.folder = self.out.with_name(f".{self.out.name}.new")
        self._previous = self.out.with_name(f".{self.out.name}.old")
        self.folders = Folders(str(self.out), str(self.folder))
        self._memory = folder_of(self.cache, self.out)
        if self.out.is_dir() and any(self.out.iterdir()) and not (self.out / MARK).exists():
            raise ForeignFolderError(
                f"{self.out} holds other files, and a build replaces its folder whole: name another one"
            )
        if not self.out.exists() and self._previous.exists():
            self._previous.rename(self.out)  # killed between the renames of `publish`
        shutil.rmtree(self._previous, ignore_errors=True)
        self._unknown = self.folder.exists()
        self.folder.mkdir(parents=True, exist_ok=True)
        self._before: Manifest = read_manifest(self._memory)
        self._sealed = bool(self._before.digest) and _read(self.folder / SEAL) == self._before.digest

    @property
    def notes_before(self) -> dict[str, Any]:
        """What the last build noted beside the files."""
        return self._before.notes

    def keep(self, job: str, made_from: str) -> bool:
        """Take over a job that was made from the same inputs; false where some of it has to run (again)."""
        old = self._old(job)
        if old is None or old.made_from != made_from:
            return False
        if not self._is_whole(_group_of(job)) and not self._take_over(old.parts):
            return False
        self._put(job, old)
        return True

    def stale(self, job: str, made_from: str, parts: Mapping[str, str]) -> frozenset[str]:
        """Tell which parts of a job have to be made and noted with `add`; the others are taken over.

        `parts` has the hash of the inputs of each, `made_from` is the hash of all of them.
        """
        old = self._old(job)
        known = old.parts if old else {}
        whole = self._is_whole(_group_of(job))
        kept = {
            name: part
            for name, wanted in parts.items()
            if (part := known.get(name)) and part.made_from == wanted and (whole or self._take_over({name: part}))
        }
        self._put(job, Output(made_from, kept))
        return frozenset(parts.keys() - kept.keys())

    def add(self, job: str, part: str, made_from: str, files: dict[str, Facts]) -> None:
        """Note what was laid in `folders` for a part."""
        self._new[_group_of(job)][job].add(part, Part(made_from, files))
        self._totals.pop(_group_of(job), None)

    def keep_group(self, name: str) -> bool:
        """Take over all jobs whose names begin with a group's; false where there are none, or one has to run again."""
        group = self._before.groups.get(name)
        if group is None:
            return False
        if self._is_whole(name):
            self._kept[name] = group
            return True
        return bool(group.jobs) and all(self.keep(job, old.made_from) for job, old in group.jobs.items())

    def totals(self) -> dict[str, Totals]:
        """What each group comes to so far."""
        self._totals |= {name: totals_of(jobs) for name, jobs in self._new.items() if name not in self._totals}
        return {name: group.totals for name, group in self._kept.items()} | self._totals

    def pages(self, name: str) -> Iterator[str]:
        """Addresses of the pages of a group."""
        jobs = self._kept[name].jobs if name in self._kept else self._new[name]
        paths = (path for path, _ in files_of(jobs.values()))
        return (path.removesuffix("index.html") for path in paths if path.endswith("/index.html"))

    def write(self, job: str, made_from: str, files: Mapping[str, Content]) -> None:
        """Write the files of a job without parts; equal bytes stay the old file, time and all."""
        self.break_seal()
        self._put(job, Output(made_from, {job: Part(made_from, self.folders.write_all(files))}))

    def cleared(self, name: str) -> Path:
        """An empty folder of the stage for a tool that writes into it; see `adopt`."""
        self.break_seal()
        shutil.rmtree(self.folder / name, ignore_errors=True)
        return self.folder / name

    def adopt(self, job: str, made_from: str, paths: Iterable[str]) -> None:
        """Note files that a tool wrote into `folder` itself."""
        files = {path: facts_of(f"{self.folder}/{path}", path) for path in paths}
        self._put(job, Output(made_from, {job: Part(made_from, files)}))

    def break_seal(self) -> None:
        """Say that the second folder is being changed; before workers write into it."""
        if not self._broken:
            (self.folder / SEAL).unlink(missing_ok=True)
            self._broken = True

    def _is_whole(self, group: str) -> bool:
        """Whether all files of a group in the present site are as they were made, and have second names in the next."""
        known = self._before.groups.get(group) if self._sealed else None
        return known is not None and known.path.name in self.intact()

    def _take_over(self, parts: Mapping[str, Part]) -> bool:
        """Whether the files are as they were made; their names in the next site are made where they are missing."""
        for path, facts in (file for part in parts.values() for file in part.files.items()):
            try:
                stat = os.stat(f"{self.folders.present}/{path}", follow_symlinks=False)
            except OSError:
                return False
            if stat.st_size != facts.size or stat.st_mtime_ns != facts.changed:
                return False
            if not self._sealed or stat.st_nlink == 1:
                self.break_seal()
                self.folders.take_over(path, facts)
        return True

    def _old(self, job: str) -> Output | None:
        group = self._before.groups.get(_group_of(job))
        return group.jobs.get(job) if group else None

    def _put(self, name: str, job: Output) -> None:
        self._new.setdefault(_group_of(name), {})[name] = job
        self._totals.pop(_group_of(name), None)

    def publish(self) -> None:
        """Put the new site in the old one's place, unless both are the same, and note what it was made from."""
        if not self.keep("mark", ""):
            self.write("mark", "", {MARK: b"Made by leaderlore build; replaced whole by the next one.\n"})
        old, new = self._differing()
        tops = {top for totals in self.totals().values() for top in totals.tops}
        if self._sealed and old == new and not strays(self.folders.present, tops):
            if self._broken or not self._is_noted():
                self._seal(self._note())
            return
        gone = old.keys() - new.keys()
        self._tidy(self.folder, gone, tops, everywhere=self._unknown and not self._sealed)
        if self.out.exists():
            self.out.rename(self._previous)
        self.folder.rename(self.out)
        if self._previous.exists():
            self._tidy(self._previous, gone, tops, everywhere=not self._sealed)
            self._previous.rename(self.folder)
            doubled = self._double([path for path, facts in new.items() if old.get(path) != facts])
        else:
            doubled = self._double([path for path, _ in self._files()])
        noted = self._note()  # while workers are at it
        for _ in doubled:
            pass
        self._seal(noted)

    def _differing(self) -> tuple[dict[str, Facts], dict[str, Facts]]:
        """Files of the jobs of the old site that are not in the new one, and the other way round."""
        before: dict[str, Output] = {}
        for name, group in self._before.groups.items():
            if name not in self._kept:
                before.update(group.jobs)
        now = {name: job for jobs in self._new.values() for name, job in jobs.items()}
        old = dict(files_of(job for name, job in before.items() if now.get(name) is not job))
        new = dict(files_of(job for name, job in now.items() if before.get(name) is not job))
        return old, new

    def _is_noted(self) -> bool:
        """Whether the manifest says all of this already."""
        groups = self._before.groups
        return (
            self.notes_before == self.notes
            and groups.keys() == self._kept.keys() | self._new.keys()
            and all(groups[name].jobs == jobs for name, jobs in self._new.items())
        )

    def _files(self) -> Iterator[tuple[str, Facts]]:
        """Every file of the new site."""
        groups: list[Outputs] = [group.jobs for group in self._kept.values()]
        return (file for jobs in (*groups, *self._new.values()) for file in files_of(jobs.values()))

    def _tidy(self, folder: Path, gone: Iterable[str], tops: Container[str], *, everywhere: bool) -> None:
        """Delete what the new site does not hold: of the old one, at the top, or wherever it lies."""
        self.break_seal()
        if everywhere:
            leave_only({path for path, _ in self._files()}, str(folder))
        for path in strays(str(folder), tops):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        remove(str(folder), gone)

    def _double(self, changed: Sequence[str]) -> Iterable[None]:
        """Begin to give changed files of the site their second names."""
        parts = [changed[start : start + LAID_AT_ONCE] for start in range(0, len(changed), LAID_AT_ONCE)]
        return self.run(lay, [(self.folders.present, self.folders.next, part) for part in parts])

    def _note(self) -> str:
        """Write the manifest; its hash."""
        return write_manifest(self._memory, self.notes, {**self._kept, **self._new}).digest

    def _seal(self, noted: str) -> None:
        (self.folder / SEAL).write_text(noted)


def _group_of(job: str) -> str:
    return job.partition(":")[0]


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
