"""Many profiles: what competitions say is sorted by person first, so that each profile is made from what lies together.

Gathered in memory, what is said of everybody would grow with the archive, once in each worker, and a person's results
would be fetched from all over it. So workers read each competition once and write down what it says line by line, in a
section for every batch of people; then they make the profiles batch by batch. Batches follow from the people alone, not
from the number of workers.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from msgspec import Raw, Struct

from archive.records import Person
from insights.computed import Computed, Value, decode, encode
from insights.people import Part, Profile, Roll, Work
from insights.people.identity import Identities
from insights.people.parts import credited
from insights.people.profile import Known, profile_of
from insights.people.profiles import authored_of, result_of, shared
from insights.people.records import NamedTeam, Role
from pages.engine.cache.sections import Section, joined
from pages.engine.cache.whole import write_whole
from pages.engine.people import PeopleFile
from pages.engine.people.lines import Change, KeptChange
from pages.engine.people.profiles import Shard, Sources, make_shard
from pages.engine.people.roll import Called
from pages.engine.people.store import Index, Store
from pages.engine.processes.workers import Run

PEOPLE = 2000
"""Profiles of a batch, about."""
FEWEST = 4
"""Batches where there are fewer people, so that several workers have something to do."""
COMPETITIONS = 100
"""Competitions that are sorted into one file."""
PLACES, WORKS, MESSAGES = range(3)
"""Sections of a batch."""


class Brief(Computed):
    """What workers need to know."""

    known: dict[str, list[str]]
    """Handles of everybody with a profile in the archive, by key."""
    addresses: dict[str, str]
    """As in the roll."""
    handles: dict[str, str]
    """As in the roll."""
    parts: list[Section]
    """What competitions say of people."""
    batches: list[list[str]]
    """Keys of those whose profiles are to be made."""
    min_teams: int


class _Desk(Value):
    """The same as workers use it."""

    brief: Brief
    who: Identities
    spots: dict[str, tuple[int, int]]
    """Batch and number in it of everybody who is in one, by key."""


def make_batches(
    store: Store, shards: Sequence[Shard], called: Called, parts: Iterable[Section], min_teams: int, run: Run
) -> Iterator[tuple[list[str], KeptChange]]:
    """Write the files of shards, batch by batch; workers begin at once to sort what competitions say."""
    batches, roll = batches_of(shards), called.roll
    brief = Brief(
        known=called.known,
        addresses=roll.addresses,
        handles=roll.handles,
        parts=list(parts),
        batches=[[key for shard in batch for key in shard.wanted] for batch in batches],
        min_teams=min_teams,
    )
    file = store.write(Index(), "brief", encode(brief).decode())
    firsts = range(0, len(brief.parts), COMPETITIONS)
    chunks = [store.aside(f"{file.digest}-{first}") for first in firsts]
    sorting = run(sort_chunk, [(file, first, chunk) for first, chunk in zip(firsts, chunks, strict=True)])

    def made() -> Iterator[tuple[list[str], KeptChange]]:
        for _ in sorting:
            pass  # a batch needs all of them
        lines = [store.aside(f"{file.digest}-lines-{number}") for number in range(len(batches))]
        todo = enumerate(zip(batches, lines, strict=True))
        yield from run(make_batch, [(file, number, batch, chunks, target) for number, (batch, target) in todo])

    return made()


def batches_of(shards: Sequence[Shard]) -> list[Sequence[Shard]]:
    """Consecutive shards put together; people are spread evenly over shards."""
    people = sum(len(shard.wanted) for shard in shards)
    size = -(-len(shards) // max(FEWEST, people // PEOPLE))
    return [shards[first : first + size] for first in range(0, len(shards), size)]


@lru_cache(maxsize=1)
def _desk(file: PeopleFile) -> _Desk:
    brief = decode(file.read_bytes(), Brief)
    spots = {key: (batch, number) for batch, keys in enumerate(brief.batches) for number, key in enumerate(keys)}
    return _Desk(brief, Identities(brief.known), spots)


def sort_chunk(file: PeopleFile, first: int, target: Path) -> None:
    """Sort what some competitions say into a file: facts of each, then the sections of each batch."""
    desk = _desk(file)
    lines: list[list[bytes]] = [[] for _ in desk.brief.batches for _ in range(3)]
    sections = desk.brief.parts[first : first + COMPETITIONS]
    facts = [_sort(section.read_bytes(), number, desk, lines) for number, section in enumerate(sections, first)]
    write_whole(target, joined([encode(facts), *map(b"\n".join, lines)]))


class _Team(Struct):
    team: str
    members: tuple[str, ...]
    team_size: int | None


class _Signed(Struct):
    team: str | None
    authors: tuple[str, ...]


def _sort(part: bytes, number: int, desk: _Desk, lines: Sequence[list[bytes]]) -> dict[str, Any]:
    """Add what a competition says to the sections: a line begins with the person's number in the batch. What it says
    of nobody in particular.

    Places, works and messages are copied as they stand: to read them in full is for those who make profiles.
    """
    whole = decode(part, dict[str, Raw])
    teams, works = decode(whole["places"], list[_Team]), decode(whole["works"], list[_Signed])
    messages = decode(whole["messages"], dict[str, Raw])
    named = chain(*(team.members for team in teams), *(work.authors for work in works), messages)
    keys = desk.who.keys(set(named), decode(whole["platform"], str))
    spots = {handle: desk.spots[key] for handle, key in keys.items() if key in desk.spots}
    for team, place in zip(teams, decode(whole["places"], list[Raw]), strict=True):
        members = encode({keys[handle] for handle in team.members})
        for batch, person in {spots[handle] for handle in team.members if handle in spots}:
            lines[3 * batch + PLACES].append(b"%d\t[%d,%b,%b]" % (person, number, place, members))
    by_key = {team.team: team for team in teams}
    for work, text in zip(works, decode(whole["works"], list[Raw]), strict=True):
        of = by_key.get(work.team or "")
        place_of = NamedTeam(team=of.team, members=of.members, team_size=of.team_size) if of else None
        for handle, role in credited(work.authors, place_of):
            if handle in spots:
                batch, person = spots[handle]
                lines[3 * batch + WORKS].append(b'%d\t[%d,%b,"%b"]' % (person, number, text, role.encode()))
    for handle in messages.keys() & spots.keys():
        batch, person = spots[handle]
        lines[3 * batch + MESSAGES].append(b"%d\t%b" % (person, messages[handle]))
    return whole | {"places": (), "works": (), "messages": {}}


class _Batch:
    """What all competitions say of the people of a batch."""

    def __init__(self, file: PeopleFile, batch: int, chunks: Sequence[Path]) -> None:
        self._desk, self._parts = _desk(file), _facts(tuple(chunks))
        self._lines = [self._read(3 * batch + kind, len(self._desk.brief.batches[batch]), chunks) for kind in range(3)]

    def profile(self, key: str, person: Person | None, roll: Roll) -> Profile:
        """Make the profile of one of them."""
        _, number = self._desk.spots[key]
        places, works, messages = (_listed(lines[number]) for lines in self._lines)
        known = Known()
        for at, place, members in decode(places, list[tuple[int, NamedTeam, list[str]]]):
            known.add_place(result_of(self._parts[at], place, self._desk.brief.min_teams), members)
        for at, work, role in decode(works, list[tuple[int, Work, Role]]):
            known.add_work(authored_of(self._parts[at], work, role))
        for years in decode(messages, list[dict[int, int]]):
            known.add_messages(years)
        return profile_of(key, known, person, self._desk.who, roll)

    @staticmethod
    def _read(number: int, people: int, chunks: Iterable[Path]) -> list[list[bytes]]:
        found: list[list[bytes]] = [[] for _ in range(people)]
        for chunk in chunks:
            for line in Section(str(chunk), 1 + number).read_bytes().splitlines():
                person, _, text = line.partition(b"\t")
                found[int(person)].append(text)
        return found


def _listed(texts: Iterable[bytes]) -> bytes:
    return b"[" + b",".join(texts) + b"]"


@lru_cache(maxsize=1)
def _facts(chunks: tuple[Path, ...]) -> list[Part]:
    """What competitions say of nobody in particular. Names of chunks say what they hold, as those of dossiers do."""
    values: dict[Any, Any] = {}
    return [
        shared(part, values) for chunk in chunks for part in decode(Section(str(chunk), 0).read_bytes(), list[Part])
    ]


def make_batch(
    file: PeopleFile, number: int, shards: Sequence[Shard], chunks: Sequence[Path], target: Path
) -> tuple[list[str], KeptChange]:
    """Write the files of the shards of a batch: their hashes, and what becomes another in lists of people, kept."""
    brief, change = _desk(file).brief, Change()
    roll, batch = Roll(brief.addresses, brief.handles), _Batch(file, number, chunks)
    sources = Sources(batch.profile, roll, brief.min_teams, file.folder)
    return [make_shard(shard, sources, change) for shard in shards], change.kept(target)
