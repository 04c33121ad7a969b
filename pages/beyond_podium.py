"""Beyond the podium: people with several places in ranks 4-50, over all competitions and by modality."""

from collections.abc import Iterator

from insights.beyond_podium import REPEATEDLY, Steady
from insights.kinds import kind_name
from pages.engine.kinds import Context, Kind, Unit
from pages.engine.people import DEEP, PeopleFile, SteadyLink, load_beyond
from pages.engine.world import World
from pages.format import plural


class OverviewPage(Context):
    """What the tables are, and where."""

    links: tuple[SteadyLink, ...]
    repeatedly: int
    """Places that make "repeatedly"."""
    min_teams: int


class SteadyPage(Context):
    """One table."""

    rows: dict[str, Steady]
    """By last part of the page's address."""
    link: SteadyLink
    links: tuple[SteadyLink, ...]
    repeatedly: int


def overview_units(world: World) -> Iterator[Unit]:
    """The overview."""
    links = tuple(link for link, _ in world.people.beyond)
    yield Unit("people/beyond-the-podium/", (links, world.people.min_teams))


def fill_overview(links: tuple[SteadyLink, ...], min_teams: int) -> OverviewPage:
    """Make the overview."""
    return OverviewPage(
        "Beyond the podium", "People who did well repeatedly without winning.", links, REPEATEDLY, min_teams
    )


def units(world: World) -> Iterator[Unit]:
    """One page a table."""
    links = tuple(link for link, _ in world.people.beyond)
    for link, file in world.people.beyond:
        yield Unit(link.address, (file, link, links))


def fill(file: PeopleFile, link: SteadyLink, links: tuple[SteadyLink, ...]) -> SteadyPage:
    """Make one table."""
    rows = load_beyond(file)
    name = kind_name(link.modality) if link.modality else "all kinds"
    part = f", part {link.part}" if link.parts > 1 else ""
    return SteadyPage(
        title=f"Beyond the podium: {name}{part}",
        description=f"{plural(len(rows), 'person', 'people')} with several places in ranks 4 to 50: {name}.",
        rows=rows,
        link=link,
        links=links,
        repeatedly=REPEATEDLY,
    )


KINDS = (
    Kind("beyond_podium_overview", "people/beyond-the-podium/", overview_units, fill_overview, listed=False),
    Kind("beyond_podium", DEEP, units, fill, listed=False),
)
