"""Links out of a write-up: those in its text and those that the platform resolves."""

import re
from collections.abc import Iterable
from typing import Any, Literal
from urllib.parse import urlsplit

from archive.keys import canonical_url, safe_url
from archive.records import Link
from harvesters.kaggle import fields

Kind = Literal["code", "notebook", "data", "paper", "video", "model", "other"]

MOST_LINKS = 50
"""A text with more is a collection; the first are kept."""

_URL = re.compile(r"https?://[^\s<>\"'`|\\^{}\[\]]+")
_HOSTS: dict[str, Kind] = {
    "github.com": "code", "gitlab.com": "code", "bitbucket.org": "code", "gist.github.com": "code",
    "colab.research.google.com": "notebook", "nbviewer.org": "notebook",
    "arxiv.org": "paper", "openreview.net": "paper", "doi.org": "paper", "aclanthology.org": "paper",
    "youtube.com": "video", "youtu.be": "video", "zenodo.org": "data",
}  # fmt: skip
_KAGGLE: dict[str, Kind] = {"code": "notebook", "kernels": "notebook", "datasets": "data", "models": "model"}
_RESOLVED: dict[str, Kind] = {"dataset": "data", "notebook": "notebook", "model": "model", "youtube": "video"}
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")


def links_in(text: str) -> list[Link]:
    """Links in a Markdown or HTML text, in its order; pictures are left out."""
    found = (match[0].rstrip(".,;:!?*_") for match in _URL.finditer(text))
    return _once(_link(_closed(url)) for url in found)


def resolved_links(answer: dict[str, Any]) -> list[Link]:
    """Links that the platform resolved, with the kind that it gives where ours says nothing."""
    links = []
    for item in fields.items(answer, "resolvedLinks"):
        link = _link(fields.text(item.get("originalUrl")) or "")
        kind = _RESOLVED.get(fields.word(item.get("type"), prefix="resolved-write-up-link-type-") or "")
        links.append(link.model_copy(update={"kind": kind}) if link and kind and link.kind == "other" else link)
    return _once(links)


def join_links(*lists: Iterable[Link]) -> tuple[Link, ...]:
    """All links, each address once, at most MOST_LINKS."""
    return tuple(_once(link for links in lists for link in links))[:MOST_LINKS]


def _once(links: Iterable[Link | None]) -> list[Link]:
    return list({link.url: link for link in reversed([link for link in links if link])}.values())[::-1]


def _closed(url: str) -> str:
    """Without the bracket that closes a Markdown link, but with one that belongs to the address."""
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1]
    return url


def _link(url: str) -> Link | None:
    if safe_url(url) is None or urlsplit(url).path.lower().endswith(_PICTURES):
        return None
    url = canonical_url(url)
    return Link(url=url, kind=_kind(url))


def _kind(url: str) -> Kind:
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    room = parts.path.split("/")[1] if parts.path.count("/") else ""
    if host == "kaggle.com":
        return _KAGGLE.get(room, "other")
    if host == "huggingface.co":
        return {"datasets": "data", "spaces": "other", "papers": "paper"}.get(room, "model")  # type: ignore[return-value]
    return "paper" if parts.path.endswith(".pdf") else _HOSTS.get(host, "other")
