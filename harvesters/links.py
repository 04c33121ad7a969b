"""Links out of a text: what they lead to, each address once."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from archive.keys import canonical_url, safe_url
from archive.records import Link, LinkKind

MOST_LINKS = 50
"""A text with more is a collection; the first are kept."""

_URL = re.compile(r"https?://[^\s<>\"'`|\\^{}\[\]]+")
_HOSTS: dict[str, LinkKind] = {
    "github.com": "code", "gitlab.com": "code", "bitbucket.org": "code", "gist.github.com": "code",
    "colab.research.google.com": "notebook", "nbviewer.org": "notebook",
    "arxiv.org": "paper", "openreview.net": "paper", "doi.org": "paper", "aclanthology.org": "paper",
    "youtube.com": "video", "youtu.be": "video", "zenodo.org": "data",
}  # fmt: skip
_KAGGLE: dict[str, LinkKind] = {"code": "notebook", "kernels": "notebook", "datasets": "data", "models": "model"}
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")


def links_in(text: str) -> list[Link]:
    """Links in a Markdown or HTML text, in its order; pictures are left out."""
    urls = (match[0].replace("&amp;", "&") for match in _URL.finditer(text))  # alone: `&copy=` may be meant so
    found = (_closed(url).rstrip(".,;:!?*_&") for url in urls)
    return one_each(map(read_link, found))


def join_links(*lists: Iterable[Link]) -> tuple[Link, ...]:
    """All links, each address once, at most MOST_LINKS."""
    return tuple(one_each(link for links in lists for link in links))[:MOST_LINKS]


def one_each(links: Iterable[Link | None]) -> list[Link]:
    """The links in their order, each address once."""
    once: dict[str, Link] = {}
    for link in links:
        if link is not None:
            once.setdefault(link.url, link)
    return list(once.values())


def _closed(url: str) -> str:
    """Up to the bracket that closes a Markdown link; one that closes another in the address belongs to it."""
    opened = 0
    for place, letter in enumerate(url):
        opened += (letter == "(") - (letter == ")")
        if opened < 0:
            return url[:place]
    return url


def read_link(url: str) -> Link | None:
    """A link to a web address; None for pictures and for what is no such address."""
    if safe_url(url) is None or urlsplit(url).path.lower().endswith(_PICTURES):
        return None
    url = canonical_url(url)
    return Link(url=url, kind=kind_of(url))


def kind_of(url: str) -> LinkKind:
    """What an address leads to."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    room = parts.path.split("/")[1] if parts.path.count("/") else ""
    if host == "kaggle.com":
        return _KAGGLE.get(room, "other")
    if host == "huggingface.co":
        return {"datasets": "data", "spaces": "other", "papers": "paper"}.get(room, "model")  # type: ignore[return-value]
    return "paper" if parts.path.endswith(".pdf") else _HOSTS.get(host, "other")
