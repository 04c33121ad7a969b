"""What pages about people are made from, as it lies in the cache: `making` brings it up to date.

Files are named by the hash of their content, so that a reference says all of it, and equal content stays where it is.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from archive.records import WriteUp
from insights.beyond_podium import Steady
from insights.computed import Value, decode, encode
from insights.medals import COLOURS
from insights.people import Profile
from pages.engine.cache.whole import read_whole

SCHEMA = "leaderlore/people/1"
DEEP = "people/by/_shell/"
"""Shell of the pages one level below the profiles."""


SHOWN = 50
"""People on the search page as it comes; the script shows as many at a time."""
SEPARATOR = "\x1f"
"""Between the values of one cell."""
WITHIN = "\x1e"
"""Between modalities of one result."""
MEDALS = ("", *COLOURS)
FIRST_YEAR = 1999
"""Years are kept as years since; 0 is unknown."""
PUBLIC_RANKS = (1, 3, 10, 50)
"""A public rank is kept as the place, from 1 on, of the first of these that is no better; 0 is unknown."""


T = TypeVar("T")


class Names(NamedTuple, Generic[T]):
    """How people are called, as text, empty where unknown: a cell each of one person, or a column each of everybody."""

    order: T
    """Most recently active first, then most results, then by handle."""
    address: T
    """Last part of the page's address."""
    handle: T
    former: T
    """Former handles."""
    name: T
    shard: T
    """Name of the twin's file."""
    location: T
    organisation: T
    folders: T
    """Competitions, one a result."""


class Facets(NamedTuple, Generic[T]):
    """What else is known of them, in the same form. It lies in a file of its own, for it changes much more often."""

    order: T
    address: T
    tier: T
    last: T
    """Last active year."""
    writeups: T
    code: T
    techniques: T
    """Several."""
    modalities: T
    """One value a result."""
    ranks: T
    """Private ranks, in this cell and the next ones a digit a result (see `digits`), 0 for unknown."""
    sizes: T
    """Members of the team."""
    medals: T
    """Places in `MEDALS`."""
    public: T
    """Public ranks (see `PUBLIC_RANKS`)."""
    years: T
    """Years of the results, newest first (see `FIRST_YEAR`)."""


@dataclass(frozen=True, repr=False)
class PeopleFile:
    """A file of the cache about people; equal references mean equal content."""

    name: str
    digest: str
    folder: Path = field(compare=False)

    def __repr__(self) -> str:
        """What tells it from others; plans hash thousands of these."""
        return f"{self.name} {self.digest}"

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.folder / file_name(self.digest)

    def read_bytes(self) -> bytes:
        """All of it. Raises DamagedError where it is not as it was written."""
        return read_whole(self.path, self.digest)


def file_name(digest: str) -> str:
    """Name of the file with this hash."""
    return f"{digest}.json"


class ListLink(NamedTuple):
    """One plain list of people, or a part of it."""

    address: str
    year: str
    modality: str
    part: int
    """Number of the part, from 1 on."""
    parts: int
    people: int


class ListedPerson(NamedTuple):
    """One person in a plain list."""

    handle: str
    name: str | None
    address: str
    rank: int
    """Best private rank in this year and modality."""
    teams: int
    """Of how many teams."""
    results: int
    """Results in this year and modality."""


class SteadyLink(NamedTuple):
    """One table of people who did well repeatedly beyond the podium, or a part of it."""

    address: str
    modality: str
    """Empty for all modalities together."""
    part: int
    parts: int
    people: int


class People(Value):
    """Where all of it lies."""

    shards: dict[str, PeopleFile]
    """Profiles by the first two hex digits of the key's SHA-256."""
    words: dict[str, str]
    """By shard: key, last part of the address, and hash of all that the profile is made from (see `words_of`)."""
    names: tuple[PeopleFile, ...]
    """How everybody is called, in a file for each last active year."""
    facets: tuple[PeopleFile, ...]
    """What else is known of everybody in brief, in the same order."""
    front: PeopleFile
    """The first of them, and how many there are of each kind."""
    beyond: tuple[tuple[SteadyLink, PeopleFile], ...]
    """Tables of who did well repeatedly beyond the podium."""
    lists: tuple[tuple[ListLink, PeopleFile], ...]
    """Plain lists by year and modality."""
    listed: dict[str, PeopleFile]
    """By folder: listed members of the teams of a competition."""
    steady: dict[str, PeopleFile]
    """By folder: who of its ranks 4-50 is in the table beyond the podium over all modalities."""
    titles: PeopleFile
    """Title and teams of the competitions in which listed people have results."""
    min_teams: int
    """Whoever is in the private top 50 of a competition of so many teams is listed."""


