"""Reading `vocab/`, which people edit by hand: whatever is wrong there is told with file, row and what to do."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
VOCAB = Path(__file__).resolve().parents[1] / "vocab"
"""The folder."""


class VocabularyError(Exception):
    """A file of `vocab/` that cannot be used; the message names the row and says what to do."""


def faulty(path: Path, row: str | None, what: object) -> VocabularyError:
    """The error for a file, or for one row of it."""
    place = path.as_posix()[path.as_posix().rfind("vocab/") :] + (f", row {row!r}" if row is not None else "")
    return VocabularyError(f"{place}: {what}: mend it and run the same command again")


@contextmanager
def reading(path: Path, row: str | None = None) -> Iterator[None]:
    """Say where a fault lies that was met inside."""
    try:
        yield
    except KeyError as error:
        raise faulty(path, row, f"{error} is not known here") from error
    except (ValueError, TypeError, AttributeError, csv.Error, re.error, OSError) as error:
        raise faulty(path, row, error) from error


class _Row(dict[str, str]):
    """The cells of a row by the heads of their columns."""

    def __missing__(self, name: str) -> str:
        raise ValueError(f"there is no column {name!r}")


def table(path: Path, make: Callable[[dict[str, str]], T]) -> dict[str, T]:
    """The rows of a CSV file by their first column, each as `make` reads it."""
    made: dict[str, T] = {}
    with reading(path), path.open(encoding="utf-8-sig", newline="") as file:  # spreadsheets write a byte-order mark
        lines = csv.reader(file, strict=True)
        names = next(lines, [])
        for cells in filter(None, lines):
            if cells[0] in made:
                raise faulty(path, cells[0], "stands there twice")
            with reading(path, cells[0]):
                if len(cells) != len(names):
                    raise ValueError(f"{len(cells)} cells under {len(names)} heads (commas inside a cell need quotes)")
                made[cells[0]] = make(_Row(zip(names, cells, strict=True)))
        if not made:
            raise ValueError("holds no rows: is the file cut?")
    return made


def lists(path: Path) -> dict[str, Any]:
    """The rows of a YAML file by name."""
    from yaml import YAMLError  # only what reads texts needs it, and every command waits for imports

    from archive.by_hand import read_yaml

    with reading(path):
        try:
            rows = read_yaml(path.read_text(encoding="utf-8"))
        except YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            where = f"line {mark.line + 1}: " if mark else ""
            raise ValueError(f"{where}not YAML ({getattr(error, 'problem', error)})") from error
        if not isinstance(rows, dict):
            raise ValueError("holds no rows (`name:` and what belongs to it)")
    return rows


def strings(value: Any, name: str) -> tuple[str, ...]:
    """A list of strings, as a row of a YAML file has them."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError(f"{name!r} is no list of strings (one a line, behind a hyphen, with quotes around signs)")
    return tuple(value)


def one_of(patterns: Sequence[str]) -> re.Pattern[str]:
    """Regular expressions as one. Raises ValueError that quotes the faulty one."""
    try:
        return re.compile("|".join(patterns))
    except re.error:
        for pattern in patterns:
            compiled(pattern)
        raise


def compiled(pattern: str) -> re.Pattern[str]:
    """A regular expression. Raises ValueError that quotes a faulty one."""
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{error} in {pattern!r}") from error
