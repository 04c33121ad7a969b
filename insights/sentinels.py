"""Scores that are no scores: what hosts write for "failed"."""

import numpy as np

from insights.boards import Flags, Floats

_NINES = np.array([10.0**digits - 1 for digits in range(5, 16)])
_BEYOND = 1e30


def is_sentinel(score: Floats) -> Flags:
    """Mark whole numbers of nines such as 99999 or 999999, of either sign, and magnitudes from 1e30 on."""
    size = np.abs(score)
    if not (size >= _NINES[0]).any():
        return np.zeros(len(score), dtype=np.bool_)
    return np.isin(size, _NINES) | (size >= _BEYOND)
