"""CSV tables in the form of Meta Kaggle: all fields quoted, blanks for nulls, `True` and `False`, US dates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from pipeline.demo.columns import Ints

CHUNK = 200_000
"""Rows that are gathered before they are written."""


@dataclass
class TableFile:
    """One table that grows: give it columns, in any order; a column that is left out stays blank."""

    folder: Path
    name: str
    columns: tuple[str, ...]
    _gathered: list[pa.Table] = field(default_factory=list)
    _rows: int = 0

    def __enter__(self) -> Self:
        """Open the file."""
        self._schema = pa.schema([(column, pa.string()) for column in self.columns])
        options = csv.WriteOptions(quoting_style="all_valid")
        self._writer = csv.CSVWriter(self.folder / f"{self.name}.csv", self._schema, write_options=options)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Write what is left, and close."""
        self._flush()
        self._writer.close()

    def add(self, rows: int, columns: Mapping[str, Any]) -> None:
        """Add rows; a value that is no column is the same in every row."""
        blank = pa.repeat(pa.scalar("", pa.string()), rows)
        arrays = [_text(columns[name], rows) if name in columns else blank for name in self.columns]
        self._gathered.append(pa.table(arrays, schema=self._schema))
        self._rows += rows
        if self._rows >= CHUNK:
            self._flush()

    def _flush(self) -> None:
        if self._gathered:
            self._writer.write_table(pa.concat_tables(self._gathered).combine_chunks())
        self._gathered, self._rows = [], 0


def _text(values: Any, rows: int) -> pa.Array:
    """Turn a column into text: numbers in their shortest form, NaN and None blank."""
    if isinstance(values, str | int | float) or values is None:
        return pa.repeat(pa.scalar("" if values is None else str(values), pa.string()), rows)
    if isinstance(values, np.ndarray) and values.dtype == bool:
        return pa.array(["False", "True"]).take(pa.array(values.astype(np.int8)))
    array = pa.array(values, from_pandas=True) if isinstance(values, np.ndarray | list) else values
    return pc.fill_null(pc.cast(array, pa.string()), "")


def known(numbers: Ints) -> pa.Array:
    """Make a column of numbers whose zeros stand for nothing."""
    return pa.array(numbers, mask=numbers == 0)


def us_dates(seconds: Ints) -> pa.Array:
    """Write days as `MM/DD/YYYY`."""
    return pc.strftime(pa.array(seconds.astype("datetime64[s]")), format="%m/%d/%Y")


def us_times(times: list[str | None]) -> list[str]:
    """Write ISO times as `MM/DD/YYYY HH:MM:SS`."""
    return [f"{t[5:7]}/{t[8:10]}/{t[:4]} {t[11:19]}" if t else "" for t in times]
