"""Boards read as columns: a dossier needs every rank and score, but only the leading teams as records.

Reading a board of 1,500 teams as records takes ten times as long, and a build reads every changed board.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
import pyarrow as pa
from pyarrow import compute, csv
from pydantic import TypeAdapter

from archive import layout
from archive.canonical import from_cells
from archive.records import Competition, Key, Medal, Rank, Record, ScoreRow, Standing
from archive.store import Archive, ArchiveError
from archive.text import parse_number
from insights.boards import Board, Boards, Flags, Floats, Ints, boards_from, team_count
from insights.computed import Value
from insights.medals import medal_zones

N = TypeVar("N", Ints, Floats)
T = TypeVar("T")

TOP = 50


class Team(NamedTuple):
    """As much of a `Standing` as medals and write-ups ask for."""

    team: Key
    public_rank: Rank | None = None
    private_rank: Rank | None = None
    medal: Medal | None = None
    is_benchmark: bool = False


class Read(Value):
    """What a dossier needs of a competition's boards; benchmarks are left out."""

    boards: Boards
    top: tuple[Standing, ...]
    """Teams in the top 50 of either board."""
    notable: tuple[Team, ...]
    """Those, the teams in a medal zone by rule, and those with a recorded medal."""


_STANDINGS = TypeAdapter(tuple[Standing, ...])
_TEAMS = TypeAdapter(tuple[Team, ...])


def read_boards(archive: Archive, folder: str, competition: Competition) -> Read | None:
    """Both boards with their leading teams; None where the archive has no leaderboard of this competition."""
    path = archive.path(layout.LEADERBOARD, folder)
    if not path.is_file():
        return None
    return _reading(path, lambda: _boards(path, competition))


def _boards(path: Path, competition: Competition) -> Read:
    table = _table(path, Standing)
    public, private = _ranks(table["public_rank"]), _ranks(table["private_rank"])
    benchmarks = _indices(table["is_benchmark"])
    public[benchmarks] = private[benchmarks] = 0
    boards = boards_from(
        public,
        private,
        _floats(table["public_score"]),
        _floats(table["private_score"]),
        _texts(table["public_score_text"]),
        _texts(table["private_score_text"]),
    )
    top = _reach(public, TOP) | _reach(private, TOP)
    notable = top | _reach(private, medal_zones(team_count(competition, boards)).bronze)
    notable[_indices(compute.is_valid(table["medal"]))] = True
    notable[benchmarks] = False
    return Read(
        boards,
        top=_STANDINGS.validate_python(_cells(table, top)),
        notable=_TEAMS.validate_python(_cells(table.select(Team._fields), notable)),
    )


def _reach(ranks: Ints, last: int) -> Flags:
    reached: Flags = (ranks > 0) & (ranks <= last)
    return reached


def read_scores(archive: Archive, folder: str) -> Boards | None:
    """Boards that are known without their teams; None where there are none."""
    path = archive.path(layout.SCORES, folder)
    return _reading(path, lambda: _score_lists(path)) if path.is_file() else None


def _score_lists(path: Path) -> Boards:
    table = _table(path, ScoreRow)
    ranks, text = _ranks(table["rank"]), _texts(table["score_text"])
    which = np.array(table["board"].to_pylist(), dtype=np.str_)
    public, private = (_score_list(ranks, text, np.flatnonzero(which == name)) for name in ("public", "private"))
    none, no_scores = np.empty(0, dtype=np.int64), np.empty(0)
    return Boards(public, private, none, none, no_scores, no_scores)


def _score_list(ranks: Ints, text: Sequence[str | None], rows: Ints) -> Board:
    own = tuple(text[row] for row in rows.tolist())
    scores = [parse_number(printed) for printed in own]
    known = np.array([np.nan if score is None else score for score in scores], dtype=np.float64)
    return Board(ranks[rows], known, own)


def _reading(path: Path, read: Callable[[], T]) -> T:
    try:
        return read()
    except (ValueError, KeyError) as error:
        raise ArchiveError(f"{path}: cannot be read; run `leaderlore check` for line and field: {error}") from error


def _table(path: Path, kind: type[Record]) -> pa.Table:
    """The cells of a CSV file: flags, and text as it stands there; blank ones are null. Raises ValueError."""
    types = {name: pa.bool_() if field.annotation is bool else pa.string() for name, field in kind.model_fields.items()}
    return csv.read_csv(
        path,
        read_options=csv.ReadOptions(use_threads=False),
        parse_options=csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
        convert_options=csv.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""]),
    )


# Arrow's own ways to and from NumPy load pandas, which takes longer than a hundred boards.


def _ranks(column: pa.ChunkedArray) -> Ints:
    return _numbers(column, np.zeros(len(column), dtype=np.int64))


def _floats(column: pa.ChunkedArray) -> Floats:
    return _numbers(column, np.full(len(column), np.nan))


def _numbers(column: pa.ChunkedArray, unknown: N) -> N:
    """The numbers that a column prints, and those of `unknown` for its blank cells."""
    blank = _arrow(unknown)
    numbers: N = _numpy(compute.coalesce(column.cast(blank.type), blank).combine_chunks()).copy()
    return numbers


def _indices(flags: pa.ChunkedArray) -> Ints:
    """The places of those that are true."""
    indices: Ints = _numpy(compute.indices_nonzero(flags))
    return indices


def _numpy(numbers: pa.Array) -> Any:
    return np.from_dlpack(numbers)


def _arrow(numbers: Ints | Floats) -> pa.Array:
    return pa.Array.from_buffers(pa.from_numpy_dtype(numbers.dtype), len(numbers), [None, pa.py_buffer(numbers)])


def _cells(table: pa.Table, wanted: Flags) -> list[dict[str, Any]]:
    """The wanted rows of a leaderboard, for the record type."""
    rows = table.take(_arrow(np.flatnonzero(wanted))).to_pylist()
    return [from_cells(Standing, cells) for cells in rows]


def _texts(column: pa.ChunkedArray) -> tuple[str | None, ...]:
    return tuple(cell and (cell.removeprefix("'") or None) for cell in column.to_pylist())
