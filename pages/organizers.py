"""For organizers: how many teams came, what others chose, how boards tie, and where the rest of the answer stands."""

from collections.abc import Iterator

from insights.closeness import CloseTotal, close_total
from insights.kinds import kind_name, kinds
from insights.metrics import metric_name
from insights.organizers import Choices, OfKind, OfLimit, OfMetric, by_limit, ties, usual_choices
from insights.shares import ENOUGH
from insights.turnout import Attendance, Turnout, turnout
from pages.basis import Basis, basis
from pages.engine.kinds import Context, Kind, Unit
from pages.engine.row import Row
from pages.engine.world import Kept, World, read_knowledge
from pages.format import plural

TOLD = ("leak-exploitation", "lb-probing", "adversarial-validation")
"""Techniques that tell of a flaw in the data or the split."""


class OrganizersPage(Context):
    """What the page shows."""

    total: int
    """Competitions."""
    turnout: Turnout
    """How many teams came."""
    choices: tuple[tuple[str, OfKind], ...]
    """Name of a kind of data, task or field, and what its organizers chose, most common first."""
    limits: tuple[OfLimit, ...]
    """How many submissions a team made, by how many it might make a day."""
    ties: tuple[tuple[str, OfMetric], ...]
    """Name of a metric, and how its boards tie; all metrics first."""
    close: CloseTotal
    """Medal lines that part teams of one displayed score."""
    flaws: tuple[tuple[str, int], ...]
    """Techniques that tell of a flaw of data or split, with the read solutions that say they used them."""
    solutions: int
    """Read solutions."""
    enough: int
    """Fewest competitions with a median."""
    rests_on: Basis


def units(world: World) -> Iterator[Unit]:
    """The one page."""
    yield Unit("organizers/", (world.rows, world.knowledge_files))


def fill(rows: tuple[Row, ...], told: tuple[Kept, ...]) -> OrganizersPage:
    """Make the page."""
    entries = [_choices(row) for row in rows]
    solutions = [solution for file in told for solution in read_knowledge(file).practice.solutions]
    return OrganizersPage(
        title="For organizers",
        description=f"Prizes, teams, splits, limits and ties of {plural(len(rows), 'machine-learning competition')}.",
        total=len(rows),
        turnout=turnout(
            [
                Attendance(row.teams, row.prize_usd, row.category, row.code_competition, row.year)
                for row in rows
                if row.teams
            ]
        ),
        choices=tuple((kind_name(one.kind), one) for one in usual_choices(entries)),
        limits=by_limit(entries),
        ties=tuple((metric_name(one.metric) if one.metric else "all metrics", one) for one in ties(entries)),
        close=close_total(row.closeness for row in rows),
        flaws=tuple((key, sum(key in solution.used for solution in solutions)) for key in TOLD),
        solutions=len(solutions),
        enough=ENOUGH,
        rests_on=basis(rows),
    )


def _choices(row: Row) -> Choices:
    scored = row.format != "simulation"
    return Choices(
        kinds=tuple(tag for tag in row.tags if tag in kinds()),
        prize_usd=row.prize_usd,
        teams=row.teams,
        public_share=row.public_share,
        days_open=row.days_open,
        max_daily_submissions=row.max_daily_submissions,
        submissions=row.submissions,
        code_competition=row.code_competition,
        metric_id=row.metric_id,
        tied=row.tied if scored else None,
        plateau=row.plateau if scored else None,
    )


KIND = Kind("organizers", "organizers/", units, fill)
