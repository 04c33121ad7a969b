"""How much better or worse teams scored on the private board than on the public one."""

import numpy as np

from archive.records import Competition
from insights.boards import Boards
from insights.computed import Computed
from insights.quantiles import quantiles
from insights.rounding import published, published_all
from insights.sentinels import is_sentinel

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Points of the distribution of gaps."""
ENOUGH = 10
"""Fewer teams than this give no quantiles, only their mean and count."""


class ScoreGap(Computed):
    """Private minus public score of the teams on both boards."""

    n: int | None
    """Teams with a score on both boards, sentinel scores left out; null where no team is known to stand on both."""
    directed: bool
    """True: positive is better on the private board. False: the direction is unknown, gaps are plain differences."""
    mean: float | None = None
    """Mean gap, in units of the metric."""
    quantiles: tuple[float, ...] | None = None
    """5, 25, 50, 75 and 95 % quantiles of the gap; null below ten teams."""


def score_gap(competition: Competition, boards: Boards) -> ScoreGap:
    """Measure private minus public score in the metric's direction; overfitting shows here, not in ranks."""
    public, private = boards.both_public_score, boards.both_private_score
    kept = np.flatnonzero(~(np.isnan(public) | np.isnan(private) | is_sentinel(public) | is_sentinel(private)))
    higher_is_better = competition.metric.higher_is_better if competition.metric else None
    directed = higher_is_better is not None
    if not len(kept):
        return ScoreGap(n=0 if len(public) else None, directed=directed)
    gap = (private - public)[kept] * (-1 if higher_is_better is False else 1)
    return ScoreGap(
        n=len(kept),
        directed=directed,
        mean=published(gap.mean()),
        quantiles=published_all(quantiles(gap, QUANTILES)) if len(kept) >= ENOUGH else None,
    )
