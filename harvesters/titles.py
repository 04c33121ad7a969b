"""What a title or an address of a write-up gives away: the rank that it claims, the kind of place where it stands."""

import re
from urllib.parse import urlsplit

from archive.records import WriteUpKind
from harvesters.links import kind_of

# "41th" and "4-th" are how people write.
_ORDINAL = re.compile(r"(?<![\w.])(\d{1,4})[ -]?(?:st|nd|rd|th)(?![a-z])", re.IGNORECASE)
_BOARD = re.compile(r"public|private", re.IGNORECASE)
NEAR, REACH = 6, 12
"""Characters between an ordinal and the board it belongs to: "private LB 9th", at most "9th on the private"."""


def claimed_rank(title: str | None) -> int | None:
    """The final rank that a title claims: 6 in "2nd-public-6th-private-place-solution"; None where it is not clear.

    Each word "public" or "private" belongs to an ordinal near it. Between two of them, a title that begins with an
    ordinal names the board behind it, and one that begins with a board names the ordinal behind it.
    """
    ordinals, boards = list(_ORDINAL.finditer(title or "")), list(_BOARD.finditer(title or ""))
    if not ordinals:
        return None
    board_first = bool(boards) and boards[0].start() < ordinals[0].start()
    of_board: dict[str, set[int]] = {"public": set(), "private": set()}
    for board in boards:
        *_, gap, rank = min(_distance(board, ordinal, board_first) for ordinal in ordinals)
        if gap <= REACH:
            of_board[board[0].lower()].add(rank)
    ranks = of_board["private"] or {int(ordinal[1]) for ordinal in ordinals} - of_board["public"]
    return ranks.pop() or None if len(ranks) == 1 else None


def _distance(board: re.Match[str], ordinal: re.Match[str], board_first: bool) -> tuple[bool, bool, int, int]:
    """Sort key of ordinals for one board's name: near ones, then the side that the title suggests, then the gap."""
    gap = max(board.start() - ordinal.end(), ordinal.start() - board.end())
    return gap > NEAR, (ordinal.start() > board.start()) != board_first, gap, int(ordinal[1])


_KINDS: dict[str, WriteUpKind] = {"code": "repository", "notebook": "notebook", "paper": "paper", "video": "video"}
"""Kinds of links that a write-up can be."""


def kind_of_place(url: str) -> WriteUpKind:
    """Where a write-up stands, from its address. Unknown hosts are somebody's blog."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    if host != "kaggle.com":
        return _KINDS.get(kind_of(url), "blog")
    if "/writeups/" in parts.path:
        return "platform"
    return "forum" if "/discussion" in parts.path else "notebook"
