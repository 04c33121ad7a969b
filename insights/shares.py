"""Shares with their denominators, and ratios of shares, each with an interval."""

import math

from insights.computed import Computed
from insights.rounding import published

ENOUGH = 10
"""A share of fewer than this is printed as counts only."""
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
    rest's is 0."""
    low: float | None = None
    """Lower end of its 95 % interval, from the two Wilson intervals by MOVER-R (Donner and Zou, 2012)."""
    high: float | None = None
    """Upper end of the same interval."""


def share_of(count: int, of: int, *, enough: bool = True) -> Share:
    """Make a share; without a ratio where the denominator is below ten or the caller says that there is not enough."""
    if of < ENOUGH or not enough:
        return Share(count=count, of=of)
    low, high = wilson(count, of)
    return Share(count=count, of=of, share=published(count / of), low=published(low), high=published(high))


def lift_of(top: Share, rest: Share) -> Lift:
    """Compare two shares."""
    if top.share is None or rest.share is None or not rest.share:
        return Lift(top=top, rest=rest)
    low, high = _ratio_interval(top.count / top.of, wilson(top.count, top.of), rest.count / rest.of,
                                wilson(rest.count, rest.of))  # fmt: skip
    ratio = top.count * rest.of / (top.of * rest.count)
    return Lift(top=top, rest=rest, lift=published(ratio), low=published(low), high=published(high))


def wilson(count: int, of: int) -> tuple[float, float]:
    """Compute the 95 % Wilson score interval of a share (Wilson, 1927)."""
    share, square = count / of, Z * Z / of
    middle = share + square / 2
    spread = Z * math.sqrt(share * (1 - share) / of + square / (4 * of))
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
