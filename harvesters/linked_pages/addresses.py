"""Where the text behind a link stands: a repository's page is its README, a file in it is its raw form."""

import re
from urllib.parse import urlsplit

RAW = "https://raw.githubusercontent.com"
READMES = ("README.md", "readme.md", "Readme.md", "README.rst", "README.txt", "README")
LICENCES = ("LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "COPYING")
_ELSEWHERE = {
    "www.kaggle.com": "the platform's own harvester reads it",
    "colab.research.google.com": "a notebook service",
    "drive.google.com": "a file store",
    "www.youtube.com": "a video",
    "youtu.be": "a video",
}


def why_not(url: str) -> str | None:
    """Why an address is not read by this harvester; None where it is."""
    return _ELSEWHERE.get(urlsplit(url).hostname or "")


def text_addresses(url: str) -> tuple[str, ...]:
    """Addresses to try, in order, for the text behind a link."""
    repository, path = _github(url)
    if repository is None:
        return (url,)
    if path is None:
        return tuple(f"{RAW}/{repository}/HEAD/{name}" for name in READMES)
    if re.search(r"\.(md|markdown|rst|txt)$", path, re.IGNORECASE):
        return (f"{RAW}/{repository}/{path}",)
    return ()


def leads_elsewhere(asked: str, given: str) -> bool:
    """Whether a redirect ends at another page: nearer to the front page, and without a word of what was asked for.

    Blogs that moved and texts that were deleted end so; as many write-ups would have the text of one front page.
    """
    wanted, found = (_segments(url) for url in (asked, given))
    if len(found) >= len(wanted):
        return False
    words = set(_WORD.findall(wanted[-1])) - _EVERYWHERE
    return words.isdisjoint(_WORD.findall("/".join(found)))


_WORD = re.compile(r"[^\W_]{4,}")
_EVERYWHERE = {"kaggle", "blog", "html"}
"""Words that tell no page from another."""


def _segments(url: str) -> list[str]:
    return [segment for segment in urlsplit(url).path.casefold().split("/") if segment]


def licence_addresses(url: str) -> tuple[str, ...]:
    """Addresses to try, in order, for the licence of what stands behind a link."""
    repository, _ = _github(url)
    return tuple(f"{RAW}/{repository}/HEAD/{name}" for name in LICENCES) if repository else ()


def _github(url: str) -> tuple[str | None, str | None]:
    """Owner and name, and for a file's page `<revision>/<path>`; for a folder's page its README is not guessed."""
    parts = urlsplit(url)
    if parts.hostname not in ("github.com", "www.github.com"):
        return None, None
    found = re.fullmatch(r"/([\w.-]+/[\w.-]+?)(?:\.git)?(?:/(blob|tree)/([^?#]+))?/?", parts.path)
    if not found:
        return None, None
    repository, what, path = found.groups()
    if what is None:
        return repository, None
    revision_only = "/" not in path
    if what == "tree":
        return repository, None if revision_only else f"{path.rstrip('/')}/README.md"
    return repository, path
