"""Which code that a write-up links is its authors' own: a solution also links the libraries that it stands on.

Told by addresses alone, so that it can be told again without the text. What nothing tells is not counted.
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from archive.records import Link, WriteUp

_FORGES = ("github.com", "gitlab.com", "bitbucket.org")
_ROOMS = ("code", "kernels")
"""First parts of the paths below which Kaggle has notebooks, by owner."""
_EVERYDAY = frozenset({
    "analysis", "analytics", "challenge", "challenges", "classification", "code", "competition", "data",
    "dataset", "deep", "detect", "detection", "forecasting", "from", "global", "human", "identification",
    "image", "images", "kaggle", "learning", "machine", "matching", "model", "models", "object", "open",
    "place", "playground", "predict", "predicting", "prediction", "prize", "python", "recognition",
    "recommendation", "research", "retrieval", "science", "screening", "search", "segmentation", "series",
    "simulation", "solution", "stage", "tabular", "text", "tools", "track", "video", "with",
})  # fmt: skip
"""Words in names of competitions or of repositories that tell none from another."""
_WORD, _YEAR = re.compile(r"[a-z]+"), re.compile(r"(?<!\d)20\d\d(?!\d)")
_LONG = 4
"""Words of so many letters are also found within others: `birdclef2021`, `commonlitreadabilityprize`."""


class _Repository(NamedTuple):
    owner: str
    name: str
    url: str
    """Its own address, without what follows: a write-up that links six of its files links one repository."""


def own_code(writeup: WriteUp, competition: str, year: int | None, members: Collection[str]) -> tuple[Link, ...]:
    """Code and notebooks of those who wrote a write-up, each repository once.

    That is the write-up itself where it is a repository or a notebook; what belongs to one of its authors or of the
    `members` of its team, handles of the platform, as owner; and a repository whose name shares a telling word with
    the `competition`'s slug, unless it names a year that is not the competition's.
    """
    own = {name.lower() for name in (*writeup.authors, *members)}
    found: dict[str, Link] = {}
    for link in writeup.links:
        at = _repository(link)
        if at and (at.owner.lower() in own or (link.kind == "code" and _is_for(at.name, competition, year))):
            found.setdefault(at.url.lower(), Link(url=at.url, kind=link.kind))
    if writeup.kind in ("repository", "notebook"):
        kind = "code" if writeup.kind == "repository" else "notebook"
        found.setdefault(writeup.url.lower(), Link(url=writeup.url, kind=kind))
    return tuple(found.values())


def _repository(link: Link) -> _Repository | None:
    parts = urlsplit(link.url)
    host, path = (parts.hostname or "").removeprefix("www."), parts.path.strip("/").split("/")
    if link.kind not in ("code", "notebook") or len(path) < 2:
        return None
    if host in _FORGES:
        name = path[1].removesuffix(".git")
        return _Repository(path[0], name, f"https://{host}/{path[0]}/{name}")
    owner, name = path[1:3] if path[0] in _ROOMS and len(path) > 2 else path[:2]
    return _Repository(owner, name, link.url)


def _is_for(repository: str, competition: str, year: int | None) -> bool:
    name, slug = repository.lower(), competition.lower()
    years, of_slug = set(_YEAR.findall(name)), set(_YEAR.findall(slug))
    right = of_slug or {str(near) for near in (year - 1, year, year + 1)} if year else of_slug
    if years and right and not years & right:
        return False
    return any(_shared(name, slug)) or any(_shared(slug, name))


def _shared(one: str, other: str) -> Iterator[str]:
    """Telling words of one name that stand in the other."""
    words, whole = set(_WORD.findall(other)), "".join(_WORD.findall(other))
    for word in _WORD.findall(one):
        if word not in _EVERYDAY and (word in words or (len(word) >= _LONG and word in whole)):
            yield word
