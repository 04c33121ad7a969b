"""What a list or a statistic rests on: every such page prints it."""

from collections.abc import Sequence

from archive.authority import source_name
from insights.computed import Value
from pages.engine.row import Row
from pages.format import number, plural


class Basis(Value):
    """Sources, age and coverage of what a page says."""

    as_of: str | None
    """When a fact last moved."""
    sources: tuple[str, ...]
    """Names of the sources, sorted."""
    says: str
    """How many competitions it is about, and how many of them have what it needs."""


def basis(rows: Sequence[Row]) -> Basis:
    """What a page about these competitions rests on."""
    teams = sum(row.both_boards and row.board == "teams" for row in rows)
    scores = sum(row.both_boards and row.board == "scores" for row in rows)
    return Basis(
        as_of=max((row.as_of for row in rows), default=None),
        sources=tuple(sorted({source_name(source) for row in rows for source in row.sources})),
        says=(
            f"{plural(len(rows), 'competition')}, {number(teams)} with both boards and teams, "
            f"{number(scores)} with both boards as scores alone"
        ),
    )
