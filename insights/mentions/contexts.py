"""Phrases around a mention (`vocab/contexts.yml`), compiled once.

Phrases that begin at a word's boundary share one test of it, and stand in one alternation of literals: the regular
expression engine then skips those that begin with another letter without trying them.
"""

import re
from functools import cache

from archive.vocab import lists, one_of, reading, strings
from insights.mentions.vocabulary import VOCAB

_FILE = VOCAB / "contexts.yml"
_BOUNDARY = r"\b"


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    with reading(_FILE):
        return {name: strings(phrases, name) for name, phrases in lists(_FILE).items()}


def read_contexts() -> None:
    """Compile all lists now, so that a faulty phrase is told before any text is read."""
    for name in _phrases():
        context(name)


def has_context(name: str) -> bool:
    """There is a list of that name."""
    return name in _phrases()


@cache
def context(name: str) -> re.Pattern[str]:
    """The phrases of a list as one regular expression; `<name>` in a phrase stands for another list."""
    with reading(_FILE, name):
        phrases = [_expanded(phrase) for phrase in _phrases()[name]]
        words = [phrase.removeprefix(_BOUNDARY) for phrase in phrases if phrase.startswith(_BOUNDARY)]
        rest = [phrase for phrase in phrases if not phrase.startswith(_BOUNDARY)]
        if words:
            rest.append(f"{_BOUNDARY}(?:{one_of(words).pattern})")
        return one_of(rest)


def _expanded(phrase: str) -> str:
    return re.sub(r"<(\w+)>", lambda match: "(?:" + "|".join(map(_expanded, _phrases()[match[1]])) + ")", phrase)
