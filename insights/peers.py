"""Where a shake-up stands among those of similar competitions."""

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from insights.computed import Value
from insights.rounding import published
from insights.shakeup import Shakeup

MIN_PEERS = 10
"""Fewer peers than this give no percentile."""
SIZE_FACTOR = 2.0
"""Peers have between half and twice as many teams on both boards."""
SHARE_DISTANCE = 0.15
"""Public shares of peers differ by no more than this; unknown goes with unknown."""


class Placed(Value):
    """A shake-up and the public share of its competition."""

    shakeup: Shakeup
    public_share: float | None


def percentiles_in_peers(placed: Sequence[Placed]) -> tuple[Shakeup, ...]:
    """Fill in, in the given order, each shake-up's percentile (0..100) among its peers, and how many these are.

    Peers are other applicable competitions with a similar number of teams and a similar public share, two-stage ones
    among themselves. The percentile is the share of peers with a smaller S, equal ones counted half; with fewer than
    ten peers it stays null.
    """
    filled = [item.shakeup for item in placed]
    for two_stage in (False, True):
        rows = [
            row
            for row, item in enumerate(placed)
            if item.shakeup.s is not None and bool(item.shakeup.two_stage) == two_stage
        ]
        rows.sort(key=lambda row: placed[row].shakeup.n or 0)
        for row, told in zip(rows, _percentiles([placed[row] for row in rows]), strict=True):
            if told is not None:
                percentile, peers = told
                filled[row] = replace(filled[row], percentile_in_peers=published(percentile), peers=peers)
    return tuple(filled)


def _percentiles(by_size: Sequence[Placed]) -> list[tuple[float, int] | None]:
    """The percentile of each among those of similar share and size, and their number; the latter stand around it."""
    s = np.array([item.shakeup.s for item in by_size], dtype=np.float64)
    size = np.array([item.shakeup.n for item in by_size], dtype=np.float64)
    share = np.array([_or_far(item.public_share) for item in by_size])
    found: list[tuple[float, int] | None] = [None] * len(by_size)
    for value in sorted({*share.tolist()}):  # `numpy.unique` would load numpy.ma, which takes longer
        alike = np.abs(share - value) <= SHARE_DISTANCE + 1e-12
        s_of_alike, sizes, own = s[alike], size[alike], np.flatnonzero(share == value)
        first = np.searchsorted(sizes, size[own] / SIZE_FACTOR)
        behind = np.searchsorted(sizes, size[own] * SIZE_FACTOR, side="right")
        for row, *ends in zip(own.tolist(), first.tolist(), behind.tolist(), strict=True):
            around = s_of_alike[slice(*ends)]
            peers, below = len(around) - 1, np.count_nonzero(around < s[row])
            equal = np.count_nonzero(around <= s[row]) - below - 1
            if peers >= MIN_PEERS:
                found[row] = 100 * (below + equal / 2) / peers, peers
    return found


def _or_far(share: float | None) -> float:
    """Put unknown shares together and away from all known ones."""
    return -1.0 if share is None else share
