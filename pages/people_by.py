"""Plain lists of people by year and modality: all that the search finds, for readers without JavaScript."""

from collections import defaultdict
from collections.abc import Iterator

from insights.kinds import kind_name
from pages.engine.kinds import Context, Kind, Unit
from pages.engine.people import DEEP, ListedPerson, ListLink, PeopleFile, load_list
from pages.engine.world import World
from pages.format import plural


class ByPage(Context):
    """A list."""

    entries: tuple[ListedPerson, ...]
    link: ListLink
    others: tuple[ListLink, ...]
    """The lists of the same year."""


def units(world: World) -> Iterator[Unit]:
    """One page a list."""
    of_year: dict[str, list[ListLink]] = defaultdict(list)
    for link, _ in world.people.lists:
        of_year[link.year].append(link)
    for link, file in world.people.lists:
        yield Unit(link.address, (file, link, tuple(of_year[link.year])))


def fill(file: PeopleFile, link: ListLink, others: tuple[ListLink, ...]) -> ByPage:
    """Make one list."""
    of = f"{kind_name(link.modality)}, {link.year}" + (f", part {link.part}" if link.parts > 1 else "")
    counted = plural(link.people, "person", "people")
    return ByPage(f"People: {of}", f"{counted} of top-50 teams: {of}.", load_list(file), link, others)


KIND = Kind("people_by", DEEP, units, fill, listed=False)
