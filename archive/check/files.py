"""One file: its bytes, its rows, its canonical form."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from archive.canonical import from_cells
from archive.check.problem import Problem
from archive.faults import UNMERGED, first_fault, merge_mark
from archive.layout import Table
from archive.store import decode, encode

REHARVEST = "restore the file from git, or harvest its source again"
REWRITE = "do not edit by hand; `leaderlore migrate` writes the canonical form"
MIGRATE = "run `leaderlore migrate`, which adds it"
MERGE = "keep the lines of one side, or of both in a list, without the marks; then run `leaderlore migrate`"
UPDATE = "see the data dictionary; update leaderlore if it is new"


def check_file(table: Table, file: str, data: bytes) -> tuple[list[Problem], tuple[Any, ...]]:
    """Problems of one file, and its records where it can be read."""
    if line := merge_mark(data):
        return [Problem(file, UNMERGED, MERGE, line)], ()
    problems = list(_bytes(file, data))
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return [*problems, Problem(file, "not UTF-8", REHARVEST, line)], ()
    header = list(_header(table, file, text)) if table.form == "csv" else []
    try:
        records = decode(table, text)
    except (ValueError, csv.Error, RecursionError) as error:
        faults = header or list(_rows(table, file, text)) or [Problem(file, first_fault(error), REHARVEST)]
        return problems + faults, ()
    if not problems + header:
        problems += _canonical(table, file, text, records)
    return problems + header + list(_duplicates(table, file, records)), records


def _bytes(file: str, data: bytes) -> Iterator[Problem]:
    if data.startswith(b"\xef\xbb\xbf"):
        yield Problem(file, "begins with a byte-order mark", "save it as UTF-8 without BOM", 1)
    if b"\r" in data:
        yield Problem(file, "has CR line ends", "save it with LF line ends", data[: data.index(b"\r")].count(b"\n") + 1)
    if b"\x00" in data:
        yield Problem(file, "has a NUL byte", REHARVEST, data[: data.index(b"\x00")].count(b"\n") + 1)
    if not data.endswith(b"\n"):
        yield Problem(file, "does not end with a line end: truncated?", REHARVEST, data.count(b"\n") + 1)


def _header(table: Table, file: str, text: str) -> Iterator[Problem]:
    fields = table.kind.model_fields
    header = text.split("\n", 1)[0].split(",")
    for name in header:
        if name not in fields:
            yield Problem(file, f"unknown column {name!r}", UPDATE, 1, name)
    for name, field in fields.items():
        if name not in header:
            yield Problem(file, f"column {name!r} is missing", REHARVEST if field.is_required() else MIGRATE, 1, name)


def _rows(table: Table, file: str, text: str) -> Iterator[Problem]:
    """What keeps a file from being read: line and field of each fault."""
    if table.form == "csv":
        yield from _csv_rows(table, file, text)
        return
    chunks = [(1, text)] if table.form == "json" else list(enumerate(text.removesuffix("\n").split("\n"), 1))
    for number, chunk in chunks:
        try:
            value = json.loads(chunk)
        except (ValueError, RecursionError) as error:
            line = number + getattr(error, "lineno", 1) - 1
            yield Problem(file, f"not JSON: {error}", REHARVEST, line)
            continue
        yield from _invalid(table.kind, file, number if table.form == "jsonl" else None, value)


def _csv_rows(table: Table, file: str, text: str) -> Iterator[Problem]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        names = next(rows, [])
        for row in rows:
            if len(row) != len(names):
                yield Problem(file, f"{len(row)} cells instead of {len(names)}", REHARVEST, rows.line_num)
                continue
            yield from _invalid(
                table.kind, file, rows.line_num, from_cells(table.kind, dict(zip(names, row, strict=True)))
            )
    except csv.Error as error:
        yield Problem(file, f"not CSV: {error}", REHARVEST, rows.line_num)


def _invalid(kind: type[BaseModel], file: str, line: int | None, value: Any) -> Iterator[Problem]:
    try:
        kind.model_validate(value)
    except ValidationError as error:
        for fault in error.errors():
            field = ".".join(str(part) for part in fault["loc"]) or None
            if fault["type"] == "extra_forbidden":
                yield Problem(file, "unknown field", UPDATE, line, field)
            else:
                shown = repr(fault.get("input"))[:60]
                yield Problem(file, f"{fault['msg']} (found {shown})", REHARVEST, line, field)


def _canonical(table: Table, file: str, text: str, records: tuple[Any, ...]) -> Iterator[Problem]:
    if table.order and list(records) != (ordered := sorted(records, key=table.order)):
        first = next(i for i, (a, b) in enumerate(zip(records, ordered, strict=True)) if a != b)
        line = first + (2 if table.form == "csv" else 1)
        yield Problem(file, "rows are not in the archive's order", REWRITE, line)
        return
    wanted = encode(table, records) if records else ""
    if wanted != text:
        pairs = zip(text.split("\n"), wanted.split("\n"), strict=False)
        line = next((number for number, (a, b) in enumerate(pairs, 1) if a != b), text.count("\n"))
        yield Problem(file, "not in canonical form (spelling of values, order of fields)", REWRITE, line)


def _duplicates(table: Table, file: str, records: tuple[Any, ...]) -> Iterator[Problem]:
    seen: dict[tuple[Any, ...], tuple[int, Any]] = {}
    offset = 2 if table.form == "csv" else 1
    for number, record in enumerate(records, offset):
        key = tuple(getattr(record, name) for name in table.key)
        if key in seen:
            other, same = seen[key][0], seen[key][1] == record
            remedy = "run `leaderlore migrate`, which leaves one of them" if same else REHARVEST
            yield Problem(file, f"key {key} stands on line {other} too", remedy, number, table.key[0])
        seen.setdefault(key, (number, record))
