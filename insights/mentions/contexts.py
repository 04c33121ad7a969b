"""Phrases around a mention (`vocab/contexts.yml`), compiled once.

Phrases that begin at a word's boundary share one test of it.
"""

import re
from collections.abc import Iterator
from functools import cache

from archive.vocab import VOCAB, lists, one_of, reading, strings

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
        phrases = list(_flat(name))
        words = [phrase.removeprefix(_BOUNDARY) for phrase in phrases if phrase.startswith(_BOUNDARY)]
        rest = [phrase for phrase in phrases if not phrase.startswith(_BOUNDARY)]
        if words:
            one_of(words)  # quotes a faulty one
            rest.append(f"{_BOUNDARY}(?:{'|'.join(words)})")
        return one_of(rest)


def _flat(name: str) -> Iterator[str]:
    """The phrases of a list; one that is the name of another list stands for all of its phrases."""
    for phrase in _phrases()[name]:
        if other := re.fullmatch(r"<(\w+)>", phrase):
            yield from _flat(other[1])
        else:
            yield _expanded(phrase)


def _expanded(phrase: str) -> str:
    return re.sub(r"<(\w+)>", lambda match: "(?:" + "|".join(map(_expanded, _phrases()[match[1]])) + ")", phrase)
