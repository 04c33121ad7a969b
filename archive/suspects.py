"""Where a text by somebody else may name a person: the few places that are worth a slow hash each.

A list of redactions holds hashes alone, so that a text cannot be searched for who is on it. What can be asked is
whether this word, or that account, is on it; at some ten milliseconds a question, and each word once (see
`archive.redactions`).
"""

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from archive.keys import fold

MOST = 200
"""Accounts of one text that are looked up; what names more is a list of results, not somebody's words."""

_ACCOUNT = re.compile(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.com|huggingface\.co|kaggle\.com/(?:code/)?)/?([\w.-]+)", re.IGNORECASE
)
_KAGGLE_ROOMS = {"c", "competitions", "code", "datasets", "discussions", "discussion", "models", "writeups", "docs"}
_MENTION = re.compile(r"(?<![\w@])@([\w.-]*\w)")
_PROFILE = re.compile(r"""(?:href=["']|\]\()/([\w.-]+)["')]""")
"""A link within the platform: `[name](/handle)`, `<a href="/handle">`."""
_WORD = re.compile(r"[^\W_]+(?:[-_.'’]+[^\W_]+)*")


def squeeze(text: str) -> str:
    """Letters and digits of a name alone, folded: `Ada E. Example` and `ada-e_example` are `adaeexample`."""
    return "".join(re.findall(r"[^\W_]+", fold(text)))


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
    """Where a short text (a title, the name of a team, an address) may hold a name, squeezed, each once.

    Every word, words that a hyphen, point or underscore joins also as one, and two words in a row that begin with a
    capital, as display names do.
    """
    found = _WORD.findall(text)
    singles = [word for joined in found for word in (joined, *re.findall(r"[^\W_]+", joined))]
    pairs = [one + other for one, other in pairwise(found) if one[0].isupper() and other[0].isupper()]
    yield from islice(dict.fromkeys(filter(None, map(squeeze, singles + pairs))), MOST)


def path_words(url: str) -> Iterator[str]:
    """Where an address may hold a name, squeezed: words of its host and path, and two in a row of one part of it.

    The slug of a competition and numbers name nobody, and each word costs.
    """
    parts = re.split(r"[/?#&=]+", fold(url.partition("://")[2]))
    if len(parts) > 2 and parts[1] in ("c", "competitions"):
        parts = [parts[0], *parts[3:]]
    found = [[word for word in re.findall(r"[^\W_]+", part) if not word.isdigit()] for part in parts]
    singles = [word for words_of_part in found for word in words_of_part]
    pairs = [one + other for words_of_part in found[1:] for one, other in pairwise(words_of_part)]
    yield from islice(dict.fromkeys(singles + pairs), MOST)
