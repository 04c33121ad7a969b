"""A text made ready for reading."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from insights.mentions.mask import fold, markdown_of_html
from insights.mentions.outline import Block, Outline, outline, sentences
from insights.mentions.status import Status, part_status
from insights.mentions.vocabulary import scanner

_TITLE = re.compile(r"\W*(?:[^\s.,;!?:|]+ ){0,7}[^\s.,;!?:|]+[ :*_]*")
"""A line of at most eight words without any sign between them."""
_LONGEST = 200
"""Longest title, in characters."""
RULE = re.compile(r"[\s|:-]+")
"""The line under the head of a table."""
_ASKS = re.compile(r"\W*(?:what|things?|ideas?)\b")
"""Beginning of a title inside a paragraph, where any other short line may go on with the one above."""
_ASKS_BELOW = re.compile(rf"\n({_ASKS.pattern}[^\n]*)")
_WORKED = re.compile(r"\b(?:work|help|improv|us)(?:s|ed|e)\b")


def _titles(line: str) -> Status | None:
    """What a line says of the lines below it, if it is short enough to be their title; None where it says nothing."""
    if not _TITLE.fullmatch(line):
        return None
    status = part_status(line)
    return status if status == "rejected" else "stated" if _WORKED.search(line) else None


class Reader:
    """A text made ready: outline, folded copy, and what each part of it says of its contents."""

    def __init__(self, text: str) -> None:
        self.outline: Outline = outline(markdown_of_html(text))
        self.text = text
        self.raw = fold(text)
        self.folded = fold(self.outline.masked)
        self.hits = sorted(
            scanner().hits(self.outline.masked, self.folded), key=lambda hit: (hit.start, -hit.end, -len(hit.row))
        )
        self.title = next((i for i, block in enumerate(self.outline.blocks) if block.kind == "heading"), -1)
        self._starts = [block.start for block in self.outline.blocks]
        self._sentences: dict[int, list[tuple[int, int]]] = {}
        self._parts: dict[int, Status] = {}
        self._titles: dict[int, list[tuple[int, Status]]] = {}
        self._heads: dict[int, Block] = {}

    def block_at(self, position: int) -> Block | None:
        """The block around a position."""
        index = bisect_right(self._starts, position) - 1
        return block if index >= 0 and position < (block := self.outline.blocks[index]).end else None

    def sentence_at(self, block: Block, position: int) -> tuple[int, int, int]:
        """(start, end, start of the next one or the end of the block) of the sentence around a position."""
        spans = self._sentences.get(block.start)
        if spans is None:
            spans = self._sentences[block.start] = self._spans(block)
        number = bisect_right(spans, position, key=lambda span: span[1])
        if number == len(spans):
            return spans[-1][0] if spans else block.start, block.end, block.end
        start, end = spans[number]
        return start, end, spans[number + 1][0] if number + 1 < len(spans) else block.end

    def _spans(self, block: Block) -> list[tuple[int, int]]:
        """Start and end of each sentence of a block."""
        if block.kind not in ("text", "item", "quote"):
            return [(block.start, block.end)]
        spans = sentences(self.outline.masked, block.start, block.end)
        return [part for span in spans for part in self._parted(*span)] if block.kind == "text" else spans

    def _parted(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """A sentence parted at lines that begin another part: lists without marks have no full stops."""
        for match in _ASKS_BELOW.finditer(self.folded, start, end):
            if _titles(match[1]):
                yield start, match.start()
                start = match.start() + 1
        yield start, end

    def part(self, block: Block) -> Status:
        """Status that headings and introducing lines give to a block; the nearest one that says something."""
        lead = block.lead
        for _ in range(6):
            if lead is None:
                break
            if (status := self._says(lead)) != "stated":
                return status
            lead = self.outline.blocks[lead].lead
        for heading in reversed(block.path):
            status = self._says(heading)
            if status in ("rejected", "tried") or (status == "mentioned" and heading != self.title):
                return status
        return "stated"

    def titled(self, block: Block, position: int) -> Status:
        """Status that a line which serves as a heading, without being marked as one, gives to the lines below it."""
        if block.kind != "text":
            return "stated"
        if block.start not in self._titles:
            self._titles[block.start] = list(self._titles_of(block))
        said = self._titles[block.start]
        number = bisect_right(said, position, key=lambda title: title[0])
        return said[number - 1][1] if number else "stated"

    def _titles_of(self, block: Block) -> Iterator[tuple[int, Status]]:
        """(end, status) of lines above a paragraph, or in it, that say something of the lines below them."""
        if index := bisect_left(self._starts, block.start):
            above = self.outline.blocks[index - 1]
            words = self.folded[above.start : min(above.end, above.start + _LONGEST + 1)]
            if above.kind == "text" and len(words) <= _LONGEST and (status := _titles(words)):
                yield block.start, status
        end = self.folded.find("\n", block.start, min(block.end, block.start + _LONGEST))
        if end >= 0 and (status := _titles(self.folded[block.start : end])):
            yield end, status
        for match in _ASKS_BELOW.finditer(self.folded, block.start, block.end):
            if match.end() < block.end and (status := _titles(match[1])):
                yield match.end(), status

    def head_of(self, block: Block) -> str:
        """Folded head of the table around a row, empty where it has none: the row above the rule."""
        if not self._heads:
            self._heads = dict(self._heads_of_rows())
        head = self._heads.get(block.start, block)
        return "" if head is block else self.folded[head.start : head.end]

    def _heads_of_rows(self) -> Iterator[tuple[int, Block]]:
        above = head = None
        for block in self.outline.blocks:
            if block.kind != "row":
                head = None
            elif above and RULE.fullmatch(self.folded, block.start, block.end):
                head = above
            yield block.start, head or block
            above = block if block.kind == "row" else None

    def _says(self, index: int) -> Status:
        if index not in self._parts:
            block = self.outline.blocks[index]
            words = self.folded[block.start : min(block.end, block.start + 600)].rstrip(" *_\n\x01")
            if block.kind == "heading":
                self._parts[index] = part_status(words)
            elif words.endswith((":", "：")):
                self._parts[index] = part_status(re.split(r"(?<=[.!?。])\s", words)[-1])
            else:
                self._parts[index] = _titles(words.rpartition("\n")[2]) or "stated"
        return self._parts[index]

    def after(self, block: Block) -> str:
        """Folded beginning of what stands under a heading, empty where another heading follows."""
        index = bisect_right(self._starts, block.start)
        if index == len(self.outline.blocks) or self.outline.blocks[index].kind == "heading":
            return ""
        following = self.outline.blocks[index]
        return self.folded[following.start : min(following.end, following.start + 60)]

    def heading(self, index: int) -> str:
        """Folded words of a heading."""
        block = self.outline.blocks[index]
        return self.folded[block.start : block.end]

    def lead(self, block: Block) -> str:
        """Folded end of the line that introduces a block, empty where nothing does."""
        return "" if block.lead is None else self.lead_of(block.lead)

    def lead_of(self, index: int) -> str:
        """Folded end of a block that introduces others."""
        block = self.outline.blocks[index]
        return self.folded[max(block.start, block.end - 200) : block.end]
