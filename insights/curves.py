"""The score curve of a board: score over rank, thinned for a chart, and both boards' scores at round ranks."""

import numpy as np

from insights.boards import Board, Boards, Flags
from insights.computed import Computed
from insights.quantiles import quantiles
from insights.sentinels import is_sentinel

POINTS = 200
"""Most points of a curve; a chart is some 700 pixels wide."""
HEAD = 20
"""Leading teams that are all kept: there the curve is steep and the reader looks."""
FAR = 10
"""Scores farther from the median than this many times the middle 90 % of scores would squash the chart."""
ROUND_RANKS = (1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
"""Ranks at which the curves are told in numbers."""

ScoresAt = tuple[int, float | None, float | None]
"""A rank with its public and its private score; None where that board ends above it or shows no score."""


class Curve(Computed):
    """Score over rank of one board."""

    points: tuple[tuple[int, float], ...]
    """Rank and score, best first; the first and the last that can be drawn are always among them."""
    teams: int
    """Ranked teams of the board."""
    sentinels: int
    """Teams left out because their score is no score (see `insights.sentinels`)."""
    far: int
    """Teams left out because their score lies far outside the others'."""


def curve(board: Board) -> Curve:
    """Thin the scores of a board to at most `POINTS` points; what is left out is counted."""
    sentinel = is_sentinel(board.score)
    drawable = ~(np.isnan(board.score) | sentinel)
    far = drawable & _far(board, drawable)
    rows = np.flatnonzero(drawable & ~far)
    if len(rows) > POINTS:
        spread = np.linspace(HEAD, len(rows) - 1, POINTS - HEAD).round().astype(np.int64)
        rows = rows[np.concatenate([np.arange(HEAD), spread])]
    return Curve(
        points=tuple(zip(board.rank[rows].tolist(), board.score[rows].tolist(), strict=True)),
        teams=len(board),
        sentinels=int(sentinel.sum()),
        far=int(far.sum()),
    )


def round_ranks(boards: Boards) -> tuple[ScoresAt, ...]:
    """Read the whole boards at round ranks, far and sentinel scores too; ranks without any score are left out."""
    rows = ((rank, _score_at(boards.public, rank), _score_at(boards.private, rank)) for rank in ROUND_RANKS)
    return tuple(row for row in rows if row[1:] != (None, None))


def _score_at(board: Board, rank: int) -> float | None:
    place = board.place_at(rank)
    return None if place is None or np.isnan(board.score[place]) else float(board.score[place])


def _far(board: Board, drawable: Flags) -> Flags:
    if not drawable.any():
        return drawable
    low, middle, high = quantiles(board.score[drawable], (0.05, 0.5, 0.95))
    return np.abs(board.score - middle) > FAR * (high - low) if high > low else np.zeros_like(drawable)
