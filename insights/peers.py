"""Where a shake-up stands among those of similar competitions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from insights.rounding import published
from insights.shakeup import Shakeup

MIN_PEERS = 10
"""Fewer peers than this give no percentile."""
SIZE_FACTOR = 2.0
"""Peers have between half and twice as many teams on both boards."""
SHARE_DISTANCE = 0.15
"""Public shares of peers differ by no more than this; unknown goes with unknown."""


@dataclass(frozen=True)
class Placed:
    """A shake-up and the public share of its competition."""

    shakeup: Shakeup
    public_share: float | None


def percentiles_in_peers(placed: Sequence[Placed]) -> tuple[Shakeup, ...]:
    """Fill in, in the given order, each shake-up's percentile (0..100) among its peers.

    Peers are other applicable competitions with a similar number of teams and a similar public share, two-stage ones
    among themselves. The percentile is the share of peers with a smaller S, equal ones counted half; with fewer than
    ten peers it stays null.
    """
    rows = [index for index, item in enumerate(placed) if item.shakeup.s is not None]
    s = np.array([placed[row].shakeup.s for row in rows], dtype=np.float64)
    size = np.log(np.array([placed[row].shakeup.n for row in rows], dtype=np.float64))
    share = np.array([_or_far(placed[row].public_share) for row in rows])
    two_stage = np.array([placed[row].shakeup.two_stage for row in rows], dtype=bool)
    filled = [item.shakeup for item in placed]
    for own, row in enumerate(rows):
        peer = np.abs(size - size[own]) <= np.log(SIZE_FACTOR) + 1e-12
        peer &= np.abs(share - share[own]) <= SHARE_DISTANCE + 1e-12
        peer &= two_stage == two_stage[own]
        peer[own] = False
        count = int(peer.sum())
        if count >= MIN_PEERS:
            below = int((s[peer] < s[own]).sum()) + int((s[peer] == s[own]).sum()) / 2
            filled[row] = filled[row].model_copy(update={"percentile_in_peers": published(100 * below / count)})
    return tuple(filled)


def _or_far(share: float | None) -> float:
    """Put unknown shares together and away from all known ones."""
    return -1.0 if share is None else share
