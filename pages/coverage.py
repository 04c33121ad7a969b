"""Coverage: what the archive holds by year, what is missing, how old it is, and who told it."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from archive.records import Run
from insights.computed import Value
from pages.engine.kinds import Context, Kind, Unit
from pages.engine.row import EXPECTED, Row
from pages.engine.world import World
from pages.format import most_first


class YearCoverage(Value):
    """What is known of one year's competitions."""

    name: str
    competitions: int
    both_with_teams: int
    both_scores: int
    writeups: int
    """Competitions with at least one write-up."""
    forums: int
    """Competitions with at least one forum topic."""


class Missing(Value):
    """A fact that is not known of some competitions."""

    fact: str
    unknown: int


class Age(Value):
    """How many competitions' facts are so old."""

    name: str
    competitions: int


class CoveragePage(Context):
    """What the page shows."""

    total: int
    years: tuple[YearCoverage, ...]
    missing: tuple[Missing, ...]
    ages: tuple[Age, ...]
    built: str
    """Day of the build, which the ages are counted to."""
    sources: tuple[tuple[str, int], ...]
    """Sources and how many competitions have a fact from each."""
    runs: tuple[Run, ...]


def units(world: World) -> Iterator[Unit]:
    """The one page; it alone depends on the day of the build."""
    yield Unit("data/coverage/", (world.rows, world.runs, world.started[:10]))


def fill(rows: tuple[Row, ...], runs: tuple[Run, ...], built: str) -> CoveragePage:
    """Make the page."""
    years: dict[str, list[Row]] = {}
    for row in rows:
        years.setdefault(str(row.year or "unknown"), []).append(row)
    missing = Counter(fact for row in rows for fact in row.missing)
    sources = Counter(source for row in rows for source in row.sources)
    return CoveragePage(
        title="Coverage",
        description="What the archive holds by year, what is missing, how old the facts are and where they come from.",
        total=len(rows),
        years=tuple(_year(name, members) for name, members in sorted(years.items(), reverse=True)),
        missing=tuple(Missing(fact.replace("_", " "), missing[fact]) for fact in EXPECTED),
        ages=_ages(rows, date.fromisoformat(built)),
        built=built,
        sources=most_first(sources),
        runs=runs,
    )


def _year(name: str, rows: list[Row]) -> YearCoverage:
    return YearCoverage(
        name=name,
        competitions=len(rows),
        both_with_teams=_count(rows, lambda row: row.both_boards and row.board == "teams"),
        both_scores=_count(rows, lambda row: row.both_boards and row.board == "scores"),
        writeups=_count(rows, lambda row: row.writeups > 0),
        forums=_count(rows, lambda row: row.topics > 0),
    )


def _count(rows: list[Row], holds: Callable[[Row], bool]) -> int:
    return sum(1 for row in rows if holds(row))


_BANDS = ((31, "up to a month"), (366, "up to a year"), (3 * 366, "up to three years"), (None, "older"))


def _ages(rows: tuple[Row, ...], today: date) -> tuple[Age, ...]:
    counts = dict.fromkeys((name for _, name in _BANDS), 0)
    for row in rows:
        days = (today - date.fromisoformat(row.as_of[:10])).days
        counts[next(name for limit, name in _BANDS if limit is None or days <= limit)] += 1
    return tuple(Age(name, count) for name, count in counts.items())


KIND = Kind("coverage", "data/coverage/", units, fill)
