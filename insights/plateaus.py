"""Plateaus: many teams on one displayed score, such as that of one public notebook or a sample submission."""

import numpy as np

from insights.boards import Board, Ints
from insights.computed import Computed

LARGEST = 5


class Plateau(Computed):
    """Teams of one board that share a displayed score."""

    score: float
    """The score."""
    score_text: str
    """The score as printed."""
    first_rank: int
    """Best rank among them."""
    last_rank: int
    """Worst rank among them."""
    teams: int
    """How many they are."""


def plateaus(board: Board, largest: int = LARGEST) -> tuple[Plateau, ...]:
    """List the largest groups of at least two teams with one displayed score, largest first, then best rank first."""
    scores, first, sizes = np.unique(board.score, return_index=True, return_counts=True)
    shared = np.flatnonzero((sizes > 1) & ~np.isnan(scores))
    shared = shared[np.lexsort((first[shared], -sizes[shared]))][:largest]
    return tuple(_plateau(board, np.flatnonzero(board.score == scores[index])) for index in shared.tolist())


def tie_mass(board: Board) -> float:
    """Compute the share (0..1) of teams whose displayed score is another's too; NaN on a board without scores."""
    sizes = _sizes(board)
    return float(sizes[sizes > 1].sum() / len(board)) if len(sizes) else np.nan


def largest_plateau(board: Board) -> float:
    """Compute the share (0..1) of teams on the most common displayed score; NaN on a board without scores."""
    sizes = _sizes(board)
    return float(sizes.max() / len(board)) if len(sizes) else np.nan


def _sizes(board: Board) -> Ints:
    """Teams on each displayed score."""
    return np.unique(board.score[~np.isnan(board.score)], return_counts=True)[1].astype(np.int64)


def _plateau(board: Board, rows: Ints) -> Plateau:
    score, text = float(board.score[rows[0]]), board.text(int(rows[0]))
    return Plateau(
        score=score,
        score_text=repr(score) if text is None else text,
        first_rank=int(board.rank[rows[0]]),
        last_rank=int(board.rank[rows[-1]]),
        teams=len(rows),
    )
