"""From a page to the text that is read: Markdown stays, HTML becomes loose Markdown, the licence is kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from archive.text import clean_name, normalise
from harvesters.linked_pages.web import Page

_ASIDE = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "iframe",
    "button",
)
_BEFORE = {
    "p": "\n\n", "div": "\n\n", "section": "\n\n", "blockquote": "\n\n> ", "ul": "\n", "ol": "\n", "li": "\n- ",
    "br": "\n", "table": "\n\n", "tr": "\n| ", "pre": "\n\n```\n",
    "h1": "\n\n# ", "h2": "\n\n## ", "h3": "\n\n### ", "h4": "\n\n#### ", "h5": "\n\n##### ", "h6": "\n\n###### ",
}  # fmt: skip
_AFTER = {
    "p": "\n\n", "div": "\n\n", "section": "\n\n", "blockquote": "\n\n", "td": " | ", "th": " | ", "pre": "\n```\n\n",
    "table": "\n\n", "h1": "\n\n", "h2": "\n\n", "h3": "\n\n", "h4": "\n\n", "h5": "\n\n", "h6": "\n\n",
}  # fmt: skip

_LICENCES = (
    ("Apache-2.0", r"apache license,?\s+version 2\.0"),
    ("AGPL-3.0", r"gnu affero general public license\s+version 3"),
    ("LGPL-3.0", r"gnu lesser general public license\s+version 3"),
    ("GPL-3.0", r"gnu general public license\s+version 3"),
    ("GPL-2.0", r"gnu general public license\s+version 2"),
    ("MPL-2.0", r"mozilla public license,? version 2\.0"),
    ("BSD-3-Clause", r"redistribution and use in source and binary forms[\s\S]+neither the name"),
    ("BSD-2-Clause", r"redistribution and use in source and binary forms"),
    ("MIT", r"permission is hereby granted, free of charge, to any person obtaining a copy"),
    ("CC0-1.0", r"cc0 1\.0 universal"),
    ("Unlicense", r"this is free and unencumbered software released into the public domain"),
)
_CREATIVE_COMMONS = re.compile(r"creativecommons\.org/(?:licenses/([a-z-]+)|publicdomain/(zero))/(\d\.\d)")


@dataclass(frozen=True)
class Text:
    """What a page says."""

    text: str
    """Normalised text."""
    title: str | None
    """Title of the page."""
    license: str | None
    """Licence that the page itself states, as an SPDX id."""
    language: str | None
    """ISO 639-1 code that the page states."""


def read_page(page: Page) -> Text:
    """The text of a page."""
    if page.kind in ("text/markdown", "text/plain"):
        text = normalise(_decoded(page))
        heading = re.search(r"^#{1,3}[ \t]+(\S.{0,200}?)[ \t#]*$", text[:4000], re.MULTILINE)
        return Text(text, clean_name(heading[1]) if heading else None, creative_commons(text), None)
    return read_html(page)


def read_html(page: Page) -> Text:
    """The main part of an HTML page as loose Markdown."""
    soup = BeautifulSoup(page.body, "lxml", from_encoding=page.charset)
    root = soup.find("html")
    language = re.match("[a-z]{2}", str(root.get("lang", "")).lower()) if isinstance(root, Tag) else None
    title = clean_name(soup.title.get_text()) if soup.title else None
    licence = next(
        (found for link in soup.select("[rel~=license][href]") if (found := creative_commons(str(link["href"])))), None
    )
    main = next(
        (found for found in (soup.find("article"), soup.find("main"), soup.body) if isinstance(found, Tag)), soup
    )
    lines = (line.rstrip() for line in normalise("".join(_pieces(main))).split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
    return Text(text, title, licence, language[0] if language else None)


def _pieces(root: Tag) -> Iterator[str]:
    """The strings of a tree with the marks of their tags, in one pass however deep it is nested."""
    open_tags: list[tuple[Tag, bool]] = [(root, False)]
    for element in root.descendants:
        while open_tags[-1][0] is not element.parent:
            yield from _closing(*open_tags.pop())
        aside = open_tags[-1][1]
        if isinstance(element, Tag):
            aside = aside or element.name in _ASIDE
            open_tags.append((element, aside))
            if not aside:
                yield _BEFORE.get(element.name, "")
        elif not aside and type(element) is NavigableString:
            yield str(element)
    while open_tags:
        yield from _closing(*open_tags.pop())


def _closing(tag: Tag, aside: bool) -> Iterator[str]:
    if not aside:
        yield _AFTER.get(tag.name, "")


def licence_of(text: str) -> str | None:
    """The SPDX id of a licence file's text; None where it is none of the usual ones."""
    start = text[:5000].lower()
    named = next((name for name, pattern in _LICENCES if re.search(pattern, start)), None)
    return named or creative_commons(text[:5000])


def creative_commons(text: str) -> str | None:
    """The Creative Commons licence whose address stands in a text, if there is exactly one."""
    found = {
        "CC0-1.0" if zero else f"CC-{kind.upper()}-{version}" for kind, zero, version in _CREATIVE_COMMONS.findall(text)
    }
    return found.pop() if len(found) == 1 else None


def _decoded(page: Page) -> str:
    """The body as text; as UTF-8 where the header names a set that is unknown or is for no text (`base64`, `idna`)."""
    try:
        return page.body.decode(page.charset or "utf-8", "replace")
    except (LookupError, ValueError):
        return page.body.decode("utf-8", "replace")
