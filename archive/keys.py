"""Keys of archives, competitions, teams, people and write-ups. They are contracts: a changed rule needs `migrate`."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

CACHED = 4096
"""Addresses and people are asked for several times in a row."""
SLUG_LIMIT = 100
"""Longest slug and folder name, in characters."""

_SLUG = re.compile(rf"[A-Za-z0-9_~-][A-Za-z0-9._~-]{{0,{SLUG_LIMIT - 1}}}")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?|.*\.|index\.html", re.IGNORECASE)
"""Names that Windows gives to devices, or cuts at the end, so that nobody there could clone the archive; and a page's
own file."""


class BadKeyError(ValueError):
    """A name that cannot be a key, with what to do about it."""


def check_slug(slug: str) -> str:
    """The slug itself, which is safe as a folder and in a URL.

    Raises BadKeyError for characters outside `[A-Za-z0-9._~-]`, a leading dot, names above 100 characters, and reserved
    ones.
    """
    shown = ascii(slug[:80])
    if not _SLUG.fullmatch(slug):
        raise BadKeyError(f"slug {shown} is refused: use 1 to 100 of A-Z a-z 0-9 . _ ~ - and no leading dot")
    if _RESERVED.fullmatch(slug):
        raise BadKeyError(f"slug {shown} is refused: no file or folder may have this name everywhere")
    return slug


def fold(text: str) -> str:
    """Text for comparing names: compatibility forms, case and runs of space do not count."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:12]


def archive_key(root: Path) -> str:
    """12 hex digits of the path of an archive's folder: tells archives apart that share a cache."""
    return _digest(str(root.resolve()))


def team_key(platform: str, slug: str, name: str | None, members: Iterable[str]) -> str:
    """Key of a team without a platform id: `x` and 12 hex digits of platform, slug, folded name, sorted handles."""
    handles = sorted(handle.lower() for handle in members if handle)
    return "x" + _digest(platform, slug, fold(name or ""), ";".join(handles))


def person_key(*, user_id: str | int | None = None, handle: str | None = None) -> str:
    """`u<user id>`, or `@<handle>` while no id is known."""
    if user_id not in (None, ""):
        return f"u{user_id}"
    if not handle:
        raise BadKeyError("a person needs a user id or a handle")
    return f"@{handle.lower()}"


@lru_cache(CACHED)
def person_shard(person: str) -> str:
    """First two hex digits of the key's SHA-256: the file that holds the person."""
    return hashlib.sha256(person.encode()).hexdigest()[:2]


def writeup_key(*, platform_id: str | int | None = None, url: str | None = None) -> str:
    """`w<platform id>`, else `w` and 12 hex digits of the canonical URL."""
    if platform_id not in (None, ""):
        return f"w{platform_id}"
    if not url:
        raise BadKeyError("a write-up needs a platform id or a URL")
    return "w" + _digest(canonical_url(url))


@lru_cache(CACHED)
def canonical_url(url: str) -> str:
    """One spelling for one address: https, lower-case host, no fragment, tracking words or trailing slash.

    Kaggle's `/c/<slug>` and `/competitions/<slug>` are one page. A fragment stays where it names one message of a forum
    topic (`/discussion/31538#175210`): several teams describe their solutions in one topic. What is no address stays
    as it is.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return url.strip()
    host = "www.kaggle.com" if host == "kaggle.com" else f"[{host}]" if ":" in host else host
    if port and port not in (80, 443):
        host += f":{port}"
    path = re.sub(r"[\s/]+$", "", parts.path)
    if host == "www.kaggle.com" and path.startswith("/c/"):
        path = "/competitions/" + path.removeprefix("/c/")
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not k.startswith("utm_")])
    scheme = "https" if parts.scheme in ("http", "https", "") else parts.scheme
    message = parts.fragment if "/discussion/" in path and parts.fragment.isdecimal() else ""
    return urlunsplit((scheme, host, path, query, message))


_PLAIN_URL = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[A-Za-z0-9/._~!$&'()*+,;=:@%?#-]*)?")
"""Addresses like nearly all: a name of a host without a port, then nothing that needs a closer look."""


_HIDING = re.compile(r"[\x80-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
"""Characters that turn or hide a part of what a reader sees of an address."""


@lru_cache(CACHED)
def safe_url(url: str | None) -> str | None:
    """The URL if it is an http(s) address with a host and no spaces or controls; else None.

    What would turn or hide a part of it is written with `%`.
    """
    if not url or len(url) > 2000:
        return None
    if _PLAIN_URL.fullmatch(url):
        return url
    url = _HIDING.sub(lambda found: quote(found[0]), url.strip())
    if re.search(r"[\s\x00-\x1f\x7f<>\"\\]", url):
        return None
    try:
        parts = urlsplit(url)
        named = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
        return url if named and parts.port != 0 else None
    except ValueError:  # a broken host or port
        return None
