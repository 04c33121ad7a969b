"""Scores that are no scores, in whole boards (see `archive.sentinels`)."""

import numpy as np

from archive.sentinels import BEYOND, NINES
from insights.boards import Flags, Floats

_NINES = np.array(NINES)


def is_sentinel(score: Floats) -> Flags:
    """Mark numbers of nines such as 99999 or 999999, of either sign, and magnitudes from 1e30 on."""
    size = np.abs(score)
    if not (size >= _NINES[0]).any():
        return np.zeros(len(score), dtype=np.bool_)
    return np.isin(size, _NINES) | (size >= BEYOND)
