"""Read a list to its end, whatever the paging does: short, doubled and overlapping pages, tokens that repeat."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from harvesters.kaggle.client.answers import Call
from harvesters.kaggle.client.session import Session
from harvesters.kaggle.errors import MissingError, RefusedError, RejectedError
from harvesters.kaggle.parse.fields import items, text

MOST_PAGES = 5000
NOTHING_NEW = 3
"""So many pages in a row without a new item end a list: one page may come twice, but not again and again."""

Item = dict[str, Any]
Enough = Callable[[Item, set[Hashable]], bool]


@dataclass(frozen=True)
class Listing:
    """The items of a list, each once, in the order in which the server gave them."""

    items: tuple[Item, ...]
    ended: bool
    """The server said that this is all; false where the list was left early or broke off."""
    left: bool = False
    """We left it early, since it had told enough; else a list that did not end broke off: it ran in a circle."""


def read_list(
    session: Session,
    call: Callable[[str], Call],
    name: str,
    key: Callable[[Item], Hashable],
    enough: Enough = lambda answer, found: False,
) -> Listing:
    """Follow `nextPageToken` from the first page; `name` is the field of the items, `key` tells them apart.

    `enough` may leave the list after a page, given its answer and all keys found so far. A token that the server no
    longer takes (400) starts the list once more from its beginning.
    """
    try:
        return _read_list(session, call, name, key, enough, fresh=False)
    except RejectedError:
        return _read_list(session, call, name, key, enough, fresh=True)


def read_list_if_there(
    session: Session, call: Callable[[str], Call], name: str, key: Callable[[Item], Hashable]
) -> Listing:
    """The same of a list that may not be there for us: empty, and broken off where a later page alone is refused."""
    asked: set[str] = set()

    def noted(token: str) -> Call:
        asked.add(token)
        return call(token)

    try:
        return read_list(session, noted, name, key)
    except (MissingError, RefusedError, RejectedError):
        return Listing((), ended=asked == {""})


def _read_list(
    session: Session,
    call: Callable[[str], Call],
    name: str,
    key: Callable[[Item], Hashable],
    enough: Enough,
    fresh: bool,
) -> Listing:
    found: dict[Hashable, Item] = {}
    token, used, stale = "", {""}, 0
    for _ in range(MOST_PAGES):
        answer = session.ask(call(token), fresh=fresh)
        known = len(found)
        for item in items(answer, name):
            found.setdefault(key(item), item)
        token = text(answer.get("nextPageToken")) or ""
        stale = stale + 1 if len(found) == known else 0
        if not token:
            return Listing(tuple(found.values()), ended=True)
        if enough(answer, set(found)):
            return Listing(tuple(found.values()), ended=False, left=True)
        if token in used or stale == NOTHING_NEW:
            break
        used.add(token)
    return Listing(tuple(found.values()), ended=False)
