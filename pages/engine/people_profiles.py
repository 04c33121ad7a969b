"""The profiles of one shard, of which those are made that are wanted; the others stay. Runs in workers too."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from archive.records import Person
from insights.computed import Computed, Value, decode, encode
from insights.people import Gathered, Part, Roll
from insights.people.identity import Identities
from pages.engine.people import PeopleFile, file_name, load_profile
from pages.engine.people_lines import Change
from pages.engine.sections import Section
from pages.engine.whole import write_whole


class Shard(Value):
    """What a shard is to be."""

    name: str
    old: PeopleFile | None
    """The file before."""
    before: tuple[str, ...]
    """Keys of the people in it, in its order."""
    people: dict[str, str]
    """Last part of the address of everybody who is to be in it, by key."""
    wanted: dict[str, str]
    """Of those whose profile is to be made: what the own profile states as a line of the archive, empty where there is
    none."""


class Sources(Value):
    """What profiles are made from."""

    gathered: Gathered
    roll: Roll
    min_teams: int
    store: Path
    """Folder of the files."""


def make_shard(shard: Shard, sources: Sources) -> tuple[str, Change]:
    """Write the file of a shard; the hash that names it, and what becomes another in lists of people."""
    old = shard.old.path.read_bytes().split(b"\n") if shard.old else []
    known = dict(zip(shard.before, old, strict=False))
    min_teams, change = sources.min_teams, Change()
    for key, line in known.items():
        if key in shard.wanted or key not in shard.people:
            change.take_out(load_profile(line.partition(b"\t")[2]), min_teams)
    for key, stated in shard.wanted.items():
        person = Person.model_validate_json(stated) if stated else None
        profile = sources.gathered.profile(key, person, sources.roll)
        change.put_in(profile, min_teams)
        known[key] = profile.address.encode() + b"\t" + encode(profile)
    content = b"\n".join([*map(known.__getitem__, shard.people), b""])
    digest = hashlib.sha256(content).hexdigest()[:32]
    if content:
        write_whole(sources.store / file_name(digest), content)
    return digest, change


class _Told(Computed):
    known: dict[str, list[str]]
    """Handles of everybody with a profile in the archive, by key."""
    addresses: dict[str, str]
    """As in the roll."""
    handles: dict[str, str]
    """As in the roll."""
    parts: list[Section]
    """What competitions say of people."""
    min_teams: int


def sources_file(known: dict[str, list[str]], roll: Roll, parts: Iterable[Section], min_teams: int) -> str:
    """The text of a file from which other processes take the same sources."""
    told = _Told(known=known, addresses=roll.addresses, handles=roll.handles, parts=list(parts), min_teams=min_teams)
    return encode(told).decode()


def make_shard_apart(shard: Shard, file: PeopleFile) -> tuple[str, Change]:
    """The same in any process."""
    return make_shard(shard, _read_sources(file))


@lru_cache(maxsize=1)
def _read_sources(file: PeopleFile) -> Sources:
    told = decode(file.path.read_bytes(), _Told)
    gathered = Gathered(Identities(told.known), told.min_teams, told.addresses)
    for part in told.parts:
        gathered.add(decode(part.read_bytes(), Part))
    return Sources(gathered, Roll(told.addresses, told.handles), told.min_teams, file.folder)
