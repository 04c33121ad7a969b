"""The outline of a text: blocks with their section path, and the sentences of a block.

Markdown of the loose kind that people type: headings (also underlined or bold lines), list items with what introduces
them, table rows, fenced code, quotes, paragraphs. Offsets are those of the text that was given.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from insights.mentions.mask import mask_code, mask_prose

Kind = Literal["heading", "text", "item", "row", "code", "quote"]

BOLD_LEVEL = 7
"""Level of a bold line that serves as a heading: below all real ones."""

_FENCE = re.compile(r"\s{0,12}(?:>\s?)?(?:[-*+]\s+)?(```+|~~~+)\s*(\w*)")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s*(?=[^#\s])")
_BOLD = re.compile(r"\s{0,3}(?:\*\*|__)([^*_\n]{2,90})(?:\*\*|__)\s*:?\s*$")
_RULER = re.compile(r"[\s:|-]{3,}$")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-{3,})\s*$")
_ITEM = re.compile(r"(\s*)(?:[-*+•·‣◦]|\d{1,3}[.)、]|[a-zA-Z][.)]|[（(]\d{1,2}[)）])(?:\s+|(?=[^\x00-\x7f]))")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]*_]{0,3}\s+(?=[^a-z\s])|(?<=[。！？；])|\n(?=\s*\n)")
_NO_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|al|approx|fig|no|resp|incl|eq|dr|mr|ms|st)|\b[A-Z])\.$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, table row, quoted paragraph or run of code lines."""

    kind: Kind
    start: int
    end: int
    path: tuple[int, ...]
    """Indices of the headings above it, outermost first; for a heading, those above it and itself."""
    lead: int | None
    """Index of the block that introduces this list item or row: a parent item or a line that ends with a colon."""
    depth: int = 0
    """Indent of a list item, level of a heading."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A text with its masked copy and its blocks in order."""

    text: str
    masked: str
    blocks: tuple[Block, ...]

    def slice(self, block: Block) -> str:
        """Masked text of a block."""
        return self.masked[block.start : block.end]


class _Builder:
    """Takes lines one by one; `open` is the block that the next line may continue."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.headings: list[tuple[int, int]] = []
        self.items: list[tuple[int, int]] = []
        self.lead: int | None = None
        self.blank = True

    def path(self) -> tuple[int, ...]:
        return tuple(index for _, index in self.headings)

    def add(self, kind: Kind, start: int, end: int, lead: int | None = None, depth: int = 0) -> None:
        self.blocks.append(Block(kind, start, end, self.path(), lead, depth))
        self.blank = False

    def heading(self, level: int, start: int, end: int) -> None:
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self.headings.append((level, len(self.blocks)))
        self.items.clear()
        self.lead = None
        self.add("heading", start, end, depth=level)

    def item(self, indent: int, start: int, end: int) -> None:
        while self.items and self.items[-1][0] >= indent:
            self.items.pop()
        if not self.items:
            self.lead = self._introduction()
        lead = self.items[-1][1] if self.items else self.lead
        self.items.append((indent, len(self.blocks)))
        self.add("item", start, end, lead, indent)

    def _introduction(self) -> int | None:
        """The paragraph before a list, or the one that already introduced the list that this item goes on with."""
        kind = self.blocks[-1].kind if self.blocks else "heading"
        if kind in ("text", "quote"):
            return len(self.blocks) - 1
        return None if kind == "heading" else self.lead

    def underline(self, level: int) -> None:
        """The paragraph so far was a heading."""
        if self.goes_on("text"):
            block = self.blocks.pop()
            self.heading(level, block.start, block.end)
        self.blank = True

    def row(self, start: int, end: int) -> None:
        self.items.clear()
        self.add("row", start, end, self._introduction())

    def text(self, start: int, end: int, indented: bool) -> None:
        """A line that is nothing else; it goes on with the paragraph or the item above."""
        if self.goes_on("text", "item"):
            self.blocks[-1] = replace(self.blocks[-1], end=end)
            return
        if not indented:
            self.items.clear()
        if not self.items:
            self.lead = None
        self.add("text", start, end, self.items[-1][1] if self.items else None)

    def goes_on(self, *kinds: Kind) -> bool:
        """The line before belongs to a block of these kinds."""
        return not self.blank and bool(self.blocks) and self.blocks[-1].kind in kinds


def outline(text: str) -> Outline:
    """Blocks of a text that has passed `mask.markdown_of_html`."""
    builder = _Builder()
    masked: list[str] = []
    fence = ""
    start = 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        end = start + len(line)
        match = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if match and (not fence or match.group(1).startswith(fence)):
            fence = "" if fence else match.group(1)[:3]
            masked.append("\x01" * len(line))
            builder.blank = True
        elif fence:
            line = mask_code(line)
            masked.append(line)
            builder.add("code", start, end, builder.items[-1][1] if builder.items else builder.lead)
        else:
            line = mask_prose(line)
            masked.append(line)
            _prose_line(builder, line, start, end, lines[number + 1] if number + 1 < len(lines) else "")
        start = end + 1
    return Outline(text, "\n".join(masked), tuple(builder.blocks))


def _prose_line(builder: _Builder, line: str, start: int, end: int, following: str) -> None:
    stripped = line.strip()
    if not stripped:
        builder.blank = True
    elif match := _HEADING.match(line):
        builder.heading(len(match[1]), start, end)
    elif (builder.blank or not builder.items) and _BOLD.match(line):
        builder.heading(BOLD_LEVEL, start, end)
    elif match := _UNDERLINE.match(line):
        builder.underline(1 if "=" in match[1] else 2)
    elif match := _ITEM.match(line):
        builder.item(len(match[1].expandtabs(4)), start, end)
    elif stripped[0] == "|" or ("|" in stripped and (builder.goes_on("row") or _is_head(stripped, following))):
        builder.row(start, end)
    elif stripped[0] == ">":
        builder.items.clear()
        builder.add("quote", start, end)
    else:
        builder.text(start, end, indented=line[0] in " \t")


def _is_head(line: str, following: str) -> bool:
    """The line is the head of a table: a rule with as many cells stands below it, or any where it has several."""
    return bool(_RULER.match(following)) and (line.count("|") >= 2 or "|" in following)


def sentences(masked: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the sentences of a block; a full stop behind an abbreviation ends none."""
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _SENTENCE_END.finditer(masked, start, end):
        if _NO_END.search(masked, max(begin, match.start() - 12), match.start()):
            continue
        spans.append((begin, match.start() if match.start() > begin else match.end()))
        begin = match.end()
    if begin < end:
        spans.append((begin, end))
    return spans
