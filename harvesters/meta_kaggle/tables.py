"""Meta Kaggle tables read by column name from a folder or a zip.

Traps of the dump: every field is quoted and may hold line breaks, bodies of megabytes included; nullable ids come out
as `123.0`; booleans are `True` and `False`; dates are `MM/DD/YYYY` with or without a time, never ISO, but exports from
databases hold epoch microseconds; columns come, go and move from year to year. A table is a mapping: what stays under
which name and how it is read, and what is left aside on purpose. Any other column announces itself in the report.
"""

import csv
import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TextIO

from archive.text import parse_count
from harvesters.base import HarvestError

Reader = Callable[[str], Any]
ENCODING = "utf-8-sig"
UNPACKING = (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)
"""How a zip fails: RuntimeError where it is encrypted, or packed in a way that is not known."""
LONGEST_CELL = 2**31 - 1
"""Bodies in the newer dumps exceed the 128 KB that the csv module allows by default."""


@dataclass(frozen=True)
class Table:
    """How one table is read."""

    name: str
    """Name of the file without `.csv`."""
    columns: Mapping[str, tuple[str, Reader]]
    """Column to the name of its value and the reader of a cell; a cell that a reader turns to None is reported."""
    required: frozenset[str]
    """Columns without which the table makes no sense."""
    ignored: frozenset[str] = frozenset()
    """Columns that are left aside on purpose."""


def read_id(cell: str) -> str | None:
    """An id as text; `123.0` is `123`."""
    number = parse_count(cell)
    return None if number is None else str(number)


def read_rows(source: Path, table: Table, warn: Callable[[str], None]) -> Iterator[dict[str, Any]]:
    """Values of each row by name; blank cells are left out. Raises HarvestError for a missing file or column."""
    with _open(source, table.name) as file:
        csv.field_size_limit(LONGEST_CELL)
        lines = csv.reader(file)
        header = next(lines, [])
        if missing := sorted(table.required - set(header)):
            raise HarvestError(f"{table.name}.csv has no column {', '.join(missing)}: is it a Meta Kaggle table?")
        audit(table, header, warn)
        kept = [(i, column, *table.columns[column]) for i, column in enumerate(header) if column in table.columns]
        unread: Counter[str] = Counter()
        for cells in lines:
            if len(cells) != len(header):
                unread["a whole row: it has another number of cells than the header"] += 1
                continue
            values = {}
            for i, column, name, reader in kept:
                if cells[i] == "":
                    continue
                value = reader(cells[i])
                if value is None:
                    unread[column] += 1
                else:
                    values[name] = value
            yield values
    for what, number in sorted(unread.items()):
        warn(f"{table.name}.csv: {number} times could not read {what}")


class Columns(Protocol):
    """What both kinds of tables say of their columns."""

    @property
    def name(self) -> str:
        """Name of the file without `.csv`."""

    @property
    def columns(self) -> Mapping[str, tuple[str, Any]]:
        """Columns that are read, each with the name of its value and how."""

    @property
    def ignored(self) -> frozenset[str]:
        """Columns that are left aside on purpose."""


def audit(table: Columns, header: Sequence[str], warn: Callable[[str], None]) -> None:
    """Warn of columns that nobody knows, and of known ones that are not there."""
    for column in header:
        if column not in table.columns and column not in table.ignored:
            warn(f"{table.name}.csv: unknown column {column!r}: add it to the table's columns or ignored")
    for column in table.columns.keys() - set(header):
        warn(f"{table.name}.csv: no column {column!r}: {table.columns[column][0]} stays unknown")


def read_header(source: Path, name: str) -> list[str] | None:
    """The columns of a table; None where it is not at hand."""
    if locate(source, name) is None:
        return None
    with _open(source, name) as file:
        return next(csv.reader(file), [])


def locate(source: Path, name: str) -> tuple[Path, str | None] | None:
    """The file that holds a table, and what it is called inside where that is a zip; None where it is not at hand.

    A source is a folder or a zip of all tables. In a folder each table may be a zip of its own, `Teams.csv.zip`: so the
    official client saves single files of a dataset. Raises HarvestError for a zip that cannot be opened.
    """
    if source.is_dir():
        if (source / f"{name}.csv").is_file():
            return source / f"{name}.csv", None
        source = source / f"{name}.csv.zip"
        if not source.is_file():
            return None
    try:
        with zipfile.ZipFile(source) as packed:
            member = next((m for m in packed.namelist() if m.rsplit("/", 1)[-1] == f"{name}.csv"), None)
    except UNPACKING as error:
        raise HarvestError(f"{source}: {name}.csv cannot be read; download Meta Kaggle again: {error}") from error
    return (source, member) if member else None


@contextmanager
def _open(source: Path, name: str) -> Iterator[TextIO]:
    """The table's file in a folder or in a zip."""
    found = locate(source, name)
    if found is None:
        raise HarvestError(f"{source} holds no {name}.csv")
    path, member = found
    try:
        if member is None:
            with path.open(encoding=ENCODING, errors="replace", newline="") as file:
                yield file
        else:
            with zipfile.ZipFile(path) as packed, packed.open(member) as raw:
                yield io.TextIOWrapper(raw, ENCODING, "replace", newline="")
    except (*UNPACKING, csv.Error) as error:
        raise HarvestError(f"{source}: {name}.csv cannot be read; download Meta Kaggle again: {error}") from error
