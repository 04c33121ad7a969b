"""Intervals of S and of Spearman's rho: a bootstrap over teams with a fixed seed.

A team that moves moves others, so teams do not move one by one: the teams of a resample are ranked anew, for S as for
rho. With the ranks of the whole board, intervals of S held what they should in 76 to 96 of a hundred made-up boards of
20 to 1,000 teams, ranked anew in 90 to 99 (82 where few of twenty teams move, and those by a place or two).

What is drawn for the first teams does not depend on how many follow, so all boards share their draws, and what follows
from counts in the order of private ranks is computed once too.

Rho of a resample is Pearson's correlation of the midranks in it. With c the count of a team, x and y twice its midranks
less 1, and N the sum of counts: S is sum(c |x - y|) / (2 N**2); sum(c x) = sum(c y) = N**2, so that the covariance is
sum(c x y) - N**3. Both variances
are (N**3 - sum(c**3)) / 3, as ties in a resample are its repeated teams. With d the sum of counts down to a team on a
board, its x or y is 2 d - c. All sums are of whole numbers, which floats hold exactly up to 2**53, hence the same on
every machine. Where teams share a rank, c counts all of them.

Counts of several resamples lie side by side in one number of 64 bits: the sums of one never reach the next, so that one
addition adds them all, and one look-up moves them all from the order of one board to that of the other.
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
"""Resamples drawn at a time, a multiple of 4 (another number would draw others): few calls, and arrays so small that
malloc does not ask the system for fresh pages."""
NARROW = 1 << 14
"""Up to so many teams, twice the sum of their counts is below 2**16."""
SEED = 20130612
"""The same boards give the same interval."""

Counts = npt.NDArray[np.uint16] | npt.NDArray[np.uint32]


class Intervals(Value):
    """95 % intervals."""

    s: tuple[float, float]
    spearman: tuple[float, float] | None
    """None where one side never varies."""


class _Draws(Value):
    """A block of resamples, one a column, by the team's place in the order of private ranks."""

    counts: Counts
    ranked: Floats
    """Each team's count times twice its private midrank less 1."""
    cubes: npt.NDArray[np.int32]
    """Sum of the cubes of counts down to each team."""


def intervals(public: Ints, private: Ints) -> Intervals:
    """Resample teams, rank them anew and take the middle 95 % of S and rho; pairs come in the order of private ranks.

    Where teams on one board only or shared ranks give the board another S than its pairs ranked anew have, the interval
    of S is moved by the difference. A resample has each team as often as a number drawn for it alone says, from a
    Poisson distribution with mean 1, instead of as many teams as there are with replacement (J. Hanley and
    B. MacGibbon, "Creating non-parametric bootstrap samples using Poisson frequencies", 2006).
    """
    teams = len(public)
    order = np.argsort(public, kind="stable")
    place = np.argsort(order)
    shared = not (np.diff(private).all() and np.diff(public[order]).all())
    moves, rhos = [], []
    for block in range(RESAMPLES // BLOCK):
        drawn = _drawn(1 << (teams - 1).bit_length(), block)
        weights = drawn.counts[:teams].astype(np.float64)
        s, rho = _of_shared(public, private, weights) if shared else _of_distinct(order, place, drawn, weights)
        moves.append(s)
        rhos.append(rho)
    every = np.ones((teams, 1))
    anew = _of_shared(public, private, every)[0] if shared else np.abs(place - np.arange(teams)).mean() / teams
    moved = np.concatenate(moves) + np.abs(private - public).mean() / teams - anew
    rho = np.concatenate(rhos)
    known = rho[~np.isnan(rho)]
    return Intervals(s=_middle(np.maximum(moved, 0)), spearman=_middle(known) if len(known) else None)


@cache
def _drawn(teams: int, block: int) -> _Draws:
    """Draw team by team: each count for so many of 2**16 numbers as is its share of them."""
    ends = np.rint(np.cumsum([exp(-1) / factorial(count) for count in range(9)]) * (1 << 16)).astype(np.int64)
    count_of = np.repeat(np.arange(9), np.diff(ends, prepend=0))
    # numpy.random takes longer to load than to draw
    numbers = np.frombuffer(Random(f"{SEED} {block}").randbytes(2 * teams * BLOCK), "<u2").reshape(teams, BLOCK)
    counts = count_of[numbers]
    ranked = (2 * np.cumsum(counts, axis=0) - counts) * counts
    width = np.uint16 if teams <= NARROW else np.uint32
    return _Draws(counts.astype(width), ranked.astype(np.float64), np.cumsum(counts**3, axis=0, dtype=np.int32))


def _of_distinct(order: Ints, place: Ints, drawn: _Draws, weights: Floats) -> tuple[Floats, Floats]:
    """S and rho of each resample, where `order` sorts the teams by public rank and `place` is their place in it."""
    teams = len(order)
    counts, ranked = drawn.counts[:teams], drawn.ranked[:teams]
    by_public = counts.view(np.uint64).take(order, axis=0)
    down_to = by_public.cumsum(axis=0)
    size = down_to[-1].view(counts.dtype).astype(np.float64)
    midranks = (2 * down_to - by_public).take(place, axis=0, mode="clip").view(counts.dtype).astype(np.float64)
    covariance = np.einsum("ij,ij->j", ranked, midranks) - size**3
    midranks *= weights
    midranks -= ranked
    change = np.einsum("ij->j", np.abs(midranks, out=midranks))
    return change / (2 * size**2), 3 * covariance / (size**3 - drawn.cubes[teams - 1])


def _of_shared(public: Ints, private: Ints, weights: Floats) -> tuple[Floats, Floats]:
    """S and rho of each resample where teams share a rank, which are ties too; rho is NaN where a side never varies."""
    size = weights.sum(axis=0)
    x, spread_x = _shared_midranks(public, weights)
    y, spread_y = _shared_midranks(private, weights)
    covariance = np.einsum("ij,ij,ij->j", weights, x, y) - size**3
    spread = np.sqrt(spread_x * spread_y)
    rho: Floats = np.divide(3 * covariance, spread, out=np.full(len(size), np.nan), where=spread > 0)
    return np.einsum("ij,ij->j", weights, np.abs(x - y)) / (2 * size**2), rho


def _shared_midranks(ranks: Ints, weights: Floats) -> tuple[Floats, Floats]:
    """Twice the midrank less 1 of each team in each resample, and three times their variance."""
    order = np.argsort(ranks, kind="stable")
    _, first, group = np.unique(ranks[order], return_index=True, return_inverse=True)
    totals = np.add.reduceat(weights.take(order, axis=0), first, axis=0)
    midranks: Floats = (2 * np.cumsum(totals, axis=0) - totals).take(group[np.argsort(order)], axis=0)
    return midranks, weights.sum(axis=0) ** 3 - (totals**3).sum(axis=0)


def _middle(values: Floats) -> tuple[float, float]:
    low, high = published_all(quantiles(values, (0.025, 0.975)))
    return low, high
