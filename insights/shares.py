"""Shares with their denominators, and ratios of shares, each with an interval."""

import math

import numpy as np

from insights.boards import Ints
from insights.computed import Computed
from insights.rounding import DIGITS, published

ENOUGH = 10
"""Of fewer than this counts are given, and neither shares nor quartiles nor correlations."""
Z = 1.959964
"""Standard normal quantile of a 95 % interval."""


class Share(Computed):
    """So many of so many."""

    count: int
    """How many."""
    of: int
    """Of how many: the denominator, printed beside every share."""
    share: float | None = None
    """`count / of`; null where the denominator is below ten."""
    low: float | None = None
    """Lower end of the 95 % Wilson interval of the share."""
    high: float | None = None
    """Upper end of the same interval."""


class Lift(Computed):
    """How much more common something is at the top than below."""

    top: Share
    """Among the top."""
    rest: Share
    """Among those below."""
    lift: float | None = None
    """Share among the top over share among the rest: 1 is no difference; null where either share is not given or the
    ratio or its interval would divide by 0."""
    low: float | None = None
    """Lower end of its 95 % interval."""
    high: float | None = None
    """Upper end of the same interval."""


def share_of(count: int, of: int, *, enough: bool = True) -> Share:
    """Make a share; without a ratio where the denominator is below ten or the caller says that there is not enough."""
    if of < ENOUGH or not enough:
        return Share(count=count, of=of)
    low, high = wilson(count, of)
    return Share(count=count, of=of, share=published(count / of), low=published(low), high=published(high))


def lift_of(top: Share, rest: Share) -> Lift:
    """Compare two shares; the interval follows from their Wilson intervals by MOVER-R (Donner and Zou, 2012)."""
    if top.share is None or rest.share is None or not rest.share:
        return Lift(top=top, rest=rest)
    low, high = _ratio_interval(top.count / top.of, wilson(top.count, top.of), rest.count / rest.of,
                                wilson(rest.count, rest.of))  # fmt: skip
    ratio = top.count * rest.of / (top.of * rest.count)
    return Lift(top=top, rest=rest, lift=published(ratio), low=published(low), high=published(high))


def lift_within(top: Ints, top_of: Ints, rest: Ints, rest_of: Ints, *, enough: bool = True) -> Lift:
    """Compare the top with those below within each competition, and sum up over those where both were read.

    The columns hold users and solutions of the two groups, one row a competition. The ratio is that of Mantel and
    Haenszel (1959), the interval that of Greenland and Robins (1985). Shares over all competitions compare competitions
    too: of one the winner alone was read, of another many places, and what the second is about seems to keep from
    winning.
    """
    both = (top_of > 0) & (rest_of > 0)
    a, m, b, n = (column[both].astype(np.float64) for column in (top, top_of, rest, rest_of))
    found = Lift(
        top=share_of(int(a.sum()), int(m.sum()), enough=enough),
        rest=share_of(int(b.sum()), int(n.sum()), enough=enough),
    )
    if found.top.share is None or found.rest.share is None or not found.top.count or not found.rest.count:
        return Lift(top=found.top, rest=found.rest)
    size = m + n
    above, below = float((a * n / size).sum()), float((b * m / size).sum())
    variance = float(((a + b) * m * n / size**2 - a * b / size).sum()) / (above * below)
    ratio, reach = above / below, math.exp(Z * math.sqrt(max(variance, 0.0)))
    return Lift(
        top=found.top,
        rest=found.rest,
        lift=published(ratio),
        low=published(ratio / reach),
        high=published(ratio * reach),
    )


def interval_over_competitions(count: Ints, of: Ints, z: float = Z) -> tuple[float, float] | None:
    """Compute a 95 % interval of a share whose solutions come from competitions; null below two competitions.

    Solutions of one competition resemble each other, so they tell less than as many that were drawn one by one: it is
    Wilson's interval for so many as they are worth, their number over the design effect (Kish, 1965; as Korn and
    Graubard, 1998, do), which is never taken to be below 1. The columns hold one row a competition; another `z` gives
    another level. On made-up competitions, 2 to 50 of some four solutions each, it held the share in 83 to 97 of a
    hundred, least where competitions differ much and are few.
    """
    read = of > 0
    counts, sizes = count[read].astype(np.float64), of[read].astype(np.float64)
    if len(sizes) < 2:
        return None
    total = float(sizes.sum())
    share, effect = float(counts.sum()) / total, 1.0
    if 0 < share < 1:
        variance = float(((counts - share * sizes) ** 2).sum()) / total**2 * len(sizes) / (len(sizes) - 1)
        effect = max(1.0, variance * total / (share * (1 - share)))
    low, high = wilson(share * total / effect, total / effect, z)
    return round(low, DIGITS), round(high, DIGITS)


def ratio_over_competitions(
    here: Ints, here_of: Ints, elsewhere: Ints, elsewhere_of: Ints, z: float = Z
) -> tuple[float, float | None] | None:
    """Compute a 95 % interval of a share here over the share elsewhere, where no competition is on both sides.

    It is that of MOVER-R (Donner and Zou, 2012) over the intervals of `interval_over_competitions`, which know that
    solutions of one competition resemble each other. The columns hold one row a competition. Its upper end is null
    where elsewhere has none; all of it is null where either side has fewer than two competitions. Another `z`
    gives another level.
    """
    ends = interval_over_competitions(here, here_of, z)
    other_ends = interval_over_competitions(elsewhere, elsewhere_of, z)
    if ends is None or other_ends is None:
        return None
    share, other = float(here.sum() / here_of.sum()), float(elsewhere.sum() / elsewhere_of.sum())
    if not other:
        return round(math.sqrt(ends[0] * (2 * share - ends[0])) / other_ends[1], DIGITS), None
    low, high = _ratio_interval(share, ends, other, other_ends)
    return round(low, DIGITS), round(high, DIGITS)


def wilson(count: float, of: float, z: float = Z) -> tuple[float, float]:
    """Compute the Wilson score interval of a share (Wilson, 1927), of 95 % unless `z` says otherwise."""
    share, square = count / of, z * z / of
    middle = share + square / 2
    spread = z * math.sqrt(share * (1 - share) / of + square / (4 * of))
    low, high = (middle - spread) / (1 + square), (middle + spread) / (1 + square)
    return (0.0 if count == 0 else low), (1.0 if count == of else high)


def _ratio_interval(
    p: float, p_ends: tuple[float, float], q: float, q_ends: tuple[float, float]
) -> tuple[float, float]:
    """Compute the MOVER-R interval of p/q, q > 0, written so that neither end divides by a difference near 0."""
    (p_low, p_high), (q_low, q_high) = p_ends, q_ends
    product = p * q
    inner = p_low * (2 * p - p_low)
    low_root = math.sqrt(max(product**2 - inner * q_high * (2 * q - q_high), 0.0))
    low = inner / (product + low_root) if inner else 0.0
    denominator = q_low * (2 * q - q_low)
    high_root = math.sqrt(max(product**2 - p_high * (2 * p - p_high) * denominator, 0.0))
    return low, (product + high_root) / denominator
