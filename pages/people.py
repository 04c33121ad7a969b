"""The search page for people, and the page that compares a shortlist.

Facets, text, orders and the shortlist are a script's work over compact columns (see `pages.people_index`). Without
JavaScript the page shows the most recently active and leads to plain lists by year and modality.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from pages.engine.kinds import Context, Kind, Unit
from pages.engine.people import Brief, ListLink, PeopleFile, Summary, load_summaries, load_titles
from pages.engine.world import World
from pages.format import plural

SHOWN = 50
"""People on the page as it comes; the script shows as many at a time."""
RANKS = ((1, "winner"), (3, "top 3"), (10, "top 10"), (50, "top 50"))
TEAMS = ((1, "alone"), (2, "two"), (3, "three"), (4, "four"), (5, "five and more"))


@dataclass(frozen=True)
class Line:
    """One person of the list."""

    summary: Summary
    best: Brief
    """The result with the best private rank, the newest of several."""
    title: str
    """Title of its competition."""
    medals: tuple[tuple[str, int], ...]
    """Medals by colour."""


@dataclass(frozen=True)
class PeoplePage(Context):
    """What the search page shows before any script runs."""

    lines: tuple[Line, ...]
    """The most recently active."""
    total: int
    min_teams: int
    modalities: tuple[tuple[str, int], ...]
    """Modality ids with the number of people, most first."""
    medals: tuple[tuple[str, int], ...]
    ranks: tuple[tuple[int, str, int], ...]
    teams: tuple[tuple[int, str, int], ...]
    years: tuple[tuple[int, int], ...]
    """Years with the number of people who were active then or later, newest first."""
    tiers: tuple[tuple[str, int], ...]
    techniques: tuple[tuple[str, int], ...]
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


@dataclass(frozen=True)
class ComparePage(Context):
    """A frame that a script fills: the shortlist is in the reader's browser alone."""


def units(world: World) -> Iterator[Unit]:
    """The search page."""
    people = world.people
    links = tuple(link for link, _ in people.lists)
    yield Unit("people/", (people.summaries, people.titles, people.settings.people_min_teams, links))


def fill(file: PeopleFile, competitions: PeopleFile, min_teams: int, links: tuple[ListLink, ...]) -> PeoplePage:
    """Make the search page; the counts are those that the script shows when nothing is chosen."""
    people = load_summaries(file)
    last = Counter(person.last_active for person in people if person.last_active)
    ranks = [min((r.private_rank for r in person.results if r.private_rank), default=0) for person in people]
    sizes = Counter(size for person in people for size in {min(r.team_size, 5) for r in person.results if r.team_size})
    medals = Counter(medal for person in people for medal in {r.medal for r in person.results if r.medal})
    modalities = Counter(name for person in people for name in {name for r in person.results for name in r.modalities})
    return PeoplePage(
        title="People",
        description=f"{plural(len(people), 'person', 'people')} from the top 50 of machine-learning competitions.",
        lines=tuple(_line(person, load_titles(competitions)) for person in people[:SHOWN]),
        total=len(people),
        min_teams=min_teams,
        modalities=_most_first(modalities),
        medals=tuple((colour, medals[colour]) for colour in ("gold", "silver", "bronze")),
        ranks=tuple((most, label, sum(0 < rank <= most for rank in ranks)) for most, label in RANKS),
        teams=tuple((size, label, sizes[size]) for size, label in TEAMS),
        years=tuple((year, sum(n for y, n in last.items() if y >= year)) for year in sorted(last, reverse=True)),
        tiers=_most_first(Counter(person.tier for person in people if person.tier)),
        techniques=_most_first(Counter(name for person in people for name in person.techniques)),
        writers=sum(person.writeups > 0 for person in people),
        coders=sum(person.code > 0 for person in people),
        located=sum(person.location is not None for person in people),
        organised=sum(person.organisation is not None for person in people),
        by=tuple((year, tuple(of_it)) for year, of_it in groupby(links, lambda link: link.year)),
    )


def _line(person: Summary, titles: Mapping[str, str]) -> Line:
    medals = Counter(result.medal for result in person.results if result.medal)
    best = min((r for r in person.results if r.private_rank), key=lambda result: result.private_rank or 0)
    counted = tuple((colour, medals[colour]) for colour in ("gold", "silver", "bronze") if medals[colour])
    return Line(person, best, titles[best.folder], counted)


def _most_first(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


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
