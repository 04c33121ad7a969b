"""Quantiles of finite numbers, by NumPy's default definition and to its last bit."""

from collections.abc import Iterable, Sequence

import numpy as np

from insights.boards import Floats, Ints
from insights.computed import Computed
from insights.rounding import published_all
from insights.shares import ENOUGH

QUARTILES = (0.25, 0.5, 0.75)
"""Shares of the quartiles, the median between them."""


def quantiles(values: Ints | Floats, shares: Sequence[float]) -> Floats:
    """Interpolate linearly between the sorted values: share 0 is the least, 1 the greatest.

    `numpy.quantile` gives the same, but takes several times as long for the values of a board as sorting them does, and
    loads NumPy's masked arrays, which takes longer than all pages that need a few quantiles.
    """
    ordered = np.sort(values)
    place = np.array(shares) * (len(ordered) - 1)
    below = place.astype(np.int64)
    low, high = ordered[below], ordered[np.minimum(below + 1, len(ordered) - 1)]
    beyond, gap = place - below, high - low
    found: Floats = np.where(beyond < 0.5, low + gap * beyond, high - gap * (1 - beyond))
    return found


class Quartiles(Computed):
    """A number over competitions."""

    n: int
    """Competitions of which it is known."""
    median: float | None = None
    """Median; null below ten competitions."""
    quartiles: tuple[float, float] | None = None
    """Quartiles; null as the median is."""


def quartiles_of(values: Iterable[float | None]) -> Quartiles:
    """Median and quartiles of the known values; of fewer than ten only how many they are."""
    known = [value for value in values if value is not None]
    if len(known) < ENOUGH:
        return Quartiles(n=len(known))
    low, middle, high = published_all(quantiles(np.array(known), QUARTILES))
    return Quartiles(n=len(known), median=middle, quartiles=(low, high))
