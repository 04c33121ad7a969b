"""What a title or an address of a write-up gives away: the rank that it claims, the kind of place where it stands."""

import re
from typing import Literal
from urllib.parse import urlsplit

WriteUpKind = Literal["platform", "forum", "repository", "blog", "notebook", "paper", "video", "other", "list"]

# "41th" is how people write; a year such as 2026th or "top 5 %" is no rank.
_ORDINAL = re.compile(r"(?<![\w.])(\d{1,4})[ -]?(?:st|nd|rd|th)(?![a-z])", re.IGNORECASE)
_PRIVATE = re.compile(r"private\W{1,3}(?:lb\W{1,3})?$|^\W{1,3}(?:in |on )?(?:the )?private", re.IGNORECASE)
_PUBLIC = re.compile(r"public\W{1,3}(?:lb\W{1,3})?$|^\W{1,3}(?:in |on )?(?:the )?public", re.IGNORECASE)


def claimed_rank(title: str | None) -> int | None:
    """The final rank that a title claims: 6 in "2nd-public-6th-private-place-solution"; None where it is not clear."""
    claims: set[int] = set()
    final: set[int] = set()
    for found in _ORDINAL.finditer(title or ""):
        before, after = (title or "")[: found.start()], (title or "")[found.end() :]
        if _says(_PRIVATE, before, after):
            final.add(int(found[1]))
        elif not _says(_PUBLIC, before, after):
            claims.add(int(found[1]))
    ranks = final or claims
    return next((rank for rank in ranks if rank > 0), None) if len(ranks) == 1 else None


def _says(word: re.Pattern[str], before: str, after: str) -> bool:
    """Whether the word follows the ordinal, or stands before it with no other ordinal in between to own it."""
    return bool(word.search(after)) or (not _ORDINAL.search(before[-12:]) and bool(word.search(before)))


_HOSTS: dict[str, WriteUpKind] = {
    "github.com": "repository", "gitlab.com": "repository", "bitbucket.org": "repository",
    "arxiv.org": "paper", "openreview.net": "paper", "youtube.com": "video", "youtu.be": "video",
    "colab.research.google.com": "notebook",
}  # fmt: skip


def kind_of_place(url: str) -> WriteUpKind:
    """Where a write-up stands, from its address. Unknown hosts are somebody's blog."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    if host != "kaggle.com":
        return "paper" if parts.path.endswith(".pdf") else _HOSTS.get(host, "blog")
    if "/writeups/" in parts.path:
        return "platform"
    return "forum" if "/discussion" in parts.path else "notebook"
