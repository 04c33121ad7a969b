"""The big tables of the dump in DuckDB: read by column name, joined out of core within a memory limit.

The same traps as in `tables` apply. A table that is not at hand, or a column that it lacks, is empty; what depends on
it stays unknown. `LEADERLORE_MEMORY` sets the limit (default 2GB); what does not fit is spilled to the cache.
"""

import csv
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

import duckdb

from harvesters.base import HarvestError
from harvesters.meta_kaggle.tables import UNPACKING, audit, locate

T = TypeVar("T")
Kind = Literal["id", "text", "time", "flag"]
MEMORY = "LEADERLORE_MEMORY"
LONGEST_LINE = 16_000_000
"""Bytes; bodies of messages are in the tables. DuckDB reads so many at a time: of its own choice 16 times as many."""
MOST_LOST = 0.001
"""Share of a table's rows that may be unreadable: more are no slip in the dump, but another file, or half of one."""
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
        return self.run(f"SELECT 1 FROM {_scan(path, _header(path))} LIMIT 1").fetchone() is not None

    def define(self, table: BigTable) -> None:
        """Make a view of a table; an empty one where it is not at hand."""
        path = self._file(table.name)
        header = _header(path) if path else []
        if path:
            audit(table, header, self.warn)
        cells = [self._cell(column, name, kind, header) for column, (name, kind) in table.columns.items()]
        rows = f"FROM {_scan(path, header)}" if path and header else "WHERE false"
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

    def tell_lost_rows(self) -> None:
        """Warn of the rows that could not be read since the last time.

        Raises HarvestError for a table that ends in the midst of a row, or that lost more than a slip.
        """
        if not self.run("SELECT 1 FROM duckdb_tables() WHERE table_name = 'reject_errors'").fetchone():
            return
        for file, line, fault, lost in self.run(_LOST).fetchall():
            path = Path(file)
            told = f"{path.name}: {lost:,} rows cannot be read, the first in line {line:,} ({fault.lower()})"
            (kept,) = self.run(f"SELECT count(*) FROM {_scan(path, _header(path))}").fetchone() or (0,)
            if lost > MOST_LOST * (lost + kept) or not _ends_a_line(path):
                raise HarvestError(f"{told}: download Meta Kaggle again")
            self.warn(f"{told} and are left out")
        self.run("DROP TABLE reject_errors; DROP TABLE reject_scans")

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
        except UNPACKING as error:
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


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read() == b"\n"


_LOST = """
SELECT file_path, min(line), min_by(error_type::VARCHAR, line), count(DISTINCT line)
FROM reject_errors JOIN reject_scans USING (scan_id, file_id) GROUP BY file_path ORDER BY file_path
"""


def _scan(path: Path, header: Sequence[str]) -> str:
    """The table as SQL. Nothing of its form is guessed; rows that cannot be read are noted, see `tell_lost_rows`."""
    columns = ", ".join(f"{_quoted(column)}: 'VARCHAR'" for column in header)
    form = f"header = true, auto_detect = false, columns = {{{columns}}}, delim = ',', quote = '\"', escape = '\"'"
    limits = f"max_line_size = {LONGEST_LINE}, buffer_size = {LONGEST_LINE}, store_rejects = true"
    return f"read_csv({_quoted(str(path))}, {form}, {limits})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
