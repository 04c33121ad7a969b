"""The plan of a build: every page and file with the hash of what it is made from, and who has to be made again.

A kind of page looks at some parts of the world only. Which ones, it shows by reading them while it lists its units:
they are noted, and as long as the hashes of these parts stay the same, so do its units, and nobody asks for them again.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, cast

from pages.engine.kinds import AnyKind, Batches, Kind, Marks, SearchRecord, Unit, digest, kinds_by_name
from pages.engine.stage import Stage
from pages.engine.theme import Theme
from pages.engine.world import World


@dataclass(frozen=True)
class Job:
    """One unit of one kind."""

    kind: AnyKind
    unit: Unit
    shared: str
    """Hash of what all units of the kind are made from, beside their own inputs."""
    own: str
    """Hash of that and of what the unit itself is made from."""

    @property
    def name(self) -> str:
        """Name of the job among those of all kinds."""
        return f"{self.kind.name}:{self.unit.address}"

    @property
    def made_from(self) -> str:
        """Hash of all inputs."""
        return digest(self.own, self.unit.parts) if self.unit.parts else self.own

    @property
    def parts(self) -> dict[str, str]:
        """Address, or name of the group, of all that it makes, with the hash of what each is made from."""
        pages = {address: f"{self.shared[:24]}-{made_from}" for address, made_from in self.unit.parts}
        return pages | {self.unit.address: self.own}


class _Reader:
    """A world that remembers which of its parts were read."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.read: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.read.add(name)
        return getattr(self._world, name)


class Plan:
    """What a build of this world has to look at."""

    def __init__(self, world: World, theme: Theme, code: str, marks: Marks, stage: Stage) -> None:
        self._world = world
        self._shared = {
            kind.name: digest(code, marks, theme.shells[kind.shell].parts if isinstance(kind, Kind | Batches) else "")
            for kind in kinds_by_name().values()
        }
        self._stage = stage
        self.jobs: list[Job] = []
        """Jobs of the kinds whose parts of the world changed."""
        for kind in kinds_by_name().values():
            if not self._keep(kind):
                self.jobs += self._plan(kind)

    def _keep(self, kind: AnyKind) -> bool:
        note = self._stage.notes_before.get(kind.name)
        if note is None or note["hash"] != self._hash(kind, note["read"]) or not self._stage.keep_group(kind.name):
            return False
        self._stage.notes[kind.name] = note
        return True

    def _plan(self, kind: AnyKind) -> list[Job]:
        reader, shared = _Reader(self._world), self._shared[kind.name]
        jobs = [Job(kind, unit, shared, digest(shared, unit)) for unit in kind.units(cast(World, reader))]
        read = sorted(reader.read)
        self._stage.notes[kind.name] = {
            "read": read,
            "hash": self._hash(kind, read),
            "found_by": digest(*_records(kind, (job.unit for job in jobs))),
        }
        return jobs

    def _hash(self, kind: AnyKind, read: Iterable[str]) -> str:
        return digest(self._shared[kind.name], *(f"{name} {self._world.hashes[name]}" for name in read))

    @property
    def found_by(self) -> str:
        """Hash of all search records."""
        return digest(*(f"{name} {note['found_by']}" for name, note in sorted(self._stage.notes.items())))

    def records(self) -> Iterator[tuple[str, SearchRecord]]:
        """Address and search record of every page that readers search for."""
        planned = {kind.name: [job.unit for job in jobs] for kind, jobs in groupby(self.jobs, lambda job: job.kind)}
        for kind in kinds_by_name().values():
            yield from _records(kind, planned[kind.name] if kind.name in planned else kind.units(self._world))


def _records(kind: AnyKind, units: Iterable[Unit]) -> Iterator[tuple[str, SearchRecord]]:
    indexed: Callable[..., SearchRecord] | None = kind.indexed if isinstance(kind, Kind) else None
    return ((unit.address, indexed(*unit.arguments)) for unit in units) if indexed else iter(())
