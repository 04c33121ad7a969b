"""Intervals of S and of Spearman's rho: a bootstrap over teams with a fixed seed.

What is drawn for the first teams does not depend on how many follow, so all boards share their draws, and what follows
from counts in the order of private ranks is computed once too.

Rho of a resample is Pearson's correlation of the midranks in it. With c the count of a team, x and y twice its midranks
less 1, and N the sum of counts: sum(c x) = sum(c y) = N**2, so that the covariance is sum(c x y) - N**3. Both variances
are (N**3 - sum(c**3)) / 3, as ties in a resample are its repeated teams. With d the sum of counts down to a team on the
public board, y = 2 d - c. All sums are of whole numbers, which floats hold exactly up to 2**53, hence the same on every
machine. Where teams share a rank, c counts all of them.
"""

from functools import cache
from math import exp, factorial
from random import Random

import numpy as np
import numpy.typing as npt

from insights.boards import Floats, Ints
from insights.computed import Value
from insights.quantiles import quantiles
from insights.rounding import published_all

RESAMPLES = 200
"""Resamples of an interval; its ends are the 5th resample from either side."""
BLOCK = 20
"""Resamples drawn at a time (another number would draw others): few calls, and arrays so small that malloc does not ask
the system for fresh pages."""
SEED = 20130612
"""The same boards give the same interval."""

Counts = npt.NDArray[np.uint8]
Ranks = npt.NDArray[np.int32]


class Intervals(Value):
    """95 % intervals."""

    s: tuple[float, float]
    spearman: tuple[float, float] | None
    """None where one side never varies."""


class _Draws(Value):
    """A block of resamples, one a row, by the team's place in the order of private ranks."""

    counts: Counts
    ranked: Ranks
    """Each team's count times twice its private midrank less 1."""


def intervals(public: Ints, private: Ints) -> Intervals:
    """Resample teams and take the middle 95 % of S and of Spearman's rho; pairs come in the order of private ranks.

    A resample has each team as often as a number drawn for it alone says, from a Poisson distribution with mean 1,
    instead of as many teams as there are with replacement (J. Hanley and B. MacGibbon, "Creating non-parametric
    bootstrap samples using Poisson frequencies", 2006).
    """
    teams = len(public)
    order = np.argsort(public, kind="stable")
    shared = not (np.diff(private).all() and np.diff(public[order]).all())
    place = np.argsort(order)
    change = np.abs(private - public).astype(np.float64)
    moves, rhos = [], []
    for block in range(RESAMPLES // BLOCK):
        drawn = _drawn(1 << (teams - 1).bit_length(), block)
        counts = drawn.counts[:, :teams]
        weights = counts.astype(np.float64)
        size = weights.sum(axis=1)
        moves.append(np.vecdot(weights, change) / size)
        if shared:
            rhos.append(_rho_of_shared(public, private, weights))
            continue
        ranked = _floats(drawn.ranked[:, :teams])
        down_to = np.cumsum(counts.take(order, axis=1), axis=1, dtype=np.int32).take(place, axis=1, mode="clip")
        covariance = 2 * np.vecdot(ranked, _floats(down_to)) - np.vecdot(ranked, weights) - size**3
        rhos.append(3 * covariance / (size**3 - np.vecdot(weights, weights * weights)))
    rho = np.concatenate(rhos)
    known = rho[~np.isnan(rho)]
    return Intervals(s=_middle(np.concatenate(moves) / teams), spearman=_middle(known) if len(known) else None)


@cache
def _drawn(teams: int, block: int) -> _Draws:
    """Draw team by team: each count for so many of 2**16 numbers as is its share of them."""
    ends = np.rint(np.cumsum([exp(-1) / factorial(count) for count in range(9)]) * (1 << 16)).astype(np.int64)
    count_of = np.repeat(np.arange(9, dtype=np.uint8), np.diff(ends, prepend=0))
    # numpy.random takes longer to load than to draw
    numbers = np.frombuffer(Random(f"{SEED} {block}").randbytes(2 * teams * BLOCK), "<u2").reshape(teams, BLOCK)
    counts = np.ascontiguousarray(count_of[numbers].T)
    return _Draws(counts, (2 * np.cumsum(counts, axis=1, dtype=np.int32) - counts) * counts)


def _rho_of_shared(public: Ints, private: Ints, weights: Floats) -> Floats:
    """Rho of each resample where teams share a rank, so that they are ties too; NaN where one side never varies."""
    size = weights.sum(axis=1)
    x, spread_x = _shared_midranks(public, weights)
    y, spread_y = _shared_midranks(private, weights)
    covariance = np.vecdot(weights * x, y) - size**3
    spread = np.sqrt(spread_x * spread_y)
    rho: Floats = np.divide(3 * covariance, spread, out=np.full(len(size), np.nan), where=spread > 0)
    return rho


def _shared_midranks(ranks: Ints, weights: Floats) -> tuple[Floats, Floats]:
    """Twice the midrank less 1 of each team in each resample, and three times their variance."""
    order = np.argsort(ranks, kind="stable")
    _, first, group = np.unique(ranks[order], return_index=True, return_inverse=True)
    totals = np.add.reduceat(weights.take(order, axis=1), first, axis=1)
    midranks: Floats = (2 * np.cumsum(totals, axis=1) - totals).take(group, axis=1).take(np.argsort(order), axis=1)
    return midranks, weights.sum(axis=1) ** 3 - (totals**3).sum(axis=1)


def _floats(numbers: Ranks) -> Floats:
    return numbers.astype(np.float64)


def _middle(values: Floats) -> tuple[float, float]:
    low, high = published_all(quantiles(values, (0.025, 0.975)))
    return low, high
