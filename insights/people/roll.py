"""The roll: who is named where. Enough to say who is listed, under which address, and what each profile is made from.

Marks are what a competition leaves for it: names, ranks and hashes, small enough to be read for all competitions when
one of them changes. A profile is made again only where the hash of all that it is made from is another one.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from archive.canonical import id_order
from insights.people.addresses import addresses
from insights.people.identity import Identities
from insights.people.parts import credited
from insights.people.records import Part

MIN_TEAMS = 100
"""Whoever stands in the private top 50 of a competition of at least this many teams is listed."""
TOP = 50
"""Last private rank for which a person is listed."""


class Marks(NamedTuple):
    """One competition on the roll."""

    title: str
    """Title of the competition."""
    platform: str
    """Platform id."""
    teams: int
    """Teams of the competition."""
    places: list[tuple[str, int, list[str]]]
    """Key, private rank (0: unknown) and handles of each team whose members are named."""
    said: dict[str, str]
    """By handle: hash of all that the competition says of that person."""


@dataclass(frozen=True)
class Roll:
    """Everybody."""

    addresses: dict[str, str]
    """Last part of the address of everybody who is listed, in the order of keys."""
    handles: dict[str, str]
    """Present handle of everybody who is named, by key."""
    folders: dict[str, list[str]]
    """Competitions that say something of a person, by key."""
    digests: dict[str, str]
    """Hash of all that a listed person's profile is made from."""
    members: dict[str, dict[str, list[tuple[str, str]]]]
    """By folder and key of a team: each handle of its listed members with the last part of the address."""


def marks_of(part: Part) -> Marks:
    """Take from a part what the roll needs."""
    said: dict[str, list[str]] = defaultdict(list)
    of_all = repr((part.folder, part.title, part.year))
    of_places = repr((part.platform, part.modalities, part.teams, part.comparable, part.source, part.as_of))
    teams = {place.team: place for place in part.places}
    for place in part.places:
        for handle in place.members:
            said[handle] += [of_all, of_places, place.model_dump_json()]
    for work in part.works:
        for handle, role in credited(work, teams.get(work.team or "")):
            said[handle] += [of_all, role, work.model_dump_json()]
    for handle, years in part.messages.items():
        said[handle].append(repr(sorted(years.items())))
    return Marks(
        part.title,
        part.platform,
        part.teams,
        [(place.team, place.private_rank or 0, list(place.members)) for place in part.places],
        {handle: _digest(words) for handle, words in said.items()},
    )


def call_roll(
    marks: Mapping[str, Marks], who: Identities, stated: Mapping[str, str] | None = None, min_teams: int = MIN_TEAMS
) -> Roll:
    """Go through the competitions, by folder; `stated` is what each person's own profile says, by key, as any text."""
    spelled: dict[str, str] = {}
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    mates: dict[str, set[str]] = defaultdict(set)
    listed: set[str] = set()
    teams: dict[str, list[tuple[str, list[str]]]] = {}
    for folder, part in marks.items():
        keys = {handle: who.key(handle, part.platform) for handle in part.said}
        for handle, digest in part.said.items():
            said[keys[handle]][folder].append(digest)
        teams[folder] = []
        for team, rank, handles in part.places:
            members = {keys[handle]: handle for handle in handles}
            teams[folder].append((team, list(members)))
            for key, handle in members.items():
                spelled.setdefault(key, handle)
                mates[key].update(members)
            if part.teams >= min_teams and 0 < rank <= TOP:
                listed.update(members)
    known_as = {key: who.handles(key, [spelled[key]] if key in spelled else []) or (key,) for key in said}
    present = {key: handles[0] for key, handles in known_as.items()}
    found = addresses((key, present[key]) for key in sorted(listed, key=id_order))
    shown = {key: f"{key} {present[key]} {found.get(key)}" for key in spelled}
    return Roll(
        addresses=found,
        handles=present,
        folders={key: list(said[key]) for key in found},
        digests={
            key: _digest(
                [str(min_teams), (stated or {}).get(key, ""), shown[key], repr(dict(said[key]))]
                + [shown[mate] for mate in sorted(mates[key])]
            )
            for key in found
        },
        members={
            folder: {
                team: [(handle, found[key]) for key in keys if key in found for handle in known_as[key]]
                for team, keys in of_it
                if not found.keys().isdisjoint(keys)
            }
            for folder, of_it in teams.items()
        },
    )


def _digest(words: list[str]) -> str:
    return blake2b("\0".join(words).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
