"""Boards read as columns: a dossier needs every rank and score, but only the leading teams as records.

Reading a board of 1,500 teams as records takes ten times as long, and a build reads every changed board.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute, csv

from archive import layout
from archive.canonical import from_cells
from archive.records import Competition, Standing
from archive.store import Archive, ArchiveError
from archive.text import parse_number
from insights.boards import Board, Boards, Floats, Ints, boards_from, team_count
from insights.medals import medal_zones

TOP = 50
_READ = csv.ReadOptions(use_threads=False)
_COLUMNS = {
    "public_rank": pa.int64(),
    "private_rank": pa.int64(),
    "public_score": pa.float64(),
    "private_score": pa.float64(),
    "is_benchmark": pa.bool_(),
}


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
    types = {name: _COLUMNS.get(name, pa.string()) for name in Standing.model_fields}
    table = _read(path, types)
    teams = table.filter(compute.invert(table["is_benchmark"]))
    boards = boards_from(
        _ranks(teams["public_rank"]),
        _ranks(teams["private_rank"]),
        _scores(teams["public_score"]),
        _scores(teams["private_score"]),
        _texts(teams["public_score_text"]),
        _texts(teams["private_score_text"]),
    )
    zone = max(TOP, medal_zones(team_count(competition, boards)).bronze)
    public, private = _ranks(teams["public_rank"]), _ranks(teams["private_rank"])
    medal = np.array([bool(name) for name in teams["medal"].to_pylist()], dtype=bool)
    wanted = ((public > 0) & (public <= TOP)) | ((private > 0) & (private <= zone)) | medal
    rows = teams.filter(pa.array(wanted)).to_pylist()
    return Read(boards, tuple(_standing(row) for row in rows))


def read_scores(archive: Archive, folder: str) -> Boards | None:
    """Boards that are known without their teams; None where there are none."""
    path = archive.path(layout.SCORES, folder)
    if not path.is_file():
        return None
    table = _read(path, {"board": pa.string(), "rank": pa.int64(), "score_text": pa.string()})
    sides = {}
    for name in ("public", "private"):
        own = table.filter(compute.equal(table["board"], name))
        text = tuple(cell.removeprefix("'") for cell in own["score_text"].to_pylist())
        scores = [parse_number(cell) for cell in text]
        sides[name] = Board(
            own["rank"].to_numpy(),
            np.array([np.nan if score is None else score for score in scores], dtype=np.float64),
            text,
        )
    none, no_scores = np.empty(0, dtype=np.int64), np.empty(0)
    return Boards(sides["public"], sides["private"], none, none, no_scores, no_scores)


def _read(path: Path, types: dict[str, pa.DataType]) -> pa.Table:
    wanted = csv.ConvertOptions(column_types=types, include_columns=list(types))
    try:
        return csv.read_csv(path, read_options=_READ, convert_options=wanted)
    except (pa.ArrowInvalid, pa.ArrowKeyError) as error:
        raise ArchiveError(f"{path}: cannot be read; run `leaderlore check` for line and field: {error}") from error


def _ranks(column: Any) -> Ints:
    return column.fill_null(0).to_numpy()  # type: ignore[no-any-return]


def _scores(column: Any) -> Floats:
    return column.fill_null(np.nan).to_numpy()  # type: ignore[no-any-return]


def _texts(column: Any) -> tuple[str | None, ...]:
    return tuple(cell.removeprefix("'") or None for cell in column.to_pylist())


def _standing(row: dict[str, Any]) -> Standing:
    plain = {name: value for name, value in row.items() if not isinstance(value, str)}
    cells = {name: value for name, value in row.items() if isinstance(value, str)}
    return Standing.model_validate(plain | from_cells(Standing, cells))
