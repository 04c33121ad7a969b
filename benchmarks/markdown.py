"""Finished pages as the Markdown that an author would have written: what other generators are given to render."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree, html

MARKS = {"h1": "# ", "h2": "## ", "h3": "### ", "p": "", "li": "- "}
WHOLE = ("table", "dl", "svg")
"""Blocks that are written as one; what stands in them is no block of its own."""


def markdown_of(page: Path) -> str:
    """Headings, paragraphs, lists and tables of a page's article; charts stay inline SVG, as they are for us."""
    root = html.document_fromstring(page.read_bytes(), html.HTMLParser(encoding="utf-8"))
    article = next(root.iter("article"), root)
    return "\n\n".join(block for block in _blocks(article) if block) + "\n"


def _blocks(parent: html.HtmlElement) -> Iterator[str]:
    for tag in parent.iterchildren(etree.Element):
        if tag.tag == "svg":
            drawing = etree.tostring(tag, encoding="unicode", method="html", with_tail=False)
            yield "\n".join(line for line in drawing.splitlines() if line.strip())
        elif tag.tag == "table":
            yield _table(tag)
        elif tag.tag == "dl":
            pairs = zip(tag.iter("dt"), tag.iter("dd"), strict=False)
            yield "\n".join(f"- **{_text(term)}**: {_text(value)}" for term, value in pairs)
        else:
            if tag.tag in MARKS:
                yield MARKS[tag.tag] + _text(tag)
            yield from _blocks(tag)


def _table(table: html.HtmlElement) -> str:
    rows = [[_text(cell) for cell in row.iter("th", "td")] for row in table.iter("tr")]
    if not rows:
        return ""
    width = max(map(len, rows))
    lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _text(tag: html.HtmlElement) -> str:
    """The words of a tag on one line, links kept."""
    return _joined(_pieces(tag)).replace("|", "\\|")


def _pieces(tag: html.HtmlElement) -> Iterator[str]:
    yield tag.text or ""
    for child in tag.iterchildren():
        if child.tag == "a" and "href" in child.attrib:
            yield f"[{_joined(child.itertext())}]({child.get('href')})"
        elif isinstance(child.tag, str):
            yield from _pieces(child)
        yield child.tail or ""


def _joined(pieces: Iterable[str]) -> str:
    return " ".join(word for piece in pieces for word in piece.split())
