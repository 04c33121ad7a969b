"""The roll: who is named where. Enough to say who is listed, under which address, and what each profile is made from.

Marks are what a competition leaves for it: names, ranks and hashes, small enough to be read for all competitions. A
profile is made again only where the hash of all that it is made from is another one. Where some competitions changed,
`call_again` reads the marks of those alone that name the people of whom they now say something else. Invariant: what it
finds is what `call_roll` would find in all marks, for these people and these competitions; of all others nothing
changed. Where that cannot be had from so little, it finds nothing, and the roll has to be called.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from functools import cache, partial
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

from msgspec import Struct, field

from archive.canonical import id_order
from archive.descriptor import Settings
from archive.merge_boards import NAMED_RANKS
from insights.computed import Value, decode, encode
from insights.people.addresses import addresses
from insights.people.identity import Identities
from insights.people.parts import credited
from insights.people.records import Part

MIN_TEAMS = Settings.people_min_teams
"""Whoever stands in the private top 50 of a competition of at least this many teams is listed."""
TOP50 = NAMED_RANKS
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


class Roll(Value):
    """Everybody: the first three fields are always complete, the others are about whom and what was called."""

    addresses: dict[str, str]
    """Last part of the address of everybody who is listed, in the order of keys."""
    handles: dict[str, str]
    """Present handle of everybody who is named on a board, by key."""
    said: dict[str, str] = field(default_factory=dict)
    """By folder: key and hash of all that it says, of everybody whom it names."""
    digests: dict[str, str] = field(default_factory=dict)
    """Hash of all that the profile of a listed person is made from."""
    folders: list[str] = field(default_factory=list)
    """Competitions that say something of those who were called, in their order."""
    titles: dict[str, tuple[str, int]] = field(default_factory=dict)
    """By folder: title of the competition and how many teams it has."""
    teams: dict[str, bytes] = field(default_factory=dict)
    """By folder: the key of each team and those of its members, as JSON: as lists they would fill the memory."""


def marks_of(part: Part) -> Marks:
    """Take from a part what the roll needs."""
    said: dict[str, list[str]] = defaultdict(list)
    of_all = repr((part.folder, part.title, part.year))
    of_places = repr((part.platform, part.modalities, part.teams, part.comparable, part.source, part.as_of))
    teams = {place.team: place for place in part.places}
    for place in part.places:
        words = [of_all, of_places, encode(place).decode()]
        for handle in place.members:
            said[handle] += words
    for work in part.works:
        text = encode(work).decode()
        for handle, role in credited(work.authors, teams.get(work.team or "")):
            said[handle] += [of_all, role, text]
    for handle, years in part.messages.items():
        said[handle].append(repr(sorted(years.items())))
    return Marks(
        part.title,
        part.platform,
        part.teams,
        [(place.team, place.private_rank or 0, list(place.members)) for place in part.places],
        {handle: _digest(words) for handle, words in said.items()},
    )


class _Heard(Struct):
    """What marks say, as little as can be: most of it comes to a person again and again."""

    sums: defaultdict[str, blake2b] = field(default_factory=lambda: defaultdict(partial(blake2b, digest_size=12)))
    """By key: hash of the folders and the hashes of what they say."""
    spelled: dict[str, str] = field(default_factory=dict)
    """By key: the first spelling on a board."""
    listed: set[str] = field(default_factory=set)
    """Keys."""
    mates: defaultdict[str, list[list[str]]] = field(default_factory=lambda: defaultdict(list))
    """By key: keys of the members of each team of several."""
    said: dict[str, str] = field(default_factory=dict)
    """As in the roll."""
    titles: dict[str, tuple[str, int]] = field(default_factory=dict)
    """As in the roll."""
    teams: dict[str, bytes] = field(default_factory=dict)
    """As in the roll."""


def call_roll(
    marks: Iterable[tuple[str, Marks]],
    who: Identities,
    stated: Mapping[str, str] | None = None,
    min_teams: int = MIN_TEAMS,
) -> Roll:
    """Go through the competitions, folder and marks, one at a time.

    `stated` is what each person's own profile says, by key, as any text.
    """
    heard = _hear(marks, who, min_teams)
    handles = {key: who.handles(key, spelled)[0] for key, spelled in heard.spelled.items()}
    found = addresses((key, handles[key]) for key in sorted(heard.listed, key=id_order))
    return Roll(
        addresses=found,
        handles=handles,
        said=heard.said,
        digests=_digests(found, heard, found, handles, stated or {}, min_teams),
        folders=list(heard.said),
        titles=heard.titles,
        teams=heard.teams,
    )


def call_again(
    before: Roll,
    changed: Mapping[str, Marks | None],
    order: Collection[str],
    marks: Callable[[str], Marks],
    who: Identities,
    stated: Callable[[Iterable[str]], Mapping[str, str]],
    most: int,
    min_teams: int = MIN_TEAMS,
) -> Roll | None:
    """Call those of whom some competitions now say something else.

    `changed` are the new marks of these competitions, None for one that is gone; `order` is that of all folders now.
    `marks` reads the marks of one folder, `stated` what some people's own profiles say. None where they are more than
    `most`, and where somebody is newly listed, no longer listed, or shown under another handle: that may move other
    addresses too.
    """
    now = {folder: _hear([(folder, new)], who, min_teams) for folder, new in changed.items() if new}
    said = {folder: now[folder].said[folder] if folder in now else before.said[folder] for folder in order}
    keys = {key for name in changed for key, _ in _pairs(before.said.get(name, "")) ^ _pairs(said.get(name, ""))}
    if len(keys) > most:
        return None
    speaking = [folder for folder in order if not keys.isdisjoint(said[folder].split("\t")[1:-1:2])]
    heard = _Heard()
    for folder in speaking:
        digests = dict(_pairs(said[folder]))
        for key in keys & digests.keys():
            heard.sums[key].update(_said(folder, digests[key]))
        new = changed.get(folder) or marks(folder)
        named = who.keys({handle for _, _, handles in new.places for handle in handles}, new.platform)
        _hear_teams(heard, new, named, min_teams, keys)
    handles = _handles_again(before, heard, keys, who)
    if handles is None:
        return None
    listed = sorted(keys & before.addresses.keys(), key=id_order)
    return Roll(
        addresses=before.addresses,
        handles=handles,
        said=said,
        digests=_digests(listed, heard, before.addresses, handles, stated(listed), min_teams),
        folders=speaking,
        titles={folder: one.titles[folder] for folder, one in now.items()},
        teams={folder: one.teams[folder] for folder, one in now.items()},
    )


def _handles_again(before: Roll, heard: _Heard, keys: Iterable[str], who: Identities) -> dict[str, str] | None:
    """Handles as in the roll, those of `keys` anew; None where that may move addresses (see `call_again`)."""
    handles = dict(before.handles)
    for key in keys:
        known, spelled = handles.pop(key, None), heard.spelled.get(key)
        if spelled:
            handles[key] = who.handles(key, spelled)[0]
        if (key in heard.listed) != (key in before.addresses) or known not in (None, handles.get(key, known)):
            return None
    return handles


def members_of(roll: Roll, who: Identities) -> Iterator[tuple[str, dict[str, list[tuple[str, str]]]]]:
    """By folder and key of a team: each handle of its listed members with the last part of the address."""

    @cache
    def shown(key: str) -> list[tuple[str, str]]:
        address = roll.addresses.get(key)
        return [(known, address) for known in who.handles(key, roll.handles[key])] if address else []

    for folder, teams in roll.teams.items():
        named = decode(teams, list[tuple[str, list[str]]])
        yield folder, {team: people for team, keys in named if (people := [*chain.from_iterable(map(shown, keys))])}


def _hear(marks: Iterable[tuple[str, Marks]], who: Identities, min_teams: int) -> _Heard:
    heard = _Heard()
    for folder, part in marks:
        heard.titles[folder] = (part.title, part.teams)
        keys = who.keys(part.said, part.platform)
        here: dict[str, str] = {}
        for handle, digest in part.said.items():
            key = keys[handle]
            here[key] = here.get(key, "") + digest
        for key, digest in here.items():
            heard.sums[key].update(_said(folder, digest))
        heard.said[folder] = "".join(f"\t{key}\t{digest}" for key, digest in here.items()) + "\t"
        heard.teams[folder] = encode(_hear_teams(heard, part, keys, min_teams))
    return heard


def _hear_teams(
    heard: _Heard, part: Marks, keys: Mapping[str, str], min_teams: int, only: Set[str] | None = None
) -> list[tuple[str, list[str]]]:
    """Hear of the teams of a competition, or of those with certain people alone; their keys and those of the members.

    What is the same for many is noted at once: in one go the processor need not wait for each of them.
    """
    teams: list[tuple[str, list[str]]] = []
    spelled: dict[str, str] = {}
    listed: list[str] = []
    for team, rank, handles in part.places:
        named = {keys[handle]: handle for handle in handles}
        if only is not None and only.isdisjoint(named):
            continue
        members = list(named)
        teams.append((team, members))
        for key, handle in named.items():
            spelled.setdefault(key, handle)
        if 0 < rank <= TOP50:
            listed += members
        if len(members) > 1:
            for key in members:
                heard.mates[key].append(members)
    for key in sorted(set(spelled).difference(heard.spelled)):
        heard.spelled[key] = spelled[key]
    if part.teams >= min_teams:
        heard.listed.update(listed)
    return teams


def _pairs(said: str) -> set[tuple[str, str]]:
    """Keys and hashes."""
    words = said.split("\t")[1:-1]
    return set(zip(words[::2], words[1::2], strict=True))


def _digests(
    keys: Iterable[str],
    heard: _Heard,
    found: Mapping[str, str],
    handles: Mapping[str, str],
    stated: Mapping[str, str],
    min_teams: int,
) -> dict[str, str]:
    """A profile is made from the own one, what competitions say, and how the person and all teammates are shown."""
    everywhere = str(min_teams)

    @cache
    def shown(mate: str) -> str:
        return f"{mate} {handles[mate]} {found.get(mate)}"

    def digest(key: str) -> str:
        words = [everywhere, stated.get(key, ""), handles[key], found[key]]
        mates = sorted(set().union(*heard.mates.get(key, ())))
        whole = heard.sums[key].copy()
        whole.update(_bytes(words + list(map(shown, mates))))
        return whole.hexdigest()

    return {key: digest(key) for key in keys}


def _said(folder: str, digest: str) -> bytes:
    return f"{folder}\0{digest}\0".encode()


def _bytes(words: Iterable[str]) -> bytes:
    return "\0".join(words).encode("utf-8", "surrogatepass")


def _digest(words: list[str]) -> str:
    return blake2b(_bytes(words), digest_size=8).hexdigest()
