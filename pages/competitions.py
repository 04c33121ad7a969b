"""The index of competitions: the newest and a filter on one page, all of them on one page a year.

The filter reads a compact list when a reader uses it; without JavaScript the pages by year hold every competition.
"""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from insights.aliases import aliases
from insights.computed import Value
from insights.kinds import Group, kinds
from insights.metrics import metric_names
from pages.basis import Basis, basis
from pages.engine.kinds import Context, Files, Kind, Unit
from pages.engine.row import Row
from pages.engine.world import World
from pages.format import UNKNOWN, day, most_first, percent, plural, yes_no

GROUPS: tuple[tuple[str, Group], ...] = (("Data", "modality"), ("Task", "task"), ("Field", "field"))
"""Headings of kinds, in the order in which they are offered."""
NEWEST = 40
"""Competitions on the index itself."""
PER_PAGE = 250
"""Competitions on a page of a year, so that none grows past 150 KB."""


class YearLink(Value):
    """A page of one year, or of a part of it."""

    address: str
    name: str
    count: int


class CompetitionsPage(Context):
    """The index."""

    rows: tuple[Row, ...]
    """The newest."""
    total: int
    years: tuple[YearLink, ...]
    categories: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[str, tuple[tuple[str, str, int], ...]], ...]
    """Heading, and id, name and competitions of the kinds of data, then of tasks and fields."""
    other_names: dict[str, tuple[str, ...]]
    """Other names by which readers look for a kind, by its id."""
    of_no_kind: int
    """Competitions of which none is known."""
    code: tuple[tuple[str, int], ...]
    """Competitions by whether submissions are code: yes, no or unknown."""
    rests_on: Basis


class YearPage(Context):
    """All competitions of a year."""

    rows: tuple[Row, ...]
    name: str
    years: tuple[YearLink, ...]
    current: str
    rests_on: Basis


def pages_by_year(rows: tuple[Row, ...]) -> list[tuple[YearLink, tuple[Row, ...]]]:
    """Pages of at most 250 competitions, newest first; those of unknown year come last."""
    found = []
    ordered = sorted(rows, key=lambda row: -(row.year or 0))
    for year, group in groupby(ordered, key=lambda row: row.year):
        members = tuple(group)
        for start in range(0, len(members), PER_PAGE):
            part = members[start : start + PER_PAGE]
            number = start // PER_PAGE + 1
            name = str(year or "Unknown year") + (f", part {number}" if len(members) > PER_PAGE else "")
            key = str(year or "unknown") + (f"-{number}" if number > 1 else "")
            found.append((YearLink(f"years/{key}/", name, len(part)), part))
    return found


def index_units(world: World) -> Iterator[Unit]:
    """The index."""
    yield Unit("competitions/", (world.rows,))


def fill_index(rows: tuple[Row, ...]) -> CompetitionsPage:
    """Make the index."""
    tags = Counter(tag for row in rows for tag in row.tags)
    return CompetitionsPage(
        title="Competitions",
        description=f"{plural(len(rows), 'machine-learning competition')} with leaderboards, shake-ups and write-ups.",
        rows=rows[:NEWEST],
        total=len(rows),
        years=tuple(link for link, _ in pages_by_year(rows)),
        categories=most_first(Counter(row.category or UNKNOWN for row in rows)),
        kinds=tuple((heading, _kinds(of, tags)) for heading, of in GROUPS),
        other_names=aliases(),
        of_no_kind=sum(kinds().keys().isdisjoint(row.tags) for row in rows),
        code=most_first(Counter(yes_no(row.code_competition) for row in rows)),
        rests_on=basis(rows),
    )


def _kinds(of: Group, tags: Counter[str]) -> tuple[tuple[str, str, int], ...]:
    """Id, name and competitions of the kinds that occur, most first."""
    known = kinds()
    return tuple((tag, known[tag].name, n) for tag, n in most_first(tags) if tag in known and known[tag].group == of)


def year_units(world: World) -> Iterator[Unit]:
    """One page a year."""
    parts = pages_by_year(world.rows)
    links = tuple(link for link, _ in parts)
    for link, rows in parts:
        yield Unit(link.address, (link, rows, links))


def fill_year(link: YearLink, rows: tuple[Row, ...], years: tuple[YearLink, ...]) -> YearPage:
    """Make the page of a year."""
    title = f"Competitions of {link.name}" if link.name[0].isdigit() else "Competitions of unknown year"
    return YearPage(
        title, f"{title}: {plural(len(rows), 'competition')}.", rows, link.name, years, link.address, basis(rows)
    )


def list_units(world: World) -> Iterator[Unit]:
    """The compact list that the filter reads."""
    yield Unit("data/list.json", (world.rows,))


def compact_list(rows: tuple[Row, ...]) -> dict[str, bytes]:
    """The list by columns; `boards` is 3 one board only, 2 teams of both boards, 1 scores of both boards, 0 none;
    `metric` holds its names between `|`."""
    columns = {
        "folder": [row.folder for row in rows],
        "title": [row.title for row in rows],
        "host": [row.host for row in rows],
        "category": [row.category for row in rows],
        "day": [day(row.deadline) if row.deadline else None for row in rows],
        "year": [row.year for row in rows],
        "teams": [row.teams for row in rows],
        "reward": [row.reward for row in rows],
        "prize_usd": [row.prize_usd for row in rows],
        "public_share": [None if row.public_share is None else percent(row.public_share) for row in rows],
        "s": [None if row.shakeup.s is None else round(row.shakeup.s, 3) for row in rows],
        "two_stage": [int(row.shakeup.s is not None and bool(row.shakeup.two_stage)) for row in rows],
        "boards": [_boards(row) for row in rows],
        "writeups": [row.writeups for row in rows],
        "solutions": [row.solutions for row in rows],
        "tags": [" ".join(row.tags) for row in rows],
        "code_competition": [yes_no(row.code_competition) for row in rows],
        "metric": ["|".join(metric_names(row.metric, row.metric_id)) for row in rows],
    }
    text = json.dumps(columns, ensure_ascii=False, separators=(",", ":")) + "\n"
    return {"data/list.json": text.encode()}


def _boards(row: Row) -> int:
    if row.both_boards:
        return 2 if row.board == "teams" else 1
    return 0 if row.board == "none" else 3


KINDS = (
    Kind("competitions", "competitions/", index_units, fill_index),
    Kind("year", "years/_shell/", year_units, fill_year),
    Files("list", list_units, compact_list),
)
