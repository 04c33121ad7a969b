"""Phrases around a mention (`vocab/contexts.yml`), compiled once.

Phrases that begin at a word's boundary share one test of it, and stand sorted by their first letter: the regular
expression engine then skips those that begin with another letter without trying them.
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
            rest.append(f"{_BOUNDARY}(?:{'|'.join(_by_letter(words))})")
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


def _by_letter(phrases: list[str]) -> Iterator[str]:
    """Phrases that begin with the same letter behind that letter, in their order; the others as they are."""
    letters: dict[str, list[str]] = {}
    for phrase in phrases:
        for opened in _opened(f"(?:{phrase})"):
            plain = opened[:1].isalpha() and opened[1:2] not in ("?", "*", "+", "{")
            if plain:
                letters.setdefault(opened[0], []).append(opened[1:])
            else:
                yield opened
    yield from (letter + "(?:" + "|".join(rest) + ")" for letter, rest in letters.items())


def _opened(phrase: str) -> Iterator[str]:
    """A phrase for each alternative of the group that it begins with: `(?:was|is) bad` is `was bad`, `is bad`."""
    if not phrase.startswith("(?:"):
        yield phrase
        return
    depth, begin, ends = 0, 3, []
    for match in _SYNTAX.finditer(phrase):
        sign = match.group()
        depth += (sign == "(") - (sign == ")")
        if depth == 0 or (depth == 1 and sign == "|"):
            ends.append(match.start())
            if depth == 0:
                break
    rest = phrase[ends[-1] + 1 :]
    if rest[:1] in ("?", "*", "+", "{"):
        yield phrase
        return
    for end in ends:
        yield from _opened(phrase[begin:end] + rest)
        begin = end + 1


_SYNTAX = re.compile(r"\\.|\[[^\]]+\]|[()|]")
