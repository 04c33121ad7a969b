"""What goes with a shake-up, over all archived competitions where it applies: size, public share, limits, year."""

from collections.abc import Callable, Sequence
from statistics import median

import numpy as np

from insights.computed import Computed, Value
from insights.correlation import spearman
from insights.daily import BANDS, band_of
from insights.quantiles import QUARTILES, quantiles
from insights.rounding import published, published_all
from insights.shares import ENOUGH, Z

BIN = 0.025
"""Width of a bin of the distribution."""
NEARLY_1 = 1 - 1e-9
"""A rho of 1 has no transform: it stands for the next below."""
_SIZES = ((20, 100), (100, 250), (250, 500), (500, 1000), (1000, 2000), (2000, None))
_SHARES = ((0.0, 0.15), (0.15, 0.25), (0.25, 0.35), (0.35, 0.5), (0.5, 1.0))


class Case(Value):
    """One competition with an applicable shake-up."""

    s: float
    teams: int
    """Teams on both boards."""
    public_share: float | None
    max_daily_submissions: int | None
    year: int | None


class Group(Computed):
    """Shake-ups of the competitions of one band."""

    name: str
    """The band."""
    n: int
    """Competitions in it."""
    median: float | None = None
    """Median S."""
    quartiles: tuple[float, float] | None = None
    """Quartiles of S; null below 10 competitions."""


class Association(Computed):
    """How S goes with a number."""

    n: int
    """Competitions where the number is known."""
    rho: float | None = None
    """Spearman's rho; null below 10 competitions, and where one of the two never varies."""
    interval: tuple[float, float] | None = None
    """95 % interval of rho by Fisher's transform with the variance of Bonett and Wright (2000); null as rho is."""


class Overview(Computed):
    """Shake-ups of competitions that are not known to have had two stages, taken together."""

    n: int
    """Competitions."""
    median: float | None
    """Median S."""
    edges: tuple[float, ...]
    """Edges of the bins of S."""
    counts: tuple[int, ...]
    """Competitions in each bin."""
    by_teams: tuple[Group, ...]
    """By teams on both boards."""
    by_public_share: tuple[Group, ...]
    """By share of the test data behind the public board."""
    by_limit: tuple[Group, ...]
    """By most submissions a day."""
    by_year: tuple[Group, ...]
    """By year of the deadline."""
    with_teams: Association
    """S against the number of teams."""
    with_public_share: Association
    """S against the public share."""
    with_limit: Association
    """S against the most submissions a day."""
    with_year: Association
    """S against the year."""


def overview(cases: Sequence[Case]) -> Overview:
    """Summarise shake-ups; two-stage competitions do not belong here, their public board said little."""
    s = np.array([case.s for case in cases], dtype=np.float64)
    bins = int(np.floor(s.max() / BIN)) + 1 if len(s) else 0
    edges = tuple(round(index * BIN, 3) for index in range(bins + 1))
    counts = np.bincount(np.floor(s / BIN).astype(np.int64), minlength=bins) if len(s) else ()
    years = sorted({case.year for case in cases if case.year is not None})
    return Overview(
        n=len(cases),
        median=published(median(s.tolist())) if len(s) else None,
        edges=edges,
        counts=tuple(int(count) for count in counts),
        by_teams=_grouped(cases, [(_band(low, high), _within(low, high)) for low, high in _SIZES]),
        by_public_share=_grouped(cases, [(_share_band(low, high), _share_within(low, high)) for low, high in _SHARES]),
        by_limit=_grouped(cases, [(f"{band} a day", _limited(band)) for band in BANDS]),
        by_year=_grouped(cases, [(str(year), _in_year(year)) for year in years]),
        with_teams=_association([(case.s, case.teams) for case in cases]),
        with_public_share=_association([(case.s, case.public_share) for case in cases if case.public_share]),
        with_limit=_association([(case.s, limit) for case in cases if (limit := case.max_daily_submissions)]),
        with_year=_association([(case.s, case.year) for case in cases if case.year]),
    )


def _grouped(cases: Sequence[Case], bands: Sequence[tuple[str, Callable[[Case], bool]]]) -> tuple[Group, ...]:
    groups = []
    for name, belongs in bands:
        s = [case.s for case in cases if belongs(case)]
        if s:
            low, middle, high = published_all(quantiles(np.array(s), QUARTILES))
            groups.append(
                Group(name=name, n=len(s), median=middle, quartiles=(low, high) if len(s) >= ENOUGH else None)
            )
    return tuple(groups)


def _association(pairs: Sequence[tuple[float, float | None]]) -> Association:
    if len(pairs) < ENOUGH or any(len(set(column)) == 1 for column in zip(*pairs, strict=True)):
        return Association(n=len(pairs))
    rho = spearman(*np.array(pairs, dtype=np.float64).T)
    middle, reach = np.arctanh(np.clip(rho, -NEARLY_1, NEARLY_1)), Z * np.sqrt((1 + rho**2 / 2) / (len(pairs) - 3))
    low, high = published_all(np.tanh([middle - reach, middle + reach]))
    return Association(n=len(pairs), rho=published(rho), interval=(low, high))


def _band(low: int, high: int | None) -> str:
    return f"{low:,} teams and more" if high is None else f"{low:,} to {high - 1:,} teams"


def _within(low: int, high: int | None) -> Callable[[Case], bool]:
    return lambda case: low <= case.teams and (high is None or case.teams < high)


def _share_band(low: float, high: float) -> str:
    return f"over {100 * low:.0f} % to {100 * high:.0f} % public" if low else f"up to {100 * high:.0f} % public"


def _share_within(low: float, high: float) -> Callable[[Case], bool]:
    return lambda case: case.public_share is not None and low < case.public_share <= high


def _limited(band: str) -> Callable[[Case], bool]:
    return lambda case: band_of(case.max_daily_submissions) == band


def _in_year(year: int) -> Callable[[Case], bool]:
    return lambda case: case.year == year
