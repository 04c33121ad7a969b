"""Phrases around a mention (`vocab/contexts.yml`), compiled once.

Phrases that begin at a word's boundary share one test of it, and stand in one alternation of literals: the regular
expression engine then skips those that begin with another letter without trying them.
"""

import re
from functools import cache

import yaml

from insights.mentions.vocabulary import VOCAB

_BOUNDARY = r"\b"


@cache
def _phrases() -> dict[str, list[str]]:
    text = (VOCAB / "contexts.yml").read_text(encoding="utf-8")
    rows: dict[str, list[str]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return rows


def has_context(name: str) -> bool:
    """There is a list of that name."""
    return name in _phrases()


@cache
def context(name: str) -> re.Pattern[str]:
    """The phrases of a list as one regular expression; `<name>` in a phrase stands for another list."""
    phrases = [_expanded(phrase) for phrase in _phrases()[name]]
    words = [phrase.removeprefix(_BOUNDARY) for phrase in phrases if phrase.startswith(_BOUNDARY)]
    rest = [phrase for phrase in phrases if not phrase.startswith(_BOUNDARY)]
    if words:
        rest.append(_BOUNDARY + "(?:" + "|".join(words) + ")")
    return re.compile("|".join(rest))


def _expanded(phrase: str) -> str:
    return re.sub(r"<(\w+)>", lambda match: "(?:" + "|".join(map(_expanded, _phrases()[match[1]])) + ")", phrase)
