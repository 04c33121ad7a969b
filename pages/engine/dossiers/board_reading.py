"""Boards read as columns: a dossier needs every rank and score, but only the leading teams as records.

Reading a board of 1,500 teams as records takes ten times as long, and a build reads every changed board.
"""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

import numpy as np
from pydantic import ConfigDict, TypeAdapter

from archive.merge_boards import NAMED_RANKS
from archive.records import Competition, Medal, Standing
from archive.text import parse_number
from insights.boards import Board, Boards, Flags, Ints, boards_from, team_count
from insights.computed import Value
from insights.medals import COLOURS, medal_zones
from pages.engine.dossiers.board_table import BoardTable, broken
from pages.engine.dossiers.columns import Columns, Text

T = TypeVar("T")


class Team(NamedTuple):
    """As much of a `Standing` as medals and write-ups ask for."""

    team: str
    public_rank: int | None
    private_rank: int | None
    medal: Medal | None
    is_benchmark: bool = False


class Read(Value):
    """What a dossier needs of a competition's boards; benchmarks are left out."""

    boards: Boards
    top: tuple[Standing, ...]
    """Teams in the top 50 of either board."""
    notable: tuple[Team, ...]
    """Those, the teams in a medal zone by rule, and those with a recorded medal."""


_STANDINGS = TypeAdapter(tuple[Standing, ...], config=ConfigDict(defer_build=True))


def read_boards(board: BoardTable, competition: Competition) -> Read:
    """Both boards with their leading teams. Raises ArchiveError where they are none."""
    return _reading(board, lambda: _boards(board.columns, competition))


def _boards(table: Columns, competition: Competition) -> Read:
    teams = ~table.true("is_benchmark")
    public, private = table.ints("public_rank") * teams, table.ints("private_rank") * teams
    boards = boards_from(
        public,
        private,
        table.floats("public_score"),
        table.floats("private_score"),
        table.text("public_score_text"),
        table.text("private_score_text"),
    )
    top = _reach(public, NAMED_RANKS) | _reach(private, NAMED_RANKS)
    in_zones = _reach(private, medal_zones(team_count(competition, boards)).bronze)
    notable = np.flatnonzero(top | in_zones | (table.known("medal") & teams))
    return Read(boards, _standings(table, np.flatnonzero(top)), _teams(table, public, private, notable))


def _standings(table: Columns, rows: Ints) -> tuple[Standing, ...]:
    cells = [row | {"members": row["members"].split(";")} if "members" in row else row for row in table.rows(rows)]
    return _STANDINGS.validate_python(cells)


def _teams(table: Columns, public: Ints, private: Ints, rows: Ints) -> tuple[Team, ...]:
    medals = table.cells("medal", rows)
    if unknown := {*medals} - {*COLOURS, None}:
        raise ValueError(f"no medals: {unknown}")
    ranks = ([rank or None for rank in board[rows].tolist()] for board in (public, private))
    return tuple(map(Team, table.cells("team", rows), *ranks, medals))


def _reach(ranks: Ints, last: int) -> Flags:
    reached: Flags = (ranks > 0) & (ranks <= last)
    return reached


def read_scores(board: BoardTable) -> Boards:
    """Boards that are known without their teams. Raises ArchiveError where they are none."""
    return _reading(board, lambda: _score_lists(board.columns))


def _score_lists(table: Columns) -> Boards:
    ranks = table.ints("rank")
    which = np.array(table.cells("board", np.arange(len(ranks))), dtype=np.str_)
    public, private = (_score_list(ranks, table.text("score_text"), which == name) for name in ("public", "private"))
    none, no_scores = np.empty(0, dtype=np.int64), np.empty(0)
    return Boards(public, private, none, none, no_scores, no_scores)


def _score_list(ranks: Ints, text: Text, wanted: Flags) -> Board:
    rows = np.flatnonzero(wanted)
    scores = [parse_number(printed) for printed in text.of(rows)]
    known = np.array([np.nan if score is None else score for score in scores], dtype=np.float64)
    return Board(ranks[rows], known, rows, text)


def _reading(board: BoardTable, read: Callable[[], T]) -> T:
    try:
        return read()
    except (ValueError, KeyError) as error:
        raise broken(board.path, error) from error