def words_of(shard: str) -> tuple[list[str], list[str], list[str]]:
    """Keys, last parts of addresses, and hashes of everybody in a shard, from what the index says of it."""
    words = shard.split("\t") if shard else []
    return words[::3], words[1::3], words[2::3]


def read_text(file: PeopleFile) -> str:
    """All of it."""
    return file.read_bytes().decode("utf-8", "surrogatepass")


@lru_cache(maxsize=1)
def load_shard(file: PeopleFile) -> dict[str, bytes]:
    """The profiles of a shard as JSON by last part of the address."""
    lines = file.read_bytes().split(b"\n")
    return {address.decode(): profile for address, _, profile in (line.partition(b"\t") for line in lines if line)}


def load_profile(line: bytes) -> Profile:
    """One of them as a record."""
    return decode(line, Profile)


def twin_of(lines: dict[str, bytes], min_teams: int) -> bytes:
    """The profiles of a shard as a file of the site."""
    people = b",".join([encode(address) + b":" + line for address, line in lines.items()])
    head = f'{{"schema":"{SCHEMA}","listed_from_teams":{min_teams},"people":{{'.encode()
    return head + people + b"}}\n"


def load_names(files: Iterable[PeopleFile]) -> Names[list[str]]:
    """How everybody is called, most recently active first."""
    return Names._make(_columns(files, len(Names._fields)))


def load_facets(files: Iterable[PeopleFile]) -> Facets[list[str]]:
    """What else is known of everybody, in the same order."""
    return Facets._make(_columns(files, len(Facets._fields)))


def _columns(files: Iterable[PeopleFile], width: int) -> Iterator[list[str]]:
    text = "\n".join(map(read_text, files))
    cells = text.replace("\n", "\t").split("\t") if text else []
    return (cells[column::width] for column in range(width))


class Front(Value):
    """Who stands first among everybody, and how many there are."""

    first: tuple[tuple[Names[str], Facets[str]], ...]
    counts: Mapping[str, Mapping[str, int]]
    """People by facet and value: see `pages.engine.people.lines`."""
    people: int


def load_front(file: PeopleFile) -> Front:
    """Read it."""
    front = json.loads(file.read_bytes())
    first = tuple((Names[str]._make(names), Facets[str]._make(facets)) for names, facets in front["first"])
    return Front(first, front["counts"], front["people"])


def load_beyond(file: PeopleFile) -> dict[str, Steady]:
    """One table beyond the podium, by last part of the address."""
    return {address: decode(row, Steady) for _, address, row in _lines(file)}


def load_steady(file: PeopleFile | None) -> tuple[tuple[int, str, Steady], ...]:
    """Private rank in one competition, last part of the address, and the row of the table beyond the podium."""
    lines = _lines(file) if file else ()
    return tuple((int(rank), address, decode(row, Steady)) for _, address, rank, row in lines)


def load_list(file: PeopleFile) -> tuple[ListedPerson, ...]:
    """One plain list."""
    return tuple(decode(entry, ListedPerson) for _, _, entry in _lines(file))


def _lines(file: PeopleFile) -> Iterator[list[str]]:
    return (line.split("\t") for line in read_text(file).split("\n"))


def load_titles(file: PeopleFile) -> dict[str, tuple[str, int]]:
    """Title and teams of the competitions in which listed people have results, by folder."""
    return dict(json.loads(file.read_bytes()))


Listed = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Key of a team, and of its listed members each handle with the last part of the page's address."""
Members = tuple[tuple[str, str | None], ...]
"""Handle of each member, and the last part of the page's address where the member is listed."""


def load_listed(file: PeopleFile | None) -> Listed:
    """Who of a competition's teams is listed."""
    return tuple(decode(file.read_bytes(), dict[str, tuple[tuple[str, str], ...]]).items()) if file else ()


def members_of(listed: Listed, teams: Iterable[tuple[str, Sequence[str]]]) -> Iterator[Members]:
    """The members of each team, from pairs of its key and the handles on the board."""
    addresses = {team: {handle.lower(): address for handle, address in people} for team, people in listed}
    for team, handles in teams:
        known = addresses.get(team, {})
        yield tuple((handle, known.get(handle.lower())) for handle in handles)


def authors_of(listed: Listed, writeups: Iterable[WriteUp]) -> dict[str, Members]:
    """Authors by key of the write-up; whoever is in a listed team of the same competition has an address."""
    everybody = ("", tuple(pair for _, people in listed for pair in people))
    signed = [writeup for writeup in writeups if writeup.authors]
    found = members_of((everybody,), (("", writeup.authors) for writeup in signed))
    return dict(zip((writeup.writeup for writeup in signed), found, strict=True))
