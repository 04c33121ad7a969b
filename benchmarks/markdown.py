"""Finished pages as the Markdown that an author would have written: what other generators are given to render."""

import random
from pathlib import Path

from bs4 import BeautifulSoup, Tag

SEED = 20261122


def sample(site: Path, kind: str, number: int) -> list[Path]:
    """Some pages of one kind, always the same."""
    pages = sorted((site / kind).glob("*/index.html"))
    return random.Random(SEED).sample(pages, min(number, len(pages)))


def markdown_of(page: Path) -> str:
    """Headings, paragraphs, lists and tables of a page's article; charts stay inline SVG, as they are for us."""
    soup = BeautifulSoup(page.read_bytes(), "lxml")
    article = soup.find("article") or soup.body
    parts = (
        [_block(tag) for tag in article.find_all(["h1", "h2", "h3", "p", "li", "table", "dl", "svg"])]
        if article
        else []
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(tag: Tag) -> str:
    if tag.name == "svg":
        return "\n".join(line for line in str(tag).splitlines() if line.strip())
    if tag.name == "table":
        return _table(tag)
    if tag.name == "dl":
        pairs = zip(tag.find_all("dt"), tag.find_all("dd"), strict=False)
        return "\n".join(f"- **{_text(term)}**: {_text(value)}" for term, value in pairs)
    if tag.find_parent(["table", "dl", "svg"]):
        return ""
    mark = {"h1": "# ", "h2": "## ", "h3": "### ", "li": "- "}.get(tag.name, "")
    return mark + _text(tag)


def _table(table: Tag) -> str:
    rows = [[_text(cell) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]
    if not rows:
        return ""
    width = max(len(row) for row in rows)
    lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _text(tag: Tag) -> str:
    """The words of a tag on one line, links kept."""
    for link in tag.find_all("a", href=True):
        link.replace_with(f"[{link.get_text(' ', strip=True)}]({link['href']})")
    return " ".join(tag.get_text(" ", strip=True).split()).replace("|", "\\|")
