"""The profiles of one shard, of which those are made that are wanted; the others stay. Runs in workers too."""

from collections.abc import Callable
from pathlib import Path

from archive.records import Person
from insights.computed import Value, encode
from insights.people import Profile, Roll
from pages.engine.cache.digests import hash_of
from pages.engine.cache.whole import write_whole
from pages.engine.people import PeopleFile, file_name, load_profile
from pages.engine.people.lines import Change


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

    profile: Callable[[str, Person | None, Roll], Profile]
    """Makes the profile behind a key from what competitions say and what the own profile states."""
    roll: Roll
    min_teams: int
    store: Path
    """Folder of the files."""


def make_shard(shard: Shard, sources: Sources, change: Change) -> str:
    """Write the file of a shard; the hash that names it. What becomes another in lists of people goes into `change`."""
    old = shard.old.read_bytes().split(b"\n") if shard.old else []
    known = dict(zip(shard.before, old, strict=False))
    min_teams = sources.min_teams
    for key, line in known.items():
        if key in shard.wanted or key not in shard.people:
            change.take_out(load_profile(line.partition(b"\t")[2]), min_teams)
    for key, stated in shard.wanted.items():
        person = Person.model_validate_json(stated) if stated else None
        profile = sources.profile(key, person, sources.roll)
        change.put_in(profile, min_teams)
        known[key] = profile.address.encode() + b"\t" + encode(profile)
    content = b"\n".join([*map(known.__getitem__, shard.people), b""])
    digest = hash_of(content)[:32]
    if content:
        write_whole(sources.store / file_name(digest), content)
    return digest
