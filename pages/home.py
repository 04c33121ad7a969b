"""The home page: what this is, what is in it, what is new."""

from collections.abc import Iterator, Sequence

from insights.kinds import kind_name
from insights.kinds_of_data import listed_kinds
from pages.competition_facts import Fact
from pages.engine.kinds import Context, Kind, Unit
from pages.engine.row import Row
from pages.engine.world import Kept, World, read_knowledge
from pages.format import day, number, plural
from pages.shakeups import clearest

NEWEST = 8
SHAKEN = 5
CLEAR = 4


class HomePage(Context):
    """What the home page shows."""

    figures: tuple[Fact, ...]
    newest: tuple[Row, ...]
    """Competitions with the newest deadlines."""
    shaken: tuple[Row, ...]
    """The largest shake-ups of competitions that are not known to have had two stages."""
    shaken_of: int
    """How many such competitions have a known shake-up."""
    clear: tuple[Row, ...]
    """The clearest wins."""
    clear_of: int
    """How many competitions have a known lead of the winner."""
    as_of: str | None
    """When a fact last moved."""
    kinds: tuple[tuple[str, str, int], ...]
    """Id, name and read solutions of each kind of data, task or field that the techniques page sums up."""


def units(world: World) -> Iterator[Unit]:
    """The one home page."""
    rows = world.rows
    one_stage = [row for row in rows if row.shakeup.s is not None and not row.shakeup.two_stage]
    shaken = tuple(sorted(one_stage, key=lambda row: (-(row.shakeup.s or 0), row.folder))[:SHAKEN])
    figures = (
        Fact("competitions", number(len(rows)), _span(rows)),
        Fact("with both boards", number(sum(row.both_boards for row in rows)), _boards(rows)),
        Fact("solutions written up", number(sum(row.solutions for row in rows)), f"linked, in {_written_up(rows)}"),
        Fact("forum messages", number(sum(row.messages for row in rows)), "known, not republished"),
    )
    newest = max((row.as_of for row in rows), default=None)
    clear, clear_of = clearest(rows, CLEAR), sum(row.closeness.lead is not None for row in rows)
    yield Unit("", (figures, rows[:NEWEST], shaken, len(one_stage), clear, clear_of, newest, world.knowledge_files))


def fill(
    figures: tuple[Fact, ...],
    newest: tuple[Row, ...],
    shaken: tuple[Row, ...],
    shaken_of: int,
    clear: tuple[Row, ...],
    clear_of: int,
    as_of: str | None,
    told: Sequence[Kept],
) -> HomePage:
    """Make the home page."""
    description = (
        "What won machine-learning competitions, what it cost and how far the leaderboards could be trusted: facts, "
        f"both boards, shake-ups and write-ups; the newest fact is of {day(as_of)}."
    )
    kinds = listed_kinds(read_knowledge(file).practice for file in told)
    named = tuple((kind, kind_name(kind), count) for kind, count in kinds.items())
    return HomePage("Leaderlore", description, figures, newest, shaken, shaken_of, clear, clear_of, as_of, named)


def _span(rows: tuple[Row, ...]) -> str:
    years = [row.year for row in rows if row.year]
    return f"{min(years)} to {max(years)}" if years else ""


def _boards(rows: tuple[Row, ...]) -> str:
    return f"{number(sum(row.both_boards and row.board == 'teams' for row in rows))} of them with teams"


def _written_up(rows: tuple[Row, ...]) -> str:
    return plural(sum(row.solutions > 0 for row in rows), "competition")


KIND = Kind("home", "", units, fill)
