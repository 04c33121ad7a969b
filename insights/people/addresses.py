"""The address of each profile: below `people/`, one folder a person, on every file system and host."""

import hashlib
import re
from collections.abc import Iterable

_SAFE = re.compile(r"[A-Za-z0-9_~-]{1,80}")
RESERVED = frozenset({"beyond-the-podium", "by", "compare", "top50", "_shell"})
"""Names below `people/` that are no person's."""


def addresses(handles: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Last part of every profile's address by key, from pairs of key and handle.

    It is the handle; the key, or a hash of it, where the handle is no safe name, or differs from an earlier one in case
    alone: the two would be one folder on some hosts.
    """
    found: dict[str, str] = {}
    taken = {name.casefold() for name in RESERVED}
    for key, handle in handles:
        for name in (handle, key):
            if _SAFE.fullmatch(name) and name.casefold() not in taken:
                break
        else:
            name = "p" + hashlib.sha256(key.encode()).hexdigest()[:12]
        found[key] = name
        taken.add(name.casefold())
    return found
