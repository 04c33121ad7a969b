"""How many teams came to a competition, by what its organizer chose: prize, category, kind of submission; and by year.

All of these go together (prizes grew with the platform, featured competitions pay most), so no row is the effect of a
choice. Iglovikov's bands of size ("I want to organize ML competition") stand on each competition's page.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from insights.computed import Computed, Value
from insights.quantiles import quartiles_of

_PRIZES = (
    ("under $10,000", 1, 10_000),
    ("$10,000 to $24,999", 10_000, 25_000),
    ("$25,000 to $49,999", 25_000, 50_000),
    ("$50,000 to $99,999", 50_000, 100_000),
    ("$100,000 and more", 100_000, math.inf),
)


class Attendance(Value):
    """One competition whose teams are known."""

    teams: int
    prize_usd: float | None
    category: str | None
    code_competition: bool | None
    year: int | None


class Band(Computed):
    """Competitions of one band."""

    name: str
    """The band."""
    n: int
    """Competitions in it."""
    median: float | None
    """Median number of teams; null below ten competitions."""
    quartiles: tuple[float, float] | None
    """Quartiles of the number of teams; null as the median is."""


class Turnout(Computed):
    """Teams of all competitions of which they are known."""

    n: int
    """Competitions."""
    by_prize: tuple[Band, ...]
    """By prize in US dollars, where there is one and it is known."""
    by_category: tuple[Band, ...]
    """By category, where it is known, most competitions first."""
    by_submission: tuple[Band, ...]
    """By whether submissions are code that runs on the platform, where that is known, most competitions first."""
    by_year: tuple[Band, ...]
    """By year of the deadline, where it is known, oldest first."""


def turnout(entries: Sequence[Attendance]) -> Turnout:
    """Take medians and quartiles of the number of teams, by prize, category, kind of submission and year.

    Bands of fewer than ten competitions have a count alone. Facts that are not known are in no band.
    """
    prizes = {band.name: band for band in _bands(entries, _prize)}
    return Turnout(
        n=len(entries),
        by_prize=tuple(prizes[name] for name, _, _ in _PRIZES if name in prizes),
        by_category=_most_first(_bands(entries, lambda it: it.category)),
        by_submission=_most_first(_bands(entries, _submission)),
        by_year=tuple(_bands(entries, lambda it: str(it.year) if it.year else None)),
    )


def _bands(entries: Iterable[Attendance], name_of: Callable[[Attendance], str | None]) -> list[Band]:
    """The bands that there are, in the order of their names."""
    teams: dict[str, list[int]] = defaultdict(list)
    for it in entries:
        if name := name_of(it):
            teams[name].append(it.teams)
    return [_band(name, teams[name]) for name in sorted(teams)]


def _band(name: str, teams: Sequence[int]) -> Band:
    found = quartiles_of(teams)
    return Band(name=name, n=found.n, median=found.median, quartiles=found.quartiles)


def _most_first(bands: Iterable[Band]) -> tuple[Band, ...]:
    return tuple(sorted(bands, key=lambda band: (-band.n, band.name)))


def _prize(it: Attendance) -> str | None:
    prize = it.prize_usd or 0
    return next((name for name, low, high in _PRIZES if low <= prize < high), None)


def _submission(it: Attendance) -> str | None:
    return None if it.code_competition is None else "code" if it.code_competition else "predictions"
