"""The one canonical form of every data file: field order, UTF-8, LF, `null` and empty cells for unknown.

A CSV cell that a spreadsheet would run as a formula (`=cmd`, `@x`, `+1-2`) is written with an apostrophe before it, and
so is a cell that begins with an apostrophe; reading takes one apostrophe away. Plain numbers are left alone.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, TypeAdapter

R = TypeVar("R", bound=BaseModel)

_RISKY = frozenset("=+-@＝＋－＠\t\r'")
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


def to_json(record: BaseModel) -> str:
    """A record as an indented JSON document with a final newline."""
    return json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def to_jsonl(records: Iterable[BaseModel]) -> str:
    """One compact JSON object a line."""
    return "".join(_compact(record) + "\n" for record in records)


def _compact(record: BaseModel) -> str:
    """The record as `json` prints it; pydantic does so faster, floats apart, of which it prints `1e-5` for `1e-05`."""
    if _has_floats(type(record)):
        return json.dumps(record.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":"))
    return record.model_dump_json()


@cache
def _has_floats(kind: type[BaseModel]) -> bool:
    leaves = {leaf for field in kind.model_fields.values() for leaf in _leaves(field.annotation)}
    models = (leaf for leaf in leaves if isinstance(leaf, type) and issubclass(leaf, BaseModel))
    return float in leaves or any(map(_has_floats, models))


def to_csv(kind: type[BaseModel], records: Iterable[BaseModel]) -> str:
    """Header and rows; tuples joined by `;`, booleans as true and false."""
    return "".join(csv_lines(kind, records))


class _Lines(list[str]):
    """Takes what the csv module prints, row by row."""

    write = list.append


def csv_lines(kind: type[BaseModel], records: Iterable[BaseModel]) -> list[str]:
    """Header and rows one by one, each with its line end."""
    rows = list(map(attrgetter("__dict__"), records))
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(kind.model_fields)
    writer.writerows(zip(*(_column(rows, name) for name in kind.model_fields), strict=True))
    return lines


def _column(rows: list[dict[str, Any]], name: str) -> list[Any]:
    """One column as the csv module is to print it: it leaves None blank and prints numbers so that they read back."""
    values = [row[name] for row in rows]
    kinds = set(map(type, values))
    if bool in kinds:
        return [value if value is None else "true" if value else "false" for value in values]
    if tuple in kinds:
        return [guard_cell(";".join(value)) if value else None for value in values]
    return [value and guard_cell(value) for value in values] if str in kinds else values


def guard_cell(text: str) -> str:
    """The text as a CSV cell that no spreadsheet runs as a formula."""
    return "'" + text if text[:1] in _RISKY and not _PLAIN_NUMBER.fullmatch(text) else text


def from_cells(kind: type[BaseModel], cells: dict[str, str]) -> dict[str, Any]:
    """Cells by column name as values that the record type accepts; the reverse of the writer."""
    readers = _readers(kind)
    return {name: readers[name](cell) if name in readers else cell for name, cell in cells.items() if cell}


def _plain(cell: str) -> str:
    return cell.removeprefix("'")


def _handles(cell: str) -> tuple[str, ...]:
    return tuple(_plain(cell).split(";"))


@cache
def _readers(kind: type[BaseModel]) -> dict[str, Callable[[str], Any]]:
    """Tuples are split and text loses its guard; numbers and flags are left to the record type."""
    readers: dict[str, Callable[[str], Any]] = {}
    for name, field in kind.model_fields.items():
        types = set(_leaves(field.annotation))
        if not types & {int, float, bool}:
            readers[name] = _handles if tuple in types else _plain
    return readers


def _leaves(annotation: Any) -> Iterator[Any]:
    """The plain types of an annotation; `tuple` stands for any tuple."""
    if get_origin(annotation) is tuple:
        yield tuple
    if not get_args(annotation):
        yield annotation
    for part in get_args(annotation):
        yield from _leaves(part)


@cache
def _rows_of(kind: type[R]) -> TypeAdapter[list[R]]:
    return TypeAdapter(list[kind])  # type: ignore[valid-type]  # a type made at run time


@cache
def _required(kind: type[BaseModel]) -> frozenset[str]:
    return frozenset(name for name, field in kind.model_fields.items() if field.is_required())


def read_csv(kind: type[R], text: str) -> tuple[R, ...]:
    """Records of a canonical CSV file. Raises pydantic.ValidationError, csv.Error, or ValueError for what is cut.

    A table without rows has no file, so one without a header is not empty: it was cut.
    """
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    names = next(rows, [])
    if not _required(kind) <= set(names):
        raise ValueError(f"its header lacks {', '.join(sorted(_required(kind) - set(names)))}: is the file cut?")
    try:
        cells = [from_cells(kind, dict(zip(names, row, strict=True))) for row in rows]
    except ValueError as error:
        raise ValueError(f"line {rows.line_num} has more or fewer cells than the header's {len(names)}") from error
    return tuple(_rows_of(kind).validate_python(cells))


def read_jsonl(kind: type[R], text: str) -> tuple[R, ...]:
    """Records of a canonical JSONL file. Raises pydantic.ValidationError."""
    return tuple(map(kind.model_validate_json, filter(None, text.split("\n"))))


def read_json(kind: type[R], text: str) -> R:
    """The record of a canonical JSON file. Raises pydantic.ValidationError."""
    return kind.model_validate_json(text)


def id_order(key: str) -> tuple[int, str]:
    """Order of platform ids: shorter first, so that numbers in text sort as numbers."""
    return len(key), key
