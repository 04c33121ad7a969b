"""The search page for people, and the page that compares a shortlist.

Facets, text, orders and the shortlist are a script's work over compact columns (see `pages.people_index`). Without
JavaScript the page shows the most recently active and leads to plain lists by year and modality.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby

from insights.computed import Value
from insights.glossary import name_of
from insights.medals import COLOURS
from insights.people import LARGEST_TEAM
from pages.engine.kinds import Context, Kind, Unit
from pages.engine.people import MEDALS, SEPARATOR, Facets, ListLink, Names, PeopleFile, load_front, load_titles
from pages.engine.people.digits import number_of
from pages.engine.world import World
from pages.format import UNKNOWN, most_first, plural

RANKS = ((1, "winner"), (3, "top 3"), (10, "top 10"), (50, "top 50"))
TEAMS = ((1, "alone"), (2, "two"), (3, "three"), (4, "four"), (LARGEST_TEAM, "five or more"))


class Line(Value):
    """One person of the list."""

    person: Names[str]
    facets: Facets[str]
    results: int
    rank: int
    """Best private rank."""
    folder: str
    """Competition of that result, the newest of several."""
    title: str
    teams: int
    medals: tuple[tuple[str, int], ...]
    """Medals by colour."""


class PeoplePage(Context):
    """What the search page shows before any script runs."""

    lines: tuple[Line, ...]
    """The most recently active."""
    total: int
    competitions: int
    """Competitions in which they have results."""
    first_year: int | None
    """Of those results; null where no year is known."""
    last_year: int | None
    min_teams: int
    modalities: tuple[tuple[str, int], ...]
    """Modality ids with the number of people, most first."""
    medals: tuple[tuple[str, int], ...]
    ranks: tuple[tuple[int, str, int], ...]
    teams: tuple[tuple[int, str, int], ...]
    years: tuple[tuple[int, int], ...]
    """Years with the number of people who were active then or later, newest first."""
    tiers: tuple[tuple[str, int], ...]
    techniques: tuple[tuple[str, str, int], ...]
    """Id, name and number of people, most first."""
    writers: int
    """People with a write-up."""
    coders: int
    """People who link code."""
    located: int
    """People whose own profile states a location."""
    organised: int
    """People whose own profile states an organisation."""
    by: tuple[tuple[str, tuple[ListLink, ...]], ...]
    """The plain lists by modality, under their year."""


class ComparePage(Context):
    """A frame that a script fills: the shortlist is in the reader's browser alone."""


def units(world: World) -> Iterator[Unit]:
    """The search page."""
    people = world.people
    links = tuple(link for link, _ in people.lists)
    yield Unit("people/", (people.front, people.titles, people.min_teams, links))


def fill(file: PeopleFile, competitions: PeopleFile, min_teams: int, links: tuple[ListLink, ...]) -> PeoplePage:
    """Make the search page; the counts are those that the script shows when nothing is chosen."""
    front, titles = load_front(file), load_titles(competitions)
    counts = {facet: Counter(of_it) for facet, of_it in front.counts.items()}

    def of(facet: str) -> Counter[str]:
        return counts.get(facet, Counter())

    last, best = of("last"), of("best")
    years = [int(link.year) for link in links if link.year != UNKNOWN]
    return PeoplePage(
        title="People",
        description=f"{plural(front.people, 'person', 'people')} from the top 50 of machine-learning competitions.",
        lines=tuple(_line(person, facets, titles) for person, facets in front.first),
        total=front.people,
        competitions=len(titles),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        min_teams=min_teams,
        modalities=most_first(of("modality")),
        medals=tuple((colour, of("medal")[colour]) for colour in COLOURS),
        ranks=tuple((most, label, sum(n for rank, n in best.items() if int(rank) <= most)) for most, label in RANKS),
        teams=tuple((size, label, of("team")[str(size)]) for size, label in TEAMS),
        years=tuple(
            (int(year), sum(n for later, n in last.items() if int(later) >= int(year)))
            for year in sorted(last, key=int, reverse=True)
        ),
        tiers=most_first(of("tier")),
        techniques=tuple((key, name_of(key), people) for key, people in most_first(of("technique"))),
        writers=of("has")["writeups"],
        coders=of("has")["code"],
        located=of("has")["location"],
        organised=of("has")["organisation"],
        by=tuple((year, tuple(of_it)) for year, of_it in groupby(links, lambda link: link.year)),
    )


def _line(person: Names[str], facets: Facets[str], titles: Mapping[str, tuple[str, int]]) -> Line:
    ranks, folders = map(number_of, facets.ranks), person.folders.split(SEPARATOR)
    rank, place = min((rank, place) for place, rank in enumerate(ranks) if rank)
    medals = Counter(MEDALS[number_of(medal)] for medal in facets.medals)
    counted = tuple((colour, medals[colour]) for colour in COLOURS if medals[colour])
    return Line(person, facets, len(folders), rank, folders[place], *titles[folders[place]], counted)


def compare_units(world: World) -> Iterator[Unit]:
    """The page for comparing."""
    yield Unit("people/compare/", ())


def fill_compare() -> ComparePage:
    """Make the page for comparing."""
    return ComparePage("Compare people", "A shortlist side by side; it is kept in your browser alone.")


KINDS = (
    Kind("people", "people/", units, fill, listed=False),
    Kind("compare", "people/compare/", compare_units, fill_compare, listed=False),
)
