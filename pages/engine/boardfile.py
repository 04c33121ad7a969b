"""Boards read as columns: a dossier needs every rank and score, but only the leading teams as records.

Reading a board of 1,500 teams as records takes ten times as long, and a build reads every changed board.
"""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from pydantic import TypeAdapter

from archive import layout
from archive.canonical import from_cells
from archive.records import Competition, Standing
from archive.store import Archive, ArchiveError
from archive.text import parse_number
from insights.boards import Board, Boards, Floats, Ints, boards_from, team_count
from insights.medals import medal_zones

T = TypeVar("T")

TOP = 50
_STANDINGS = TypeAdapter(tuple[Standing, ...])


@dataclass(frozen=True)
class Read:
    """What a dossier needs of a competition's boards."""

    boards: Boards
    notable: tuple[Standing, ...]
    """Teams in the top 50 of either board, in a medal zone by rule, or with a recorded medal, benchmarks left out."""


def read_boards(archive: Archive, folder: str, competition: Competition) -> Read | None:
    """Both boards with their leading teams; None where the archive has no leaderboard of this competition."""
    path = archive.path(layout.LEADERBOARD, folder)
    if not path.is_file():
        return None
    return _reading(path, lambda: _boards(path, competition))


def _boards(path: Path, competition: Competition) -> Read:
    names, rows = _table(path)
    flag = names.index("is_benchmark")
    teams = [row for row in rows if row[flag] != "true"]
    columns = dict(zip(names, zip(*teams, strict=True) if teams else [()] * len(names), strict=True))
    public, private = _ranks(columns["public_rank"]), _ranks(columns["private_rank"])
    boards = boards_from(
        public,
        private,
        _scores(columns["public_score"]),
        _scores(columns["private_score"]),
        _texts(columns["public_score_text"]),
        _texts(columns["private_score_text"]),
    )
    zone = max(TOP, medal_zones(team_count(competition, boards)).bronze)
    medal = np.array([bool(cell) for cell in columns["medal"]], dtype=bool)
    wanted = ((public > 0) & (public <= TOP)) | ((private > 0) & (private <= zone)) | medal
    leading = [dict(zip(names, teams[index], strict=True)) for index in np.flatnonzero(wanted).tolist()]
    return Read(boards, _STANDINGS.validate_python([from_cells(Standing, cells) for cells in leading]))


def read_scores(archive: Archive, folder: str) -> Boards | None:
    """Boards that are known without their teams; None where there are none."""
    path = archive.path(layout.SCORES, folder)
    return _reading(path, lambda: _score_lists(path)) if path.is_file() else None


def _score_lists(path: Path) -> Boards:
    names, rows = _table(path)
    which, rank, score_text = (names.index(name) for name in ("board", "rank", "score_text"))
    sides = {}
    for name in ("public", "private"):
        own = [row for row in rows if row[which] == name]
        text = tuple(row[score_text].removeprefix("'") for row in own)
        scores = [parse_number(cell) for cell in text]
        sides[name] = Board(
            _ranks([row[rank] for row in own]),
            np.array([np.nan if score is None else score for score in scores], dtype=np.float64),
            text,
        )
    none, no_scores = np.empty(0, dtype=np.int64), np.empty(0)
    return Boards(sides["public"], sides["private"], none, none, no_scores, no_scores)


def _reading(path: Path, read: Callable[[], T]) -> T:
    try:
        return read()
    except (ValueError, KeyError, csv.Error) as error:
        raise ArchiveError(f"{path}: cannot be read; run `leaderlore check` for line and field: {error}") from error


def _table(path: Path) -> tuple[list[str], list[list[str]]]:
    """Column names and rows, all of one length. Raises ValueError and csv.Error."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file, strict=True)
        names, rows = next(lines, []), list(lines)
    if any(len(row) != len(names) for row in rows):
        raise ValueError("a row has another number of cells than the head")
    return names, rows


def _ranks(cells: Iterable[str]) -> Ints:
    return np.array([int(cell) if cell else 0 for cell in cells], dtype=np.int64)


def _scores(cells: Iterable[str]) -> Floats:
    return np.array([float(cell) if cell else np.nan for cell in cells], dtype=np.float64)


def _texts(cells: Sequence[str]) -> tuple[str | None, ...]:
    return tuple(cell.removeprefix("'") or None for cell in cells)
