"""Plain lists of people by year and modality: all that the search finds, for readers without JavaScript."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pages.engine.kinds import Context, Kind, Unit
from pages.engine.people import DEEP, PeopleFile, Summary, load_summaries
from pages.engine.world import World
from pages.format import plural

PER_PAGE = 500
"""People on a page, so that none grows past 150 KB."""
UNKNOWN = "unknown"


@dataclass(frozen=True)
class ListLink:
    """One list, or a part of it."""

    address: str
    year: str
    modality: str
    part: int
    """Number of the part, from 1 on."""
    parts: int
    people: int


@dataclass(frozen=True)
class Entry:
    """One person in a list."""

    handle: str
    name: str | None
    address: str
    rank: int
    """Best private rank in this year and modality."""
    teams: int
    """Of how many teams."""
    results: int
    """Results in this year and modality."""


@dataclass(frozen=True)
class ByPage(Context):
    """A list."""

    entries: tuple[Entry, ...]
    link: ListLink
    others: tuple[ListLink, ...]
    """The other lists of the same year."""


def lists(people: Sequence[Summary]) -> list[tuple[ListLink, tuple[Entry, ...]]]:
    """Lists by year, newest first, and modality, in parts of 500, each in the order of handles.

    A person stands in the list of a year and a modality with a private rank in such a competition.
    """
    groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for person in people:
        best: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for result in person.results:
            for modality in (result.modalities or [UNKNOWN]) if result.private_rank else []:
                best[str(result.year or UNKNOWN), modality].append((result.private_rank or 0, result.teams))
        for key, ranks in best.items():
            rank, teams = min(ranks)
            groups[key].append(Entry(person.handle, person.name, person.address, rank, teams, len(ranks)))
    found = []
    for year, modality in sorted(groups, key=lambda key: (-int(key[0]) if key[0].isdigit() else 0, key[1])):
        entries = sorted(groups[year, modality], key=lambda entry: entry.handle.lower())
        parts = -(-len(entries) // PER_PAGE)
        for part in range(1, parts + 1):
            members = tuple(entries[(part - 1) * PER_PAGE : part * PER_PAGE])
            name = f"{year}-{modality}" + (f"-{part}" if part > 1 else "")
            link = ListLink(f"people/by/{name}/", year, modality, part, parts, len(members))
            found.append((link, members))
    return found


def units(world: World) -> Iterator[Unit]:
    """One page a list."""
    file = world.people.files["summaries"]
    links = [link for link, _ in _lists(file)]
    for index, link in enumerate(links):
        yield Unit(link.address, (file, index, tuple(other for other in links if other.year == link.year)))


def fill(file: PeopleFile, index: int, others: tuple[ListLink, ...]) -> ByPage:
    """Make one list."""
    link, entries = _lists(file)[index]
    of = f"{link.modality}, {link.year}" + (f", part {link.part}" if link.parts > 1 else "")
    counted = plural(link.people, "person", "people")
    return ByPage(f"People: {of}", f"{counted} of top-50 teams: {of}.", entries, link, others)


@lru_cache(maxsize=1)
def _lists(file: PeopleFile) -> list[tuple[ListLink, tuple[Entry, ...]]]:
    """All lists, made once in a process."""
    return lists(load_summaries(file))


KIND = Kind("people_by", DEEP, units, fill, listed=False)
