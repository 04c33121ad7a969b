"""Where a text by somebody else may name a person: the few places that are worth a slow hash each.

A list of redactions holds hashes alone, so that a text cannot be searched for who is on it. What can be asked is
whether this word, or that account, is on it; at some ten milliseconds a question, and each word once (see
`archive.redactions`).
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from urllib.parse import unquote

from archive.keys import fold
from archive.spellings import spellings, squeeze, whole_words

MOST = 200
"""Accounts of one text that are looked up; what names more is a list of results, not somebody's words."""

_ACCOUNT = re.compile(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.com|huggingface\.co|kaggle\.com/(?:code/)?)/?([\w.-]+)", re.IGNORECASE
)
_KAGGLE_ROOMS = {"c", "competitions", "code", "datasets", "discussions", "discussion", "models", "writeups", "docs"}
_MENTION = re.compile(r"(?<![\w@])@([\w.-]*\w)")
_PROFILE = re.compile(r"""(?:href=["']|\]\()/([\w.-]+)["')]""")
"""A link within the platform: `[name](/handle)`, `<a href="/handle">`."""
_JOINED = re.compile(r"[^\W_]+(?:[-_ ]+[^\W_]+){2,}")
"""Three words or more that hyphens, underscores or spaces join, as those of a handle or of a name in an address."""
_WORD = re.compile(r"[^\W_]+(?:[-_.'’]+[^\W_]+)*")


def url_owner(url: str) -> str | None:
    """The account in an address of a code or profile host (`github.com/<owner>/...`, `kaggle.com/code/<owner>/...`)."""
    found = _ACCOUNT.match(url)
    return _owner(found[1]) if found else None


def _owner(name: str) -> str | None:
    return name if name.lower() not in _KAGGLE_ROOMS else None


def accounts(text: str) -> Iterator[str]:
    """Handles that a text mentions (`@handle`) or links to, each once, at most 200."""
    found = (match[1] for pattern in (_MENTION, _ACCOUNT, _PROFILE) for match in pattern.finditer(text))
    handles = (handle for handle in found if _owner(handle))
    yield from islice(dict.fromkeys(handle.rstrip(".-") for handle in handles), MOST)


def words(text: str) -> Iterator[str]:
    """Where a short text (a title, the name of a team) may hold a name, squeezed, each once.

    Every word, words that a hyphen, point or underscore joins also as one, and two or three words in a row that begin
    with a capital, as display names do, or are of a script that has none.
    """
    found = _WORD.findall(whole_words(text))
    singles = [word for joined in found for word in (joined, *re.findall(r"[^\W_]+", joined))]
    rows = [*pairwise(found), *zip(found, found[1:], found[2:], strict=False)]
    names = ["".join(row) for row in rows if all(word[0].isalpha() and not word[0].islower() for word in row)]
    yield from _each_once(singles + names)


def path_words(url: str) -> Iterator[str]:
    """Where an address may hold a name, squeezed: words of its host and path, two in a row of one part of it, and more
    that hyphens, underscores or spaces join as one.

    Numbers and the slugs of Kaggle's competitions name nobody, and each word costs.
    """
    parts = re.split(r"[/?#&=]+", fold(whole_words(unquote(url.partition("://")[2]))))
    if len(parts) > 2 and parts[0].endswith("kaggle.com") and parts[1] in ("c", "competitions"):
        parts = [parts[0], *parts[3:]]
    found = [[word for word in re.findall(r"[^\W_]+", part) if not word.isdigit()] for part in parts]
    singles = [word for words_of_part in found for word in words_of_part]
    pairs = [one + other for words_of_part in found for one, other in pairwise(words_of_part)]
    joined = [squeeze(run) for part in parts for run in _JOINED.findall(part)]
    yield from _each_once(singles + pairs + joined)


def _each_once(names: Iterable[str]) -> Iterator[str]:
    """The names in all their spellings, each once, at most 200."""
    yield from islice(dict.fromkeys(form for name in names for form in spellings(name)), MOST)
