"""The plan of a build: every page and file with the hash of what it is made from, and who has to be made again.

A kind of page looks at some parts of the world only. Which ones, it shows by reading them while it lists its units:
they are noted, and as long as the hashes of these parts stay the same, so do its units, and nobody asks for them again.
Kinds that read a part which takes long to make come last, so that workers make the pages of the others meanwhile.
"""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from insights.computed import Value
from pages.engine import BuildError
from pages.engine.cache.digests import digest
from pages.engine.kinds import AnyKind, Batches, Files, Kind, PageSettings, SearchRecord, Unit, kinds_by_name
from pages.engine.rendering.shell import Shell
from pages.engine.rendering.theme import Theme
from pages.engine.staging.stage import Stage
from pages.engine.world import World


class Job(Value):
    """One unit of one kind."""

    kind: AnyKind
    unit: Unit
    shared: str
    """Hash of what all units of the kind are made from, beside their own inputs."""
    made_from: str
    """Hash of that and of what the unit itself is made from; the hash of a batch tells of all its pages."""

    @property
    def name(self) -> str:
        """Name of the job among those of all kinds."""
        return f"{self.kind.name}:{self.unit.address}"

    @property
    def parts(self) -> dict[str, str]:
        """Address, or name of the group, of all that it makes, with the hash of what each is made from."""
        pages = {address: f"{self.shared[:24]}-{made_from}" for address, made_from in self.unit.parts()}
        return pages | {self.unit.address: self.made_from}


SLOW = frozenset({"people"})
"""Parts of the world that take long to make."""


class _PutOffError(Exception):
    """A kind reads a slow part."""


def _shell(kind: Kind | Batches, theme: Theme) -> Shell:
    """The shell of a kind of page. Raises BuildError where nobody wrote it."""
    if kind.shell not in theme.shells:
        name = kind.shell.strip("/") or "index"
        raise BuildError(
            f"pages called {kind.name!r} have no shell: add site_src/{name}.md with a title and <div data-fill></div>, "
            "and name it under nav in mkdocs.yml"
        )
    return theme.shells[kind.shell]


class _Reader:
    """A world that remembers which of its parts were read. Whoever asks for one of `slow` is put off."""

    def __init__(self, world: World, slow: frozenset[str]) -> None:
        self._world, self._slow = world, slow
        self.read: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        if name in self._slow:
            raise _PutOffError
        self.read.add(name)
        return getattr(self._world, name)


class Plan:
    """What a build of this world has to look at: by kind, the jobs of those whose parts of the world changed."""

    def __init__(self, world: World, theme: Theme, code: str, settings: PageSettings, stage: Stage) -> None:
        self._world = world
        self._shared = {
            kind.name: digest(code, settings, _shell(kind, theme).parts if isinstance(kind, Kind | Batches) else "")
            for kind in kinds_by_name().values()
        }
        self._stage = stage
        self._units: dict[str, list[Unit]] = {}

    def __iter__(self) -> Iterator[list[Job]]:
        """Look at one kind after the other, first at those that take longest to make."""
        put_off = []
        for kind in sorted(kinds_by_name().values(), key=lambda kind: not (isinstance(kind, Files) and kind.long)):
            if not self._keep(kind):
                try:
                    yield self._plan(kind, SLOW)
                except _PutOffError:
                    put_off.append(kind)
        self._world.let_go()  # before people, who take the most memory
        for kind in put_off:
            yield self._plan(kind, frozenset())

    def _keep(self, kind: AnyKind) -> bool:
        note = self._stage.notes_before.get(kind.name)
        if note is None or note["hash"] != self._hash(kind, note["read"]) or not self._stage.keep_group(kind.name):
            return False
        self._stage.notes[kind.name] = note
        return True

    def _plan(self, kind: AnyKind, slow: frozenset[str]) -> list[Job]:
        reader, shared = _Reader(self._world, slow), self._shared[kind.name]
        units = self._units[kind.name] = list(kind.units(cast(World, reader)))
        read = sorted(reader.read)
        self._stage.notes[kind.name] = {
            "read": read,
            "hash": self._hash(kind, read),
            "found_by": digest(*_records(kind, units)),
        }
        return [Job(kind, unit, shared, digest(shared, unit)) for unit in units]

    def _hash(self, kind: AnyKind, read: Iterable[str]) -> str:
        return digest(self._shared[kind.name], *(f"{name} {self._world.hashes.get(name)}" for name in read))

    @property
    def found_by(self) -> str:
        """Hash of all search records, when all kinds were looked at."""
        return digest(*(f"{name} {note['found_by']}" for name, note in sorted(self._stage.notes.items())))

    def records(self) -> Iterator[tuple[str, SearchRecord]]:
        """Address and search record of every page, or part of one, that readers search for."""
        for kind in kinds_by_name().values():
            yield from _records(kind, self._units.get(kind.name) or kind.units(self._world))


def _records(kind: AnyKind, units: Iterable[Unit]) -> Iterator[tuple[str, SearchRecord]]:
    if isinstance(kind, Kind) and kind.indexed:
        for unit in units:
            yield from ((unit.address, record) for record in kind.indexed(*unit.arguments))
