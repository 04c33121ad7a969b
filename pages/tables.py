"""Whole tables for download, as Parquet and as gzipped CSV, both with the same columns and rows.

Boards come in one file a year, so that a changed competition rewrites its year alone and no file grows past what a
spreadsheet or a static host takes. CSV cells that a spreadsheet would run as a formula keep the archive's apostrophe;
Parquet has the plain text.
"""

import gzip
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute, csv, parquet
from pydantic import BaseModel

from archive import layout
from archive.canonical import guard_cell
from archive.records import Change, ScoreRow, Standing, WriteUp
from archive.store import Archive
from insights.shakeup import Shakeup
from pages.engine.dossier import Row
from pages.engine.kinds import Files, Unit
from pages.engine.world import DossierRef, World
from pages.fields import table_type

_ARROW = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}


@dataclass(frozen=True)
class TableKind:
    """One kind of whole table."""

    name: str
    title: str
    """What a row is."""
    records: tuple[type[BaseModel], ...]
    """Record types whose fields are the columns, after `folder`."""
    left_out: frozenset[str] = frozenset()
    """Fields that are no columns."""
    by_year: bool = False

    def columns(self) -> dict[str, Any]:
        """Column names and the annotations of their fields."""
        fields = {name: field for record in self.records for name, field in record.model_fields.items()}
        return {"folder": str} | {
            name: field.annotation for name, field in fields.items() if name not in self.left_out | {"folder"}
        }


COMPETITIONS = TableKind(
    "competitions", "One competition, with its shake-up", (Row, Shakeup), frozenset({"shakeup", "format"})
)
WRITEUPS = TableKind("writeups", "One write-up", (WriteUp,))
LEADERBOARDS = TableKind("leaderboards", "One team of one competition", (Standing,), by_year=True)
SCORES = TableKind("scores", "One row of a board known without its teams", (ScoreRow,), by_year=True)
CHANGES = TableKind("changes", "One change of the archive", (Change,))
TABLES = (COMPETITIONS, LEADERBOARDS, SCORES, WRITEUPS, CHANGES)


def path_of(table: TableKind, year: str | None, form: str) -> str:
    """Path of a table's file in the site; `form` is `parquet` or `csv.gz`."""
    return f"data/tables/{table.name}{f'-{year}' if year else ''}.{form}"


def units(world: World) -> Iterator[Unit]:
    """One unit a file pair."""
    yield Unit("tables/competitions", (COMPETITIONS.name, None, world.rows))
    yield Unit("tables/changes", (CHANGES.name, None, world.changes))
    yield Unit("tables/writeups", (WRITEUPS.name, None, world.writeups))
    for table, year, members in sharded(world):
        sources = tuple(BoardFile(ref, world.root) for ref in members)
        yield Unit(f"tables/{table.name}-{year}", (table.name, year, sources))


def sharded(world: World) -> Iterator[tuple[TableKind, str, tuple[DossierRef, ...]]]:
    """Every file of the tables that come by year, with the competitions in it."""
    for table, board in ((LEADERBOARDS, "teams"), (SCORES, "scores")):
        shards: dict[str, list[DossierRef]] = {}
        for row in _by_folder(world.rows):
            if row.board == board:
                shards.setdefault(str(row.year or "unknown"), []).append(world.dossiers[row.folder])
        yield from ((table, year, tuple(members)) for year, members in sorted(shards.items()))


@dataclass(frozen=True)
class BoardFile:
    """A board of the archive; equal references mean equal content."""

    ref: DossierRef
    root: Path

    def __repr__(self) -> str:
        """What its content depends on."""
        return repr(self.ref)


def content(name: str, year: str | None, rows: Sequence[Any]) -> dict[str, bytes]:
    """Make the two files of a table."""
    table = next(table for table in TABLES if table.name == name)
    if table.by_year:
        guarded = _boards(table, layout.LEADERBOARD if table is LEADERBOARDS else layout.SCORES, rows)
        plain = _each_text(guarded, _without_guard)
    else:
        plain = _records(table, rows)
        guarded = _each_text(plain, _with_guard)
    return {path_of(table, year, "parquet"): _parquet(plain), path_of(table, year, "csv.gz"): _csv(guarded)}


def _records(table: TableKind, rows: Sequence[Any]) -> pa.Table:
    if table is WRITEUPS:
        dicts = [{"folder": file.folder, **row} for file in rows for row in json.loads(file.path.read_bytes())]
    elif table is COMPETITIONS:
        dicts = [{**dict(row), **dict(row.shakeup)} for row in _by_folder(rows)]
    else:
        dicts = [{"folder": change.slug, **dict(change)} for change in rows]
    columns = table.columns()
    types = {name: _ARROW[table_type(annotation)] for name, annotation in columns.items()}
    return pa.table({name: pa.array([_cell(row[name], types[name]) for row in dicts], types[name]) for name in columns})


def _cell(value: Any, kind: pa.DataType) -> Any:
    if isinstance(value, (tuple, list)):
        return ";".join(part["url"] if isinstance(part, dict) else str(part) for part in value)
    return str(value) if value is not None and pa.types.is_string(kind) else value


def _boards(table: TableKind, file: layout.Table, boards: Sequence[BoardFile]) -> pa.Table:
    types = {name: _ARROW[table_type(annotation)] for name, annotation in table.columns().items() if name != "folder"}
    options = csv.ConvertOptions(
        column_types=types, include_columns=list(types), strings_can_be_null=True, null_values=[""]
    )
    parts = []
    for board in boards:
        path = Archive(board.root).path(file, board.ref.folder)
        part = csv.read_csv(path, convert_options=options, read_options=csv.ReadOptions(use_threads=False))
        parts.append(part.add_column(0, "folder", _repeated(board.ref.folder, len(part))))
    return pa.concat_tables(parts).combine_chunks()


def _repeated(text: str, number: int) -> Any:
    """A column of one text, from its buffers: `pyarrow.array` loads pandas, which takes longer than a table."""
    content = text.encode()
    ends = np.arange(number + 1, dtype=np.int32) * len(content)
    return pa.StringArray.from_buffers(number, pa.py_buffer(ends), pa.py_buffer(content * number))


def _each_text(data: pa.Table, change: Callable[[Any], Any]) -> pa.Table:
    texts = {field.name for field in data.schema if pa.types.is_string(field.type)}
    return pa.table({name: change(data[name]) if name in texts else data[name] for name in data.column_names})


def _without_guard(column: Any) -> Any:
    return compute.replace_substring_regex(column, pattern="^'", replacement="", max_replacements=1)


def _with_guard(column: Any) -> Any:
    return pa.array([value and guard_cell(value) for value in column.to_pylist()], pa.string())


def _parquet(data: pa.Table) -> bytes:
    out = io.BytesIO()
    parquet.write_table(data, out, compression="zstd")
    return out.getvalue()


def _csv(data: pa.Table) -> bytes:
    out = io.BytesIO()
    csv.write_csv(data, out, csv.WriteOptions(quoting_style="needed"))
    return gzip.compress(out.getvalue(), compresslevel=4, mtime=0)


def _by_folder(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.folder)


KIND = Files("tables", units, content)
