"""Rank correlations and skewness of whole numbers and floats, by NumPy alone.

SciPy has all of them, but loading its statistics takes longer than building the pages of a changed competition.
"""

from math import isqrt
from typing import Any

import numpy as np
import numpy.typing as npt

from insights.boards import Floats, Ints

Values = npt.NDArray[Any]


def spearman(x: Values, y: Values) -> float:
    """Compute Spearman's rho: Pearson's correlation of the midranks. NaN where one side never varies."""
    a, b = _midranks(x), _midranks(y)
    a -= a.mean()
    b -= b.mean()
    spread = np.sqrt((a @ a) * (b @ b))
    return float(a @ b / spread) if spread else float("nan")


def kendall(x: Values, y: Values) -> float:
    """Compute Kendall's tau-b in O(n**1.5). NaN where one side never varies."""
    first, second = _dense(x), _dense(y)
    order = np.lexsort((second, first))
    discordant = _inversions(second[order])
    pairs = len(first) * (len(first) - 1) // 2
    tied_x, tied_y = _tied(first), _tied(second)
    tied_both = _tied(_dense(first * (int(second.max()) + 1) + second)) if tied_x and tied_y else 0
    spread = np.sqrt(float(pairs - tied_x) * float(pairs - tied_y))
    return (pairs - tied_x - tied_y + tied_both - 2 * discordant) / spread if spread else float("nan")


def skewness(values: Values) -> float:
    """Compute the third central moment over the cubed standard deviation, both of the whole population."""
    centred = values - values.mean()
    squares = centred * centred
    spread = np.sqrt(squares.mean())
    return float((squares * centred).mean() / spread**3) if spread else float("nan")


def _midranks(values: Values) -> Floats:
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    midranks: Floats = (np.cumsum(counts) - (counts - 1) / 2)[places]
    return midranks


def _dense(values: Values) -> Ints:
    """Ranks from 0 on, equal values sharing one."""
    return np.unique(values, return_inverse=True)[1].astype(np.int64)


def _tied(ranks: Ints) -> int:
    """Pairs of equal values."""
    counts = np.bincount(ranks)
    return int((counts * (counts - 1) // 2).sum())


def _inversions(ranks: Ints) -> int:
    """Pairs of which the earlier is greater: within blocks of neighbours each with each, before them by counts."""
    highest, width = int(ranks.max()), 4 * isqrt(len(ranks)) + 1
    small = ranks.astype(np.min_scalar_type(highest))
    later = np.tri(width, k=-1, dtype=np.bool_)
    counts = np.zeros(highest + 1, dtype=np.int64)
    total = 0
    for before in range(0, len(ranks), width):
        block = small[before : before + width]
        within = (block > block[:, np.newaxis]) & later[: len(block), : len(block)]
        total += int(np.count_nonzero(within)) + before * len(block) - int(np.cumsum(counts)[block].sum())
        counts += np.bincount(block, minlength=highest + 1)
    return total
