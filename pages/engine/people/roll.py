"""Calls the roll (see `insights.people.roll`) over what dossiers left, again where its state is kept, and keeps it."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from archive.keys import person_shard
from archive.store import ArchiveError
from insights.computed import Value, decode
from insights.people import Marks, Roll, call_again, call_roll
from insights.people.identity import Identities
from pages.engine.cache.sections import Section
from pages.engine.people import words_of
from pages.engine.people.store import Index, Store


class Source(Protocol):
    """What the dossier of a competition leaves for the people."""

    @property
    def part(self) -> Section:
        """All that it says of people."""

    @property
    def marks(self) -> Section:
        """Its marks for the roll."""


class Inputs(Value):
    """Hashes of all that people are made from."""

    general: str
    """Of code and settings, on which everything depends."""
    stated: str
    """Of the archive's profiles."""
    parts: dict[str, str]
    """By folder, of what the competition says of people."""


class Called(Value):
    """The roll, and what it was called from."""

    roll: Roll
    known: dict[str, list[str]]
    """Handles of everybody with a profile in the archive, by key."""
    who: Identities
    stated: Mapping[str, str]
    """Lines of the archive's profiles, of those who were called, by key."""


class _Own(Struct):
    """Of a profile in the archive, what the roll needs."""

    person: str
    handles: list[str]


def called_all(sources: Mapping[str, Source], root: Path, min_teams: int) -> Called:
    """Call everybody."""
    stated, known = {}, {}
    for key, handles, line in _stated(sorted((root / "people").glob("*.jsonl"))):
        stated[key], known[key] = line, handles
    who = Identities(known)
    marks = ((folder, _marks(source)) for folder, source in sources.items())
    return Called(call_roll(marks, who, stated, min_teams), known, who, stated)


def called_again(
    store: Store, old: Index, inputs: Inputs, sources: Mapping[str, Source], root: Path, min_teams: int, most: int
) -> Called | None:
    """Call those of whom another competition says something else; None where they are more than `most`, or everybody
    has to be called."""
    if (old.general, old.stated) != (inputs.general, inputs.stated):
        return None
    known = decode(store.text(old, "known"), dict[str, list[str]])
    spelled = decode(store.text(old, "spelled"), dict[str, str])
    addresses: dict[str, str] = {}
    for keys, found, _ in map(words_of, old.shards.values()):
        addresses.update(zip(keys, found, strict=True))
    handles = {key: own[0] for key, own in known.items() if own} | spelled
    before = Roll(addresses, handles, dict(_said(store.text(old, "said"))))
    folders = old.parts.keys() | inputs.parts.keys()
    changed = [folder for folder in folders if old.parts.get(folder) != inputs.parts.get(folder)]
    marks = {folder: _marks(sources[folder]) for folder in sorted(changed) if folder in sources}
    stated: dict[str, str] = {}

    def own_profiles(keys: Iterable[str]) -> Mapping[str, str]:
        stated.update(_stated_of(root, set(keys) & known.keys()))
        return stated

    who = Identities(known, decode(store.text(old, "owners"), dict[str, str]))
    roll = call_again(
        before,
        {folder: marks.get(folder) for folder in changed},
        sources,
        lambda folder: _marks(sources[folder]),
        who,
        own_profiles,
        most,
        min_teams,
    )
    return Called(roll, known, who, stated) if roll else None


def _marks(source: Source) -> Marks:
    return decode(source.marks.read_bytes(), Marks)


def _stated(paths: Iterable[Path]) -> Iterator[tuple[str, list[str], str]]:
    """Key, handles and line of every profile in these files. Raises ArchiveError where one cannot be read."""
    for path in paths:
        try:
            for line in path.read_text(encoding="utf-8").split("\n"):
                if line:
                    own = decode(line, _Own)
                    yield own.person, own.handles, line
        except ValueError as error:
            raise ArchiveError(f"people/{path.name} cannot be read: run `leaderlore check`") from error


def _stated_of(root: Path, keys: set[str]) -> dict[str, str]:
    """Lines of some people's profiles, which the archive has: in their shards, unless somebody moved them by hand."""
    shards = sorted({root / "people" / f"{person_shard(key)}.jsonl" for key in keys})
    lines = {key: line for key, _, line in _stated(path for path in shards if path.exists()) if key in keys}
    if lines.keys() != keys:
        lines = {key: line for key, _, line in _stated(sorted((root / "people").glob("*.jsonl"))) if key in keys}
    return lines


def keep_roll(store: Store, index: Index, called: Called) -> None:
    """Keep what the next roll needs."""
    roll, known = called.roll, called.known
    if "known" not in index.files or len(roll.digests) == len(roll.addresses):
        store.write_json(index, "known", known)
        store.write_json(index, "owners", called.who.owners)
    spelled = sorted((key, handle) for key, handle in roll.handles.items() if not known.get(key))
    store.write_json(index, "spelled", dict(spelled))
    store.write(index, "said", "\n".join(f"{folder}{said}" for folder, said in roll.said.items()))


def _said(text: str) -> Iterator[tuple[str, str]]:
    for line in text.split("\n") if text else ():
        folder, _, said = line.partition("\t")
        yield folder, f"\t{said}"
