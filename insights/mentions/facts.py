"""Numbers that a text states: the record of one, and how they are written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.records import Predicate
from insights.mentions.outline import Block
from insights.mentions.reader import Reader

WORDS = {
    "a": 1.0, "an": 1.0, "one": 1.0, "single": 1.0, "two": 2.0, "dual": 2.0, "three": 3.0, "four": 4.0, "quad": 4.0,
    "five": 5.0, "six": 6.0, "seven": 7.0, "eight": 8.0, "nine": 9.0, "ten": 10.0, "eleven": 11.0, "twelve": 12.0,
    "dozen": 12.0, "thirteen": 13.0, "fourteen": 14.0, "fifteen": 15.0, "sixteen": 16.0, "seventeen": 17.0,
    "eighteen": 18.0, "nineteen": 19.0, "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0,
    "hexa": 6.0, "octa": 8.0, "half": 0.5, "couple": 2.0, "pair": 2.0, "two dozen": 24.0,
    "一": 1.0, "单": 1.0, "两": 2.0, "双": 2.0, "二": 2.0, "三": 3.0, "四": 4.0, "五": 5.0, "六": 6.0, "七": 7.0,
    "八": 8.0, "九": 9.0, "十": 10.0,
}  # fmt: skip
"""Numbers in words."""

SPELLED = "|".join(sorted((word for word in WORDS if word.isascii() and len(word) > 2), key=len, reverse=True))
FIGURE = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"


@dataclass(frozen=True, slots=True)
class Fact:
    """A number or name that a text states, and where."""

    predicate: Predicate
    value: str | float
    start: int
    end: int
    unit: str | None = None
    scope: str | None = None
    count: int | None = None
    memory_gb: float | None = None


def number(text: str) -> float:
    """`1,500`, `2.5` or `two`."""
    return WORDS[text] if text in WORDS else float(text.replace(",", ""))


@dataclass(frozen=True, slots=True)
class Match:
    """A match with its surroundings, all folded."""

    match: re.Match[str]
    block: Block
    sentence: str
    before: str
    """The sentence up to the match, at most 120 characters."""
    after: str
    """The sentence behind the match, at most 120 characters."""

    @property
    def near(self) -> str:
        """The match with 120 characters on either side, within the sentence."""
        return self.before + self.match.group() + self.after


def places(reader: Reader, pattern: re.Pattern[str], code: bool = False) -> Iterator[Match]:
    """Matches in the parts that speak of the author's own solution; in code only if asked for."""
    for match in pattern.finditer(reader.folded):
        block = reader.block_at(match.start())
        if block is None or (block.kind == "code" and not code) or reader.part(block) != "stated":
            continue
        start, end, _ = reader.sentence_at(block, match.start())
        end = max(end, match.end())
        yield Match(
            match,
            block,
            reader.folded[max(start, match.start() - 400) : min(end, match.end() + 400)],
            reader.folded[max(start, match.start() - 120) : match.start()],
            reader.folded[match.end() : min(end, match.end() + 120)],
        )
