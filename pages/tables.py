"""Whole tables for download, as Parquet and as gzipped CSV, both with the same columns and rows.

Boards come in one file a year, so that a changed competition rewrites its year alone and no file grows past what a
spreadsheet or a static host takes. CSV cells that a spreadsheet would run as a formula keep the archive's apostrophe;
Parquet has the plain text.
"""

import gzip
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any, BinaryIO

import msgspec
import numpy as np
import pyarrow as pa
from msgspec.structs import asdict
from pyarrow import csv
from pyarrow import json as arrow_json

from archive.canonical import guard_cell
from archive.descriptor import table_type
from archive.records import Change, ScoreRow, Standing, WriteUp
from insights.closeness import Closeness
from insights.computed import Value
from insights.shakeup import Shakeup
from pages.engine.dossiers import DossierRef
from pages.engine.dossiers.board_table import LEVEL, unpacked
from pages.engine.dossiers.columns import ARROW
from pages.engine.kinds import Files, Unit
from pages.engine.row import Row
from pages.engine.staging.folders import Content
from pages.engine.world import World
from pages.fields import RecordType, annotations_of

_lines = msgspec.json.Encoder().encode_lines

BOARD_ROWS = 60_000
"""So many rows are one group of a Parquet file of boards: what memory holds at a time."""
GROUP_ROWS = 20_000
"""The same for other tables, whose rows are longer."""


class TableKind(Value):
    """One kind of whole table."""

    name: str
    title: str
    """What a row is."""
    records: tuple[RecordType, ...]
    """Record types whose fields are the columns, after `folder`."""
    left_out: frozenset[str] = frozenset()
    """Fields that are no columns."""
    by_year: bool = False
    unlike: frozenset[str] = frozenset()
    """Columns whose values hardly repeat: in Parquet, dictionaries of them would only take time and space."""

    def columns(self) -> dict[str, Any]:
        """Column names and the annotations of their fields."""
        fields = {name: kind for record in self.records for name, kind in annotations_of(record).items()}
        return {"folder": str} | {name: kind for name, kind in fields.items() if name not in self.left_out | {"folder"}}


COMPETITIONS = TableKind(
    "competitions",
    "One competition, with its shake-up and how close it was",
    (Row, Shakeup, Closeness),
    frozenset({"shakeup", "closeness", "format"}),
)
WRITEUPS = TableKind("writeups", "One write-up", (WriteUp,))
LEADERBOARDS = TableKind(
    "leaderboards",
    "One team of one competition",
    (Standing,),
    by_year=True,
    unlike=frozenset({"team", "last_submission"}),
)
SCORES = TableKind("scores", "One row of a board known without its teams", (ScoreRow,), by_year=True)
CHANGES = TableKind("changes", "One change of the archive", (Change,))
TABLES = (COMPETITIONS, LEADERBOARDS, SCORES, WRITEUPS, CHANGES)


def path_of(table: TableKind, year: str | None, form: str) -> str:
    """Path of a table's file in the site; `form` is `parquet` or `csv.gz`."""
    return f"data/tables/{table.name}{f'-{year}' if year else ''}.{form}"


def competition_units(world: World) -> Iterator[Unit]:
    """The table of competitions."""
    yield Unit("tables/competitions", (COMPETITIONS.name, None, world.rows))


def change_units(world: World) -> Iterator[Unit]:
    """The table of changes, each with the folder of its competition where it is still in the archive."""
    folders = {slug: folder for slug, (_, folder) in world.named.items()}
    news = tuple((folders.get(change.slug), change) for change in world.changes)
    yield Unit("tables/changes", (CHANGES.name, None, news))


def writeup_units(world: World) -> Iterator[Unit]:
    """The table of write-ups."""
    yield Unit("tables/writeups", (WRITEUPS.name, None, world.writeups))


def board_units(world: World) -> Iterator[Unit]:
    """One unit a table and year."""
    for table, year, members in sharded(world):
        yield Unit(f"tables/{table.name}-{year}", (table.name, year, members))


def sharded(world: World) -> Iterator[tuple[TableKind, str, tuple[DossierRef, ...]]]:
    """Every file of the tables that come by year, with the competitions in it."""
    for table, board in ((LEADERBOARDS, "teams"), (SCORES, "scores")):
        shards: dict[str, list[DossierRef]] = {}
        for row in _by_folder(world.rows):
            if row.board == board:
                shards.setdefault(str(row.year or "unknown"), []).append(world.dossiers[row.folder])
        yield from ((table, year, tuple(members)) for year, members in sorted(shards.items()))


def content(name: str, year: str | None, rows: Sequence[Any]) -> dict[str, Content]:
    """The two files of a table, each written piece by piece: memory does not grow with the table."""
    table = next(table for table in TABLES if table.name == name)
    as_parquet, as_csv = (_boards_parquet, _boards_csv) if table.by_year else (_records_parquet, _records_csv)
    return {
        path_of(table, year, "parquet"): partial(as_parquet, table, rows),
        path_of(table, year, "csv.gz"): partial(as_csv, table, rows),
    }


