"""Compute over all solutions: which cards when, how many hours, how large the ensembles, and how much is not said."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from insights.compute import FIELDS, Compute
from insights.computed import Computed
from insights.practice import Practice
from insights.quantiles import quantiles
from insights.rounding import published
from insights.shares import ENOUGH, Share, share_of


class Coverage(Computed):
    """How often one field is stated."""

    field: str
    """Name of the field."""
    stated: Share
    """Solutions that state it, of all that were read; the rest is unknown."""


class CardUse(Computed):
    """Use of one kind of accelerator."""

    device: str
    """Its id."""
    solutions: int
    """Solutions that used it."""
    by_year: dict[int, int]
    """The same by year of the deadline; solutions of unknown year are in none."""
    undated: int = 0
    """Those of unknown year."""


class Spread(Computed):
    """The distribution of a number over those that state it."""

    n: int
    """How many state it."""
    low: float | None = None
    """10 % quantile; null below ten values, like the other quantiles."""
    median: float | None = None
    """Median."""
    high: float | None = None
    """90 % quantile."""
    most: float | None = None
    """Largest."""


class ComputeTotal(Computed):
    """Compute over all competitions."""

    solutions: int
    """Read solutions."""
    coverage: tuple[Coverage, ...]
    """For every field, how many solutions state it; last the derived GPU-hours."""
    cards: tuple[CardUse, ...]
    """Most used first."""
    years: tuple[int, ...]
    """Years from the first to the last with a stated card."""
    undated: int = 0
    """Uses of a card in solutions of unknown year."""
    platforms: tuple[tuple[str, int], ...]
    """Solutions by platform, most first; one solution may name several."""
    one_card: int
    """Solutions that state exactly one accelerator, of those in `counted`."""
    counted: int
    """Solutions that state how many accelerators of each kind they used."""
    accelerators: Spread
    """Accelerators in all, over the solutions in `counted`."""
    total_hours: Spread
    """Training hours of whole solutions."""
    gpu_hours: Spread
    """Derived GPU-hours."""
    reference_hours: Spread
    """Derived GPU-hours on the reference card."""
    cloud_usd: Spread
    """Derived indicative cloud cost in US dollars."""
    cost_usd: Spread
    """Cost as authors state it, in US dollars."""
    models: Spread
    """Models in the final ensemble."""
    folds: Spread
    """Cross-validation folds."""


def compute_total(practices: Iterable[Practice]) -> ComputeTotal:
    """Sum up all solutions."""
    rows = [(practice.year, solution.compute) for practice in practices for solution in practice.solutions]
    stated = [(year, compute) for year, compute in rows if compute]
    computes = [compute for _, compute in stated]
    counted = [
        sum(d.count or 0 for d in c.hardware) for c in computes if c.hardware and all(d.count for d in c.hardware)
    ]
    cards = _cards(stated)
    years = [year for card in cards for year in card.by_year]
    platforms = Counter(where.platform for compute in computes for where in compute.platforms)
    return ComputeTotal(
        solutions=len(rows),
        coverage=_coverage(computes, len(rows)),
        cards=cards,
        years=tuple(range(min(years), max(years) + 1)) if years else (),
        undated=sum(card.undated for card in cards),
        platforms=tuple(sorted(platforms.items(), key=lambda item: (-item[1], item[0]))),
        one_card=counted.count(1),
        counted=len(counted),
        accelerators=spread(counted),
        total_hours=spread([compute.total_hours for compute in computes]),
        gpu_hours=spread(_values(computes, "gpu_hours")),
        reference_hours=spread(_values(computes, "reference_hours")),
        cloud_usd=spread(_values(computes, "cloud_usd")),
        cost_usd=spread(_values(computes, "cost_usd")),
        models=spread(_values(computes, "models")),
        folds=spread(_values(computes, "folds")),
    )


def spread(values: Sequence[float | None]) -> Spread:
    """Describe the known values; quantiles interpolate linearly, and below ten values there are none."""
    known = [value for value in values if value is not None]
    if len(known) < ENOUGH:
        return Spread(n=len(known))
    low, median, high = quantiles(np.array(known), (0.1, 0.5, 0.9)).tolist()
    return Spread(
        n=len(known), low=published(low), median=published(median), high=published(high), most=published(max(known))
    )


def _values(computes: Iterable[Compute], name: str) -> list[float | None]:
    return [known.value if (known := getattr(compute, name)) else None for compute in computes]


def _coverage(computes: Sequence[Compute], solutions: int) -> tuple[Coverage, ...]:
    names: dict[str, str] = {name: name for name in FIELDS} | {"platform": "platforms"}
    counts = {name: sum(bool(getattr(compute, field)) for compute in computes) for name, field in names.items()}
    counts["gpu_hours"] = sum(compute.gpu_hours is not None for compute in computes)
    return tuple(Coverage(field=name, stated=share_of(count, solutions)) for name, count in counts.items())


def _cards(stated: Iterable[tuple[int | None, Compute]]) -> tuple[CardUse, ...]:
    total: Counter[str] = Counter()
    by_year: dict[str, Counter[int]] = defaultdict(Counter)
    for year, compute in stated:
        for device in compute.hardware:
            total[device.device] += 1
            if year:
                by_year[device.device][year] += 1
    found = [
        CardUse(
            device=device,
            solutions=count,
            by_year=dict(sorted(by_year[device].items())),
            undated=count - by_year[device].total(),
        )
        for device, count in total.items()
    ]
    return tuple(sorted(found, key=lambda card: (-card.solutions, card.device)))
