"""Both boards of one competition as columns: what every board statistic reads.

Ranks are the platform's own and are never recomputed from displayed scores, which are rounded. Benchmark rows and rows
without a rank are no teams.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

import numpy as np
import numpy.typing as npt

from archive.board import count_teams
from archive.records import Competition, Standing

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class Texts(Protocol):
    """Cells of a column by row; few of them are ever looked at, so that they need not lie in memory."""

    def __getitem__(self, row: int, /) -> str | None:
        """The text of one cell; None for a blank one."""


@dataclass(frozen=True, eq=False)
class Board:
    """The ranked teams of one board, best first."""

    rank: Ints
    """Ranks as the platform gave them, ascending."""
    score: Floats
    """Displayed scores as numbers; NaN where the board shows none."""
    row: Ints
    """Where they stand in the file."""
    texts: Texts
    """Displayed scores as printed, by row of the file."""

    def __len__(self) -> int:
        """Count the ranked teams."""
        return len(self.rank)

    def place_of(self, rank: int) -> int | None:
        """The first place, counted from 0, that has this rank; None where no team has it."""
        place = int(self.rank.searchsorted(rank))
        return place if place < len(self) and self.rank[place] == rank else None

    def place_at(self, rank: int) -> int | None:
        """The first place with this rank, or the last one of a tie that begins above it; None on a shorter board."""
        place = self.place_of(rank)
        if place is None and rank <= len(self) and self.rank[rank - 1] < rank:
            return rank - 1
        return place

    def text(self, place: int) -> str | None:
        """Displayed score of the team at this place, counted from 0, as printed."""
        return self.texts[int(self.row[place])]


@dataclass(frozen=True, eq=False)
class Boards:
    """The public and the private board of one competition, and the teams that stand on both."""

    public: Board
    private: Board
    both_public: Ints
    """Public ranks of the teams on both boards, in the order of their private ranks."""
    both_private: Ints
    """Their private ranks."""
    both_public_score: Floats
    """Their displayed public scores."""
    both_private_score: Floats
    """Their displayed private scores."""

    @property
    def n_public_only(self) -> int:
        """Count the teams that only the public board has."""
        return len(self.public) - len(self.both_public)

    @property
    def n_private_only(self) -> int:
        """Count the teams that only the private board has."""
        return len(self.private) - len(self.both_public)


def boards_of(standings: Iterable[Standing]) -> Boards:
    """Turn the standings of one competition into columns."""
    teams = [team for team in standings if not team.is_benchmark]
    return boards_from(
        np.array([team.public_rank or 0 for team in teams], dtype=np.int64),
        np.array([team.private_rank or 0 for team in teams], dtype=np.int64),
        _floats([team.public_score for team in teams]),
        _floats([team.private_score for team in teams]),
        [team.public_score_text for team in teams],
        [team.private_score_text for team in teams],
    )


def boards_from(
    public_rank: Ints,
    private_rank: Ints,
    public_score: Floats,
    private_score: Floats,
    public_text: Texts,
    private_text: Texts,
) -> Boards:
    """Make boards of columns, one value a team; rank 0 stands for a team that is not on that board."""
    both = np.flatnonzero((public_rank > 0) & (private_rank > 0))
    both = both[np.lexsort((public_rank[both], private_rank[both]))]
    return Boards(
        public=_board(public_rank, public_score, public_text),
        private=_board(private_rank, private_score, private_text),
        both_public=public_rank[both],
        both_private=private_rank[both],
        both_public_score=public_score[both],
        both_private_score=private_score[both],
    )


def team_count(competition: Competition, boards: Boards) -> int:
    """Count the teams of a competition by its boards (see `archive.board.count_teams`)."""
    extents = [(len(board), *map(int, board.rank[-1:])) for board in (boards.public, boards.private)]
    return count_teams(competition.teams, chain.from_iterable(extents))


def _floats(values: Sequence[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _board(rank: Ints, score: Floats, texts: Texts) -> Board:
    ranked = np.flatnonzero(rank > 0)
    order = ranked[np.argsort(rank[ranked], kind="stable")]
    return Board(rank[order], score[order], order, texts)