def _boards_csv(table: TableKind, boards: Sequence[DossierRef], out: BinaryIO) -> None:
    """Rows as they stand in the archive, which guards cells already; a gzip file may have several members."""
    out.write(gzip.compress(",".join(table.columns()).encode() + b"\n", LEVEL, mtime=0))
    out.writelines(ref.rows() for ref in boards)


def _boards_parquet(table: TableKind, boards: Sequence[DossierRef], out: BinaryIO) -> None:
    """The same rows as columns, without guards."""
    schema = _schema(table)
    repeating = [name for name in schema.names if name not in table.unlike]
    with _parquet(out, schema, use_dictionary=repeating) as file:
        for group in _grouped(_columns(ref, schema) for ref in boards):
            file.write_table(group)


def _parquet(out: BinaryIO, schema: pa.Schema, **options: Any) -> Any:
    """A Parquet file to write groups of rows to."""
    from pyarrow import parquet  # loads the file systems of clouds: only who writes a table should wait for them

    return parquet.ParquetWriter(out, schema, compression="zstd", **options)


def _columns(ref: DossierRef, schema: pa.Schema) -> pa.Table:
    """The rows of a board, with its folder."""
    rows = unpacked(ref.columns())
    return pa.table([_repeated(ref.folder.encode(), len(rows)), *map(rows.column, schema.names[1:])], schema=schema)


def _repeated(text: bytes, count: int) -> pa.Array:
    """What `pyarrow.repeat` makes, which loads pandas."""
    ends = np.arange(count + 1, dtype=np.int32) * len(text)
    return pa.StringArray.from_buffers(count, pa.py_buffer(ends), pa.py_buffer(text * count))


def _grouped(boards: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Boards put together up to the size of a group of rows."""
    group: list[pa.Table] = []
    for board in boards:
        group.append(board)
        if sum(map(len, group)) >= BOARD_ROWS:
            yield pa.concat_tables(group)
            group = []
    if group:
        yield pa.concat_tables(group)


def _records_csv(table: TableKind, rows: Sequence[Any], out: BinaryIO) -> None:
    options = csv.WriteOptions(quoting_style="needed")
    with _gzipped(out) as file, csv.CSVWriter(file, _schema(table), write_options=options) as lines:
        for group in _record_groups(table, rows, _guarded_cell):
            lines.write_table(group)


def _records_parquet(table: TableKind, rows: Sequence[Any], out: BinaryIO) -> None:
    with _parquet(out, _schema(table)) as file:
        for group in _record_groups(table, rows, _cell):
            file.write_table(group)


def _record_groups(table: TableKind, rows: Sequence[Any], cell: Callable[[Any], Any]) -> Iterator[pa.Table]:
    """Records as columns; by way of JSON, because `pyarrow.array` loads pandas, which takes longer than all of this."""
    options = arrow_json.ParseOptions(explicit_schema=_schema(table), unexpected_field_behavior="error")
    names = table.columns().keys()
    records = ({name: cell(record[name]) for name in names} for record in _records(table, rows))
    while group := _lines(list(islice(records, GROUP_ROWS))):
        yield arrow_json.read_json(pa.BufferReader(group), arrow_json.ReadOptions(use_threads=False), options)


def _records(table: TableKind, rows: Sequence[Any]) -> Iterator[dict[str, Any]]:
    if table is WRITEUPS:
        return (
            {"folder": file.folder, **row} for file in rows for row in msgspec.json.decode(file.content.read_bytes())
        )
    if table is COMPETITIONS:
        return ({**asdict(row), **asdict(row.shakeup), **asdict(row.closeness)} for row in _by_folder(rows))
    return ({"folder": folder, **vars(change)} for folder, change in rows)


def _cell(value: Any) -> Any:
    """A value for one cell: several are joined, as in the archive."""
    if isinstance(value, (tuple, list)):
        return ";".join(part["url"] if isinstance(part, dict) else str(part) for part in value)
    return value


def _guarded_cell(value: Any) -> Any:
    cell = _cell(value)
    return guard_cell(cell) if isinstance(cell, str) else cell


def _schema(table: TableKind) -> pa.Schema:
    return pa.schema([(name, ARROW[table_type(annotation)]) for name, annotation in table.columns().items()])


def _gzipped(out: BinaryIO) -> gzip.GzipFile:
    return gzip.GzipFile(filename="", mode="wb", compresslevel=LEVEL, fileobj=out, mtime=0)


def _by_folder(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.folder)


KINDS = (  # each by itself, because a kind is planned anew when anything that it reads has changed
    Files("table_of_competitions", competition_units, content, long=True),
    Files("table_of_changes", change_units, content),
    Files("table_of_writeups", writeup_units, content, long=True),
    Files("tables_of_boards", board_units, content, long=True),
)
