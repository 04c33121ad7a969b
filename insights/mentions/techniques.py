"""Mentions of techniques in a text, each with its status and its evidence."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from insights.mentions.mask import MASK, fold, markdown_of_html
from insights.mentions.outline import Block, Outline, outline, sentences
from insights.mentions.status import Status, part_status, sentence_status
from insights.mentions.vocabulary import HIT, scanner, techniques

QUOTE = 160
"""Longest quote, in characters."""
_REACH = 70
"""How far around a match the forbidding contexts look, in characters."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A technique at a place of the text."""

    id: str
    start: int
    end: int
    status: Status
    weak: bool
    """An expression that counts only beside a sign of use."""
    kind: str
    """Kind of block: heading, text, item, row, code, quote."""
    quote: tuple[int, int]
    """Span of the evidence: the sentence, cut to `QUOTE` characters around the match."""


class Reader:
    """A text made ready: outline, folded copy, and what each part of it says of its contents."""

    def __init__(self, text: str) -> None:
        self.outline: Outline = outline(markdown_of_html(text))
        self.text = text
        self.folded = fold(self.outline.masked)
        self._starts = [block.start for block in self.outline.blocks]
        self._sentences: dict[int, list[tuple[int, int]]] = {}
        self._parts: dict[int, Status] = {}

    def block_at(self, position: int) -> int | None:
        """Index of the block around a position."""
        index = bisect_right(self._starts, position) - 1
        return index if index >= 0 and position < self.outline.blocks[index].end else None

    def sentence_at(self, index: int, position: int) -> tuple[int, int, int]:
        """(start, end, start of the next one or the end of the block) of the sentence around a position."""
        block = self.outline.blocks[index]
        spans = self._sentences.get(index)
        if spans is None:
            spans = [(block.start, block.end)]
            if block.kind in ("text", "item", "quote"):
                spans = sentences(self.outline.masked, block.start, block.end)
            self._sentences[index] = spans
        for number, (start, end) in enumerate(spans):
            if position < end:
                return start, end, spans[number + 1][0] if number + 1 < len(spans) else block.end
        return block.start, block.end, block.end

    def part(self, block: Block) -> Status:
        """Status that headings and introducing lines give to a block; the nearest one that says something."""
        lead = block.lead
        for _ in range(6):
            if lead is None:
                break
            if (status := self._says(lead)) != "bare":
                return status
            lead = self.outline.blocks[lead].lead
        for heading in reversed(block.path):
            if (status := self._says(heading)) != "bare":
                return status
        return "bare"

    def _says(self, index: int) -> Status:
        if index not in self._parts:
            block = self.outline.blocks[index]
            words = self.folded[block.start : min(block.end, block.start + 600)].rstrip(" *_\n\x01")
            if block.kind == "heading":
                self._parts[index] = part_status(words)
            elif words.endswith((":", "：")):
                self._parts[index] = part_status(re.split(r"(?<=[.!?。])\s", words)[-1])
            else:
                self._parts[index] = "bare"
        return self._parts[index]


def mentions(reader: Reader) -> Iterator[Mention]:
    """All mentions that no context forbids."""
    rows = techniques()
    for hit in scanner().hits(reader.outline.masked, reader.folded):
        index = reader.block_at(hit.start)
        if index is None:
            continue
        block = reader.outline.blocks[index]
        row = rows[hit.row.rstrip("?")]
        low, high = max(block.start, hit.start - _REACH), min(block.end, hit.end + _REACH)
        around = reader.folded[low : hit.start] + HIT + reader.folded[hit.end : high]
        if row.forbid and (row.forbid.search(reader.folded, low, high) or row.forbid.search(around)):
            continue
        if row.needs and not row.needs.search(reader.folded, low, high):
            continue
        end = min(hit.end, block.end)
        start, stop, after = reader.sentence_at(index, hit.start)
        yield Mention(
            row.id, hit.start, end, _status(reader, block, hit.start, end, start, stop, after),
            hit.row.endswith("?"), block.kind, _cut(reader.text, start, stop, hit.start, end),
        )  # fmt: skip


def _status(reader: Reader, block: Block, begin: int, end: int, start: int, stop: int, after: int) -> Status:
    part = reader.part(block)
    sentence = reader.folded[start:stop].replace("\n", " ").replace(MASK, " ")
    own = sentence_status(sentence, begin - start, end - start, reader.folded[after : min(after + 200, block.end)])
    if part == "mentioned" or (part == "rejected" and own != "used"):
        return part
    if part == "rejected":
        return "rejected"
    return own


def _cut(text: str, start: int, stop: int, begin: int, end: int) -> tuple[int, int]:
    """The sentence without its margins, or a window of it around the match."""
    while start < begin and text[start] in " \t\n#>|*-+":
        start += 1
    while stop > end and text[stop - 1] in " \t\n|":
        stop -= 1
    if stop - start <= QUOTE:
        return start, stop
    margin = (QUOTE - min(end - begin, QUOTE)) // 2
    low = max(start, begin - margin)
    high = min(stop, low + QUOTE)
    return max(start, high - QUOTE), high
