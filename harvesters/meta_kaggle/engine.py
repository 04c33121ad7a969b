"""The big tables of the dump in DuckDB: read by column name, joined out of core within a memory limit.

The same traps as in `tables` apply. A table that is not at hand, or a column that it lacks, is empty; what depends on
it stays unknown. `LEADERLORE_MEMORY` sets the limit (default 2GB); what does not fit is spilled to the cache.
"""

import csv
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

import duckdb

from harvesters.base import HarvestError
from harvesters.meta_kaggle.tables import locate

T = TypeVar("T")
Kind = Literal["id", "text", "time", "flag"]
MEMORY = "LEADERLORE_MEMORY"
LONGEST_LINE = 8_000_000
"""Bytes; bodies of messages are in the tables."""
BUFFER = 2 * LONGEST_LINE
"""Bytes that are read at a time; DuckDB's own choice, 16 lines of the longest kind, would not fit in the limit."""
_STAMP = "'%Y-%m-%dT%H:%M:%SZ'"
_FORMS = "['%m/%d/%Y %H:%M:%S', '%m/%d/%Y', '%Y-%m-%dT%H:%M:%SZ', '%Y-%m-%d %H:%M:%S', '%Y-%m-%d']"
_MICROSECONDS = "try_cast({0} AS BIGINT)"
_EPOCH = f"CASE WHEN {_MICROSECONDS} BETWEEN -6e16 AND 6e16 THEN make_timestamp({_MICROSECONDS}) END"
"""What is further than some 1,900 years from 1970 is no date, and would not print as one."""
_READ: dict[Kind, tuple[str, str]] = {
    "id": ("BIGINT", "try_cast({0} AS BIGINT)"),
    "text": ("VARCHAR", "nullif({0}, '')"),
    "time": (
        "VARCHAR",
        f"strftime(coalesce(try_strptime({{0}}, {_FORMS}), {_EPOCH}), {_STAMP})",
    ),
    "flag": ("BOOLEAN", "try_cast({0} AS BOOLEAN)"),
}
"""SQL type of each kind of column and how a cell becomes one; what cannot be read is null."""


@dataclass(frozen=True)
class BigTable:
    """How one big table is read."""

    name: str
    """Name of the file without `.csv`; its view has the same name."""
    columns: Mapping[str, tuple[str, Kind]]
    """Column of the dump to name and kind of ours."""
    ignored: frozenset[str] = frozenset()
    """Columns that are left aside on purpose."""
    keys: frozenset[str] = frozenset()
    """Columns by which it is joined to others: without one of them it tells of nobody, as if it were empty."""


@dataclass(frozen=True)
class Engine:
    """A DuckDB database in a folder of its own."""

    database: duckdb.DuckDBPyConnection
    source: Path
    work: Path
    warn: Callable[[str], None]

    def has(self, table: BigTable, *companions: BigTable) -> bool:
        """Whether a table is at hand with all that it tells nothing final without; a warning for each that it lacks."""
        if locate(self.source, table.name) is None:
            return False
        missing = [one.name for one in (table, *companions) if not self._has_rows(one)]
        for name in missing:
            self.warn(
                f"{name}.csv is not at hand, or without rows or keys: what it tells together with {table.name}.csv "
                "stays as it is known"
            )
        return not missing

    def _has_rows(self, table: BigTable) -> bool:
        """Whether a table tells anything. One that was cut, or is none, must not tell that everybody is gone."""
        path = self._file(table.name)
        if path is None or not table.keys <= set(_header(path)):
            return False
        return self.run(f"SELECT 1 FROM {_scan(path)} LIMIT 1").fetchone() is not None

    def define(self, table: BigTable) -> None:
        """Make a view of a table; an empty one where it is not at hand."""
        path = self._file(table.name)
        header = _header(path) if path else []
        if path:
            self._audit(table, header)
        cells = [self._cell(column, name, kind, header) for column, (name, kind) in table.columns.items()]
        rows = f"FROM {_scan(path)}" if path else "WHERE false"
        self.run(f"CREATE OR REPLACE VIEW {table.name} AS SELECT {', '.join(cells)} {rows}")

    def run(self, sql: str) -> duckdb.DuckDBPyConnection:
        """Run a statement. Raises HarvestError where a table cannot be read."""
        with self._reading():
            return self.database.execute(sql)

    def columns(self, sql: str) -> dict[str, list[Any]]:
        """Columns of a query's result by name. Raises as `run` does."""
        with self._reading():
            found = self.database.sql(sql).to_arrow_table()
        return {name: found[name].to_pylist() for name in found.column_names}

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except duckdb.Error as error:
            first = str(error).splitlines()[0]
            raise HarvestError(f"{self.source}: cannot be read; download Meta Kaggle again: {first}") from error

    def _cell(self, column: str, name: str, kind: Kind, header: list[str]) -> str:
        sql_type, read = _READ[kind]
        quoted = f'"{column}"'
        return f"{read.format(quoted) if column in header else f'NULL::{sql_type}'} AS {name}"

    def _audit(self, table: BigTable, header: list[str]) -> None:
        for column in header:
            if column not in table.columns and column not in table.ignored:
                self.warn(f"{table.name}.csv: unknown column {column!r}: add it to the table's columns or ignored")
        for column in table.columns.keys() - set(header):
            self.warn(f"{table.name}.csv: no column {column!r}: {table.columns[column][0]} stays unknown")

    def _file(self, name: str) -> Path | None:
        """The table's file; one in a zip is unpacked first, once."""
        found = locate(self.source, name)
        if found is None or found[1] is None:
            return found[0] if found else None
        path = self.work / f"{name}.csv"
        if path.exists():
            return path
        try:
            with zipfile.ZipFile(found[0]) as packed, packed.open(found[1]) as inside, path.open("wb") as outside:
                shutil.copyfileobj(inside, outside, 2**20)
        except (OSError, zipfile.BadZipFile, zlib.error) as error:
            raise HarvestError(f"{found[0]}: {name}.csv cannot be unpacked into {self.work}: {error}") from error
        return path


@contextmanager
def engine(source: Path, cache: Path, warn: Callable[[str], None]) -> Iterator[Engine]:
    """Open a database that is gone afterwards."""
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="meta_kaggle-") as folder:
        work = Path(folder)
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": os.environ.get(MEMORY, "2GB"),
            "temp_directory": str(work / "spill"),
        }
        try:
            database = duckdb.connect(str(work / "tables.duckdb"), config=settings)
        except duckdb.Error as error:
            raise HarvestError(f"{MEMORY} must be a size such as 2GB: {error}") from error
        with database:
            database.execute("SET preserve_insertion_order = false")
            yield Engine(database, source, work, warn)


def within(competitions: Sequence[int]) -> str:
    """A condition for rows of some competitions. Its bounds let DuckDB skip what lies outside a sorted table's part."""
    listed = ", ".join(map(str, competitions))
    return f"competition BETWEEN {min(competitions)} AND {max(competitions)} AND competition IN ({listed})"


def parts(things: Iterable[T], size: Callable[[T], int], most: int) -> Iterator[list[T]]:
    """Things in their order, in parts of at most such a size; one that is larger is a part of its own."""
    part: list[T] = []
    held = 0
    for thing in things:
        own = size(thing)
        if part and held + own > most:
            yield part
            part, held = [], 0
        part.append(thing)
        held += own
    if part:
        yield part


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        return next(csv.reader(lines), [])


def _scan(path: Path) -> str:
    name = str(path).replace("'", "''")
    form = "header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"'"
    return f"read_csv('{name}', {form}, max_line_size = {LONGEST_LINE}, buffer_size = {BUFFER})"
