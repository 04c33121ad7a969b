"""What every harvester shares: its facts, its registration, the context of a run.

A harvester module holds a docstring on what its upstream promises and its traps, one function `harvest(context)` that
yields findings, decorated with `@harvester(Source(...))`, and pure `parse_*` functions. A new module in this package is
found by itself.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import harvesters
from archive.findings import Finding
from archive.records import Competition, Source
from archive.redactions import Redactions
from archive.store import Archive, ArchiveError
from archive.text import latest_snapshot


class HarvestError(Exception):
    """A source that cannot be harvested at all; the message says what to do next."""


class CredentialsError(HarvestError):
    """Missing or wrong credentials; the message says in one line how to get them."""


class MissingCredentialsError(CredentialsError):
    """No credentials at all; `leaderlore run` goes on with the archive that is there."""


@dataclass
class Context:
    """What a run hands to a harvester."""

    archive: Archive
    """What is known already."""
    cache: Path
    """Folder for raw answers and texts, outside git."""
    started: str
    """UTC time at which the run started: the only clock."""
    path: Path | None = None
    """`--from`: a file or folder to read."""
    as_of: str | None = None
    """`--as-of`: the date of the snapshot that is read; `started` where it is not given."""
    only: frozenset[str] = frozenset()
    """`--only`: slugs to harvest; empty means all."""
    category: str | None = None
    """`--category`: one class of competition."""
    since: str | None = None
    """`--since`: only competitions that ended or run after this time."""
    refresh: bool = False
    """`--refresh`: ask again for what is settled."""
    max_requests: int | None = None
    """`--max-requests`: budget of requests for this source in this run."""
    dry_run: bool = False
    """`--dry-run`: say what would be asked, ask nothing."""
    probe: bool = False
    """`--probe`: make the few requests that answer open questions about the service."""
    say: Callable[[str], None] = print
    """Prints a line for the person who runs it."""
    redactions: Redactions = field(default_factory=Redactions)
    """Who is not to be named: for raw answers that a harvester keeps; records are redacted by the merge."""
    warnings: list[str] = field(default_factory=list)
    """Oddities of the source; they go into the report."""
    failures: list[str] = field(default_factory=list)
    """Units that failed; the rest goes on, and the exit code says so at the end."""
    unstored: set[str] = field(default_factory=set)
    """Slugs of findings that could not be stored: a harvester must not take them for done."""
    counts: dict[str, int] = field(default_factory=dict)
    """What the source gave beyond records, e.g. rows that were counted but not imported."""

    def warn(self, text: str) -> None:
        """Note an oddity."""
        self.warnings.append(text)

    def fail(self, text: str) -> None:
        """Note a unit that failed."""
        self.failures.append(text)

    def count(self, what: str, number: int = 1) -> None:
        """Count something for the report."""
        self.counts[what] = self.counts.get(what, 0) + number

    def snapshot_time(self) -> str:
        """The time that findings carry as `as_of`."""
        return self.as_of or self.started

    def is_to_come(self, moment: str) -> bool:
        """Whether no snapshot can be of this time yet."""
        return moment > latest_snapshot(self.started)

    def wants(self, slug: str) -> bool:
        """Whether `--only` lets this competition through."""
        return not self.only or slug in self.only

    def wants_known(self, slug: str, category: str | None = None) -> bool:
        """Whether `--only`, `--category` and `--since` let this competition through, by what the archive knows of it.

        `category` is what the source itself says. An unknown class is not the one asked for, an unknown end is later.
        """
        if not self.wants(slug):
            return False
        if self.category is None and self.since is None:
            return True
        try:
            known = self.archive.competition(self.archive.folder_of(slug))
        except ArchiveError as error:
            self.fail(f"{slug}: {error}")
            return False
        category = category or (known.category if known else None)
        deadline = known.deadline if known else None
        return self.category in (None, category) and not (self.since and deadline and deadline < self.since)

    def known(self) -> Iterator[tuple[str, Competition]]:
        """Folders and competitions of the archive; one whose file cannot be read is a failure, and the others come."""
        for folder in self.archive.folders():
            try:
                competition = self.archive.competition(folder)
            except ArchiveError as error:
                self.fail(str(error))
                continue
            if competition is not None:
                yield folder, competition

    def folder(self, what: str) -> Path:
        """The `--from` path. Raises HarvestError where it is missing."""
        if self.path is None:
            raise HarvestError(f"this source reads {what}: say where it is with --from PATH")
        if not self.path.exists():
            raise HarvestError(f"{self.path} does not exist: --from must name {what}")
        return self.path


Given = Finding | list[Finding]
"""A finding, or several that may be written side by side. When the harvester is asked for more, all are stored."""
Harvest = Callable[[Context], Iterator[Given]]


def together(given: Given) -> list[Finding]:
    """What was given as a list."""
    return given if isinstance(given, list) else [given]


@dataclass(frozen=True)
class Harvester:
    """A registered source."""

    source: Source
    harvest: Harvest
    minimum: int
    """Fewest competitions that a whole healthy run gives; fewer fails the run."""
    maximum: int
    """Most competitions that a whole healthy run gives; more is a warning."""
    needs_path: bool
    """Whether it reads `--from`."""
    whole: bool
    """Whether every run reads all there is, so that its counts describe the upstream; else they describe the run."""
    probes: bool = False
    """Whether it knows `--probe`; others would harvest instead."""


_REGISTRY: dict[str, Harvester] = {}


def harvester(
    source: Source,
    minimum: int = 1,
    maximum: int = 10**9,
    needs_path: bool = True,
    whole: bool = True,
    probes: bool = False,
) -> Callable[[Harvest], Harvest]:
    """Register a harvest function with the facts of its source and the bounds of a healthy run."""

    def register(harvest: Harvest) -> Harvest:
        _REGISTRY[source.name] = Harvester(source, harvest, minimum, maximum, needs_path, whole, probes)
        return harvest

    return register


def all_harvesters() -> dict[str, Harvester]:
    """All harvesters of this package by name; importing a module registers it."""
    for module in pkgutil.iter_modules(harvesters.__path__):
        importlib.import_module(f"{harvesters.__name__}.{module.name}")
    return dict(sorted(_REGISTRY.items()))
