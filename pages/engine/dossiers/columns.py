"""Files of the archive read as columns: numbers as arrays, other cells only where somebody asks for them.

Buffers are read as Arrow lays them out. Its own ways to and from NumPy load pandas, and its functions over columns a
module of wrappers; either takes longer than ten boards.
"""

from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import csv

from archive.descriptor import table_type
from insights.boards import Flags, Floats, Ints
from pages.fields import RecordType, annotations_of

ARROW = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
"""Types of columns, by their Frictionless names."""


class Columns:
    """The cells of a CSV file of records, without guards; a blank one is None."""

    def __init__(self, content: bytes, kind: RecordType) -> None:
        """Parse the file. Raises ValueError where it holds something else than such records."""
        options = csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False)
        table = csv.read_csv(pa.BufferReader(content), csv.ReadOptions(use_threads=False), options, _types(kind))
        self._columns = {name: table[name].combine_chunks() for name in table.column_names}

    def ints(self, name: str) -> Ints:
        """A column of whole numbers; 0 for a blank cell."""
        return np.where(self.known(name), self._numbers(name), 0)

    def floats(self, name: str) -> Floats:
        """A column of numbers; NaN for a blank cell. Raises ValueError where one is not finite."""
        known, numbers = self.known(name), self._numbers(name)
        if not np.isfinite(numbers[known]).all():
            raise ValueError(f"{name}: not a finite number")
        return np.where(known, numbers, np.nan)

    def known(self, name: str) -> Flags:
        """Which cells are not blank."""
        column = self._columns[name]
        return _bits(column.buffers()[0], len(column)) if column.null_count else np.ones(len(column), dtype=np.bool_)

    def true(self, name: str) -> Flags:
        """Which cells are true; a blank one is not."""
        column = self._columns[name]
        return self.known(name) & _bits(column.buffers()[1], len(column))

    def text(self, name: str) -> "Text":
        """A column of text."""
        return Text(self._columns[name])

    def rows(self, rows: Ints) -> list[dict[str, Any]]:
        """Some rows, without their blank cells."""
        names = [name for name, column in self._columns.items() if column.null_count < len(column)]
        columns = [self.cells(name, rows) for name in names]
        return [
            {name: cell for name, cell in zip(names, row, strict=True) if cell is not None}
            for row in zip(*columns, strict=True)
        ]

    def cells(self, name: str, rows: Ints) -> list[Any]:
        """Some cells of a column, of whichever type."""
        column = self._columns[name]
        if pa.types.is_string(column.type):
            return self.text(name).of(rows)
        values = self.true(name) if pa.types.is_boolean(column.type) else self._numbers(name)
        cells: list[Any] = values[rows].tolist()
        if not column.null_count:
            return cells
        return [cell if known else None for cell, known in zip(cells, self.known(name)[rows].tolist(), strict=True)]

    def plain(self) -> pa.Table:
        """All of it as Arrow has it."""
        return pa.table({name: _without_guards(column) for name, column in self._columns.items()})

    def _numbers(self, name: str) -> Any:
        column = self._columns[name]
        return np.frombuffer(column.buffers()[1] or b"", column.type.to_pandas_dtype(), len(column))


class Text:
    """A column of text."""

    def __init__(self, column: pa.StringArray) -> None:
        """Look at the cells of an array without offset."""
        _, ends, letters = column.buffers()
        self._ends = np.frombuffer(ends, np.int32)
        self._letters = letters.to_pybytes() if letters else b""

    def __getitem__(self, row: int) -> str | None:
        """One cell."""
        return self._cell(self._ends[row], self._ends[row + 1])

    def of(self, rows: Ints) -> list[str | None]:
        """Some cells."""
        return list(map(self._cell, self._ends[rows].tolist(), self._ends[rows + 1].tolist()))

    def _cell(self, start: int, end: int) -> str | None:
        return self._letters[start:end].decode().removeprefix("'") or None


def _without_guards(cells: pa.Array) -> pa.Array:
    """Text without the apostrophes before risky cells; `pyarrow.compute` could do it, but loads for 30 ms."""
    known, ends, letters = cells.buffers() if pa.types.is_string(cells.type) else (None, None, None)
    offsets, text = np.frombuffer(ends or b"", np.int32), np.frombuffer(letters or b"", np.uint8)
    starts = offsets[:-1][offsets[:-1] < offsets[1:]]
    guards = starts[text[starts] == ord("'")]
    if not len(guards):
        return cells
    moved = (offsets - np.searchsorted(guards, offsets)).astype(np.int32)
    return pa.StringArray.from_buffers(len(cells), pa.py_buffer(moved), pa.py_buffer(np.delete(text, guards)), known)


def _bits(buffer: pa.Buffer, count: int) -> Flags:
    bits = np.unpackbits(np.frombuffer(buffer, np.uint8), count=count, bitorder="little")
    return bits.view(np.bool_)


@cache
def _types(kind: RecordType) -> csv.ConvertOptions:
    types = {name: ARROW[table_type(annotation)] for name, annotation in annotations_of(kind).items()}
    return csv.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""])
