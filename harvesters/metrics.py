"""Metrics by the names that sources print, from `vocab/metrics.csv`: id, direction, kind of competition."""

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from archive.records import Format, Metric
from archive.text import clean_name
from archive.vocab import VOCAB, table

METRICS = VOCAB / "metrics.csv"
NO_METRIC = ("-",)
"""What lists print where they do not know the metric."""


@dataclass(frozen=True)
class KnownMetric:
    """A row of the vocabulary."""

    id: str
    """Id of the row."""
    higher_is_better: bool | None
    """Direction from the metric's definition; null where the definition does not settle it."""
    format: Format | None
    """`simulation` for skill ratings of agents; null for metrics of submitted predictions."""


def read_metric(*names: str | None, higher_is_better: bool | None = None) -> Metric | None:
    """The metric under the first of these printed names that says something; None where none does.

    A direction that the platform itself states for the competition wins over the vocabulary's.
    """
    printed = [name for text in names if (name := clean_name(text)) and name not in NO_METRIC]
    if not printed:
        return None
    known = next((found for name in printed if (found := known_metric(name))), None)
    direction = known.higher_is_better if known and higher_is_better is None else higher_is_better
    return Metric(id=known.id if known else None, name=printed[0], higher_is_better=direction)


def read_format(metric: Metric | None) -> Format | None:
    """The kind of competition that a metric gives away; None where it says nothing."""
    known = known_metric(metric.name) if metric and metric.name else None
    return known.format if known else None


def known_metric(name: str) -> KnownMetric | None:
    """The vocabulary's row for a printed name; spelling, case and punctuation do not count."""
    return _vocabulary().get(_fold(name))


def named_metric(sentence: str) -> str | None:
    """The metric that a sentence names: of the vocabulary's printed names the longest that stands there in words.

    Names of one short word are taken only as written, for `map`, `r2` or `dice` are words and things as well.
    """
    words = " ".join(re.findall(r"[^\W_]+", sentence.casefold()))
    held = [
        name
        for name, spelled in _printed()
        if f" {spelled} " in f" {words} " and (len(spelled) > 5 or re.search(rf"\b{re.escape(name)}\b", sentence))
    ]
    return max(held, key=len, default=None)


@cache
def _printed() -> tuple[tuple[str, str], ...]:
    """(name, its words with single spaces) of every printed name."""
    rows = table(METRICS, lambda row: (row["name"], *row["aliases"].split("|")))
    names = [name for row in rows.values() for name in row if name]
    return tuple((name, " ".join(re.findall(r"[^\W_]+", name.casefold()))) for name in names)


@cache
def _vocabulary() -> dict[str, KnownMetric]:
    rows = table(METRICS, lambda row: ((row["id"], row["name"], *row["aliases"].split("|")), _metric(row)))
    return {_fold(name): metric for names, metric in rows.values() for name in names}


def _metric(row: dict[str, str]) -> KnownMetric:
    direction = {"true": True, "false": False, "": None}[row["higher_is_better"]]
    return KnownMetric(row["id"], direction, cast(Format, row["format"]) if row["format"] else None)


def _fold(name: str) -> str:
    return re.sub(r"[^0-9a-z]+", "", name.casefold())
