"""Phrases around a mention (`vocab/contexts.yml`), compiled once."""

import re
from functools import cache

import yaml

from insights.mentions.vocabulary import VOCAB


@cache
def _phrases() -> dict[str, str]:
    rows: dict[str, list[str]] = yaml.load(
        (VOCAB / "contexts.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return {name: "(?:" + "|".join(row) + ")" for name, row in rows.items()}


@cache
def context(name: str, then: str = "") -> re.Pattern[str]:
    """The phrases of a list as one regular expression, followed by `then`; `<name>` in it stands for another list."""
    pattern = re.sub(r"<(\w+)>", lambda match: _phrases()[match.group(1)], _phrases()[name])
    return re.compile(pattern + then)
