"""The vocabulary of techniques: rows of `vocab/techniques/*.yml`, read once.

A row has lists: `words` (expressions, see `forms`), `weak` (expressions that need a sign of use beside them), `not`
(contexts, as regular expressions, that forbid a match; `@@` stands for the match), `needs` (contexts of which one must
be there), `unless` (rows that say the same more exactly: where one of them is used, this one is not counted).
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from archive.vocab import VOCAB, faulty, lists, one_of, reading, strings, table
from insights.mentions.forms import BadFormError, Scanner

HIT = "\x02"


@dataclass(frozen=True, slots=True)
class Technique:
    """A row of the vocabulary of techniques."""

    id: str
    words: tuple[str, ...]
    weak: tuple[str, ...]
    forbid: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    unless: tuple[str, ...]
    family: str
    """The file that holds the row."""


def _split(expressions: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in expressions.split(";") if part.strip())


_LISTS = ("words", "weak", "not", "needs", "unless")


def _technique(name: str, row: Any, family: str) -> Technique:
    if not isinstance(row, dict):
        raise ValueError(f"holds no lists ({', '.join(_LISTS)})")
    if unknown := row.keys() - set(_LISTS):
        raise ValueError(f"there is no list {sorted(unknown)[0]!r} ({', '.join(_LISTS)})")
    words, weak, forbid, needs, unless = (strings(row.get(key, []), key) for key in _LISTS)
    return Technique(name, words, weak, _context(forbid), _context(needs), unless, family)


def _context(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return one_of([pattern.replace("@@", HIT) for pattern in patterns]) if patterns else None


@cache
def techniques(folder: Path = VOCAB / "techniques") -> dict[str, Technique]:
    """All rows by id."""
    rows: dict[str, Technique] = {}
    for path in sorted(folder.glob("*.yml")):
        for name, row in lists(path).items():
            with reading(path, name):
                if name in rows:
                    raise ValueError(f"stands in {rows[name].family}.yml too")
                rows[name] = _technique(name, row, path.stem)
    return rows


@dataclass(frozen=True, slots=True)
class Device:
    """An accelerator; memory of one device in GB, first sold in `year`."""

    id: str
    words: tuple[str, ...]
    kind: str
    memory_gb: float | None
    year: int | None


def _device(row: dict[str, str]) -> Device:
    memory, year = row["memory_gb"], row["year"]
    return Device(
        row["id"], _split(row["words"]), row["kind"], float(memory) if memory else None, int(year) if year else None
    )


@cache
def devices(path: Path = VOCAB / "hardware.csv") -> dict[str, Device]:
    """Accelerators by marketing name."""
    return table(path, _device)


@cache
def platforms() -> dict[str, tuple[str, ...]]:
    """Where things were run: expressions by platform id."""
    return table(VOCAB / "platforms.csv", lambda row: _split(row["words"]))


DEVICE, PLATFORM, WEAK = "device:", "platform:", "?"
"""Marks in the rows of the common scan: a device, a platform, a weak expression of a technique."""


@cache
def scanner() -> Scanner:
    """The one scan over techniques, devices and platforms."""
    expressions: list[tuple[str, str]] = []
    for row in techniques().values():
        expressions += [(row.id, form) for form in row.words] + [(row.id + WEAK, form) for form in row.weak]
    for device in devices().values():
        expressions += [(DEVICE + device.id, form) for form in device.words]
    for platform, words in platforms().items():
        expressions += [(PLATFORM + platform, form) for form in words]
    try:
        return Scanner(expressions)
    except BadFormError as error:
        raise faulty(*_place_of(error.row), error.fault) from error


def _place_of(row: str) -> tuple[Path, str]:
    """File and row of a name in the common scan."""
    kind, colon, name = row.partition(":")
    if colon:
        return VOCAB / {DEVICE: "hardware.csv", PLATFORM: "platforms.csv"}[kind + colon], name
    technique = row.removesuffix(WEAK)
    return VOCAB / "techniques" / f"{techniques()[technique].family}.yml", technique
