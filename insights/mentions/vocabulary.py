"""The vocabulary of techniques: rows of `vocab/techniques/*.yml`, read once.

A row has lists: `words` (expressions, see `forms`), `weak` (expressions that need a sign of use beside them), `not`
(contexts, as regular expressions, that forbid a match; `@@` stands for the match), `needs` (contexts of which one must
be there), `unless` (rows that say the same more exactly: where one of them is used, this one is not counted).
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from insights.mentions.forms import Scanner

VOCAB = Path(__file__).resolve().parents[2] / "vocab"
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


def _context(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(patterns).replace("@@", HIT)) if patterns else None


def _technique(name: str, row: dict[str, list[str]], family: str) -> Technique:
    return Technique(
        name,
        tuple(row.get("words", ())),
        tuple(row.get("weak", ())),
        _context(row.get("not", [])),
        _context(row.get("needs", [])),
        tuple(row.get("unless", ())),
        family,
    )


@cache
def techniques(folder: Path = VOCAB / "techniques") -> dict[str, Technique]:
    """All rows by id."""
    rows: dict[str, Technique] = {}
    for path in sorted(folder.glob("*.yml")):
        for name, row in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader).items():
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


@cache
def devices(path: Path = VOCAB / "hardware.csv") -> dict[str, Device]:
    """Accelerators by marketing name."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {
            row["id"]: Device(
                row["id"], _split(row["words"]), row["kind"], _number(row["memory_gb"]),
                int(row["year"]) if row["year"] else None,
            )
            for row in csv.DictReader(lines)
        }  # fmt: skip


@cache
def platforms(path: Path = VOCAB / "platforms.csv") -> dict[str, tuple[str, ...]]:
    """Where things were run: expressions by platform id."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["id"]: _split(row["words"]) for row in csv.DictReader(lines)}


def _number(text: str) -> float | None:
    return float(text) if text else None


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
    return Scanner(expressions)
