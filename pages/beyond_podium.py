"""Beyond the podium: people with several places in ranks 4-50, over all competitions and by modality."""

from collections.abc import Iterator
from dataclasses import dataclass

from insights.beyond_podium import REPEATEDLY, Steady
from pages.engine.kinds import Context, Kind, Unit
from pages.engine.people import DEEP, PeopleFile, load_beyond, load_summaries
from pages.engine.world import World
from pages.format import plural

PER_PAGE = 400
"""People on a page, so that none grows past 150 KB."""


@dataclass(frozen=True)
class SteadyLink:
    """One table, or a part of it."""

    address: str
    modality: str
    """Empty for all modalities together."""
    part: int
    parts: int
    people: int


@dataclass(frozen=True)
class OverviewPage(Context):
    """What the tables are, and where."""

    links: tuple[SteadyLink, ...]
    repeatedly: int
    """Places that make "repeatedly"."""
    min_teams: int


@dataclass(frozen=True)
class SteadyPage(Context):
    """One table."""

    rows: tuple[Steady, ...]
    link: SteadyLink
    links: tuple[SteadyLink, ...]
    addresses: dict[str, str]
    """Last part of the page's address by key."""
    repeatedly: int


def links_of(beyond: dict[str, list[Steady]]) -> tuple[SteadyLink, ...]:
    """All tables, in parts of 400."""
    found = []
    for modality, rows in beyond.items():
        parts = -(-len(rows) // PER_PAGE)
        for part in range(1, parts + 1):
            name = (modality or "all") + (f"-{part}" if part > 1 else "")
            size = min(PER_PAGE, len(rows) - (part - 1) * PER_PAGE)
            found.append(SteadyLink(f"people/beyond-the-podium/{name}/", modality, part, parts, size))
    return tuple(found)


def overview_units(world: World) -> Iterator[Unit]:
    """The overview."""
    file = world.people.files["beyond"]
    yield Unit("people/beyond-the-podium/", (file, world.people.settings.people_min_teams))


def fill_overview(file: PeopleFile, min_teams: int) -> OverviewPage:
    """Make the overview."""
    links = links_of(load_beyond(file))
    return OverviewPage(
        "Beyond the podium", "People who did well repeatedly without winning.", links, REPEATEDLY, min_teams
    )


def units(world: World) -> Iterator[Unit]:
    """One page a table."""
    beyond, summaries = world.people.files["beyond"], world.people.files["summaries"]
    links = links_of(load_beyond(beyond))
    for link in links:
        yield Unit(link.address, (beyond, summaries, link, links))


def fill(beyond: PeopleFile, summaries: PeopleFile, link: SteadyLink, links: tuple[SteadyLink, ...]) -> SteadyPage:
    """Make one table."""
    start = (link.part - 1) * PER_PAGE
    rows = tuple(load_beyond(beyond)[link.modality][start : start + PER_PAGE])
    wanted = {row.person for row in rows}
    name = link.modality or "all modalities"
    part = f", part {link.part}" if link.parts > 1 else ""
    return SteadyPage(
        title=f"Beyond the podium: {name}{part}",
        description=f"{plural(len(rows), 'person', 'people')} with several places in ranks 4 to 50: {name}.",
        rows=rows,
        link=link,
        links=links,
        addresses={s.person: s.address for s in load_summaries(summaries) if s.person in wanted},
        repeatedly=REPEATEDLY,
    )


KINDS = (
    Kind("beyond_podium_overview", "people/beyond-the-podium/", overview_units, fill_overview, listed=False),
    Kind("beyond_podium", DEEP, units, fill, listed=False),
)
