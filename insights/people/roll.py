"""The roll: who is named where. Enough to say who is listed, under which address, and what each profile is made from.

Marks are what a competition leaves for it: names, ranks and hashes, small enough to be read for all competitions. A
profile is made again only where the hash of all that it is made from is another one. Where some competitions changed,
`call_again` reads the marks of those alone that name the people of whom they now say something else. Invariant: what it
finds is what `call_roll` would find in all marks, for these people and these competitions; of all others nothing
changed. Where that cannot be had from so little, it finds nothing, and the roll has to be called.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Set
from hashlib import blake2b
from typing import NamedTuple

from msgspec import Struct, field

from archive.canonical import id_order
from insights.computed import Value, encode
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
    folders: dict[str, list[str]] = field(default_factory=dict)
    """Competitions that say something of a listed person, by key."""
    titles: dict[str, tuple[str, int]] = field(default_factory=dict)
    """By folder: title of the competition and how many teams it has."""
    members: dict[str, dict[str, list[tuple[str, str]]]] = field(default_factory=dict)
    """By folder and key of a team: each handle of its listed members with the last part of the address."""


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
        for handle, role in credited(work, teams.get(work.team or "")):
            said[handle] += [of_all, role, text]
    for handle, years in part.messages.items():
        said[handle].append(repr(sorted(years.items())))
    return Marks(
        part.title,
        part.platform,
        part.teams,
        [(place.team, place.private_rank or 0, list(place.members)) for place in part.places],
        {handle: _digest(words, 8) for handle, words in said.items()},
    )


class _Named(Struct):
    """What marks say of one person. All in one place, since they come to each person over and over again."""

    words: list[str] = field(default_factory=list)
    """Folder and hash of what it says, one after the other."""
    spelled: str = ""
    """The first spelling on a board; empty for who is on none."""
    mates: set[str] = field(default_factory=set)
    """Keys of all who were in a team of several with this person, who is one of them."""
    listed: bool = False


class _Heard(Struct):
    """What marks say."""

    people: dict[str, _Named] = field(default_factory=lambda: defaultdict(_Named))
    """By key."""
    said: dict[str, str] = field(default_factory=dict)
    """As in the roll."""
    titles: dict[str, tuple[str, int]] = field(default_factory=dict)
    """As in the roll."""
    teams: dict[str, list[tuple[str, list[str]]]] = field(default_factory=dict)
    """By folder: each team with the keys of its members."""


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
    handles = {key: who.handles(key, one.spelled)[0] for key, one in heard.people.items() if one.spelled}
    listed = sorted([key for key, one in heard.people.items() if one.listed], key=id_order)
    found = addresses((key, handles[key]) for key in listed)
    return Roll(
        addresses=found,
        handles=handles,
        said=heard.said,
        digests=_digests(found, heard, found, handles, stated or {}, min_teams),
        folders={key: heard.people[key].words[::2] for key in found},
        titles=heard.titles,
        members=_members(heard.teams, found, handles, who),
    )


def call_again(
    before: Roll,
    changed: Mapping[str, Marks | None],
    order: Collection[str],
    marks: Callable[[str], Marks],
    who: Identities,
    stated: Callable[[Iterable[str]], Mapping[str, str]],
    min_teams: int = MIN_TEAMS,
) -> Roll | None:
    """Call those of whom some competitions now say something else.

    `changed` are the new marks of these competitions, None for one that is gone; `order` is that of all folders now.
    `marks` reads the marks of one folder, `stated` what some people's own profiles say. None where somebody is newly
    listed, no longer listed, or shown under another handle: that may move other addresses too.
    """
    now = {folder: _hear([(folder, new)], who, min_teams) for folder, new in changed.items() if new}
    said = {folder: now[folder].said[folder] if folder in now else before.said[folder] for folder in order}
    keys = {key for name in changed for key, _ in _pairs(before.said.get(name, "")) ^ _pairs(said.get(name, ""))}
    speaking = [folder for folder in order if any(f"\t{key}\t" in said[folder] for key in keys)]
    heard = _Heard()
    for folder in speaking:
        digests = dict(_pairs(said[folder]))
        for key in keys & digests.keys():
            heard.people[key].words += (folder, digests[key])
        _hear_places(heard, changed.get(folder) or marks(folder), who, min_teams, keys)
    handles = dict(before.handles)
    for key in keys:
        one, known = heard.people[key], handles.pop(key, None)
        if one.spelled:
            handles[key] = who.handles(key, one.spelled)[0]
        if one.listed != (key in before.addresses) or known not in (None, handles.get(key, known)):
            return None
    listed = sorted(keys & before.addresses.keys(), key=id_order)
    return Roll(
        addresses=before.addresses,
        handles=handles,
        said=said,
        digests=_digests(listed, heard, before.addresses, handles, stated(listed), min_teams),
        folders={key: heard.people[key].words[::2] for key in listed},
        titles={folder: one.titles[folder] for folder, one in now.items()},
        members=_members({folder: one.teams[folder] for folder, one in now.items()}, before.addresses, handles, who),
    )


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
            heard.people[key].words += (folder, digest)
        heard.said[folder] = "".join(f"\t{key}\t{digest}" for key, digest in here.items()) + "\t"
        teams = heard.teams[folder] = []
        for team, rank, handles in part.places:
            members = {keys[handle]: handle for handle in handles}
            teams.append((team, list(members)))
            _hear_team(heard, members, part.teams >= min_teams and 0 < rank <= TOP)
    return heard


def _hear_places(heard: _Heard, part: Marks, who: Identities, min_teams: int, keys: Set[str]) -> None:
    """Hear of the teams with these people alone."""
    own = who.keys({handle for _, _, handles in part.places for handle in handles}, part.platform)
    for _, rank, handles in part.places:
        members = {own[handle]: handle for handle in handles}
        if not keys.isdisjoint(members):
            _hear_team(heard, members, part.teams >= min_teams and 0 < rank <= TOP)


def _hear_team(heard: _Heard, members: Mapping[str, str], listed: bool) -> None:
    for key, handle in members.items():
        one = heard.people[key]
        one.spelled = one.spelled or handle
        one.listed = one.listed or listed
        if len(members) > 1:
            one.mates.update(members)


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
    return {
        key: _digest(
            [everywhere, stated.get(key, ""), handles[key], found[key], *heard.people[key].words, ""]
            + [f"{mate} {handles[mate]} {found.get(mate)}" for mate in sorted(heard.people[key].mates)]
        )
        for key in keys
    }


def _members(
    folders: Mapping[str, list[tuple[str, list[str]]]],
    found: Mapping[str, str],
    handles: Mapping[str, str],
    who: Identities,
) -> dict[str, dict[str, list[tuple[str, str]]]]:
    named = {key for teams in folders.values() for _, keys in teams for key in keys if key in found}
    shown = {key: [(known, found[key]) for known in who.handles(key, handles[key])] for key in named}
    return {
        folder: {
            team: people for team, keys in teams if (people := [pair for key in keys for pair in shown.get(key, ())])
        }
        for folder, teams in folders.items()
    }


def _digest(words: list[str], size: int = 12) -> str:
    return blake2b("\0".join(words).encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()
