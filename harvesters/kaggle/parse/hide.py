"""Take redacted people out of a raw answer before it is written anywhere."""

from typing import Any

from archive.merge_boards import DELETED_MEMBER
from archive.redactions import Redactions, names
from archive.text import text_sha256

_NAMELESS = frozenset({"authorName", "thumbnailUrl", "thumbnailImageUrl", "userRank", "userHasEntered"})
"""Never kept: display names in the forum (not unique; people are keyed by handle), pictures, facts about the caller."""

_OWNER = ("userName", "authorUrl", "ownerUser", "ref")
_TEXTS = frozenset({"content", "rawMarkdown", "messageMarkdown", "messageStripped", "title"})
MEMBERS = "TeamMemberUserNames"
"""Column of the board's CSV."""


def hide(answer: Any, redactions: Redactions) -> Any:
    """The answer without what names a redacted person: accounts, notebooks, texts, board members."""
    nobody = not redactions.rows and not redactions.withheld_texts
    return _nameless(answer) if nobody else _hide(answer, redactions)


def _nameless(answer: Any) -> Any:
    if isinstance(answer, list):
        return [_nameless(item) for item in answer]
    if isinstance(answer, dict):
        return {name: _nameless(value) for name, value in answer.items() if not _is_nameless(name, value)}
    return answer


def _is_nameless(name: str, value: Any) -> bool:
    """Whether a field is never kept; `author` is a display name where it is a text, and an account where it is not."""
    return name in _NAMELESS or (name == "author" and isinstance(value, str))


def _hide(answer: Any, redactions: Redactions) -> Any:
    if isinstance(answer, list):
        return [_hide(item, redactions) for item in answer if not _is_account(item, redactions)]
    if not isinstance(answer, dict):
        return answer
    gone = [handle for handle in _handles(answer) if redactions.hides("@" + handle)]
    kept = {}
    for name, value in answer.items():
        if _is_nameless(name, value) or (gone and name in _TEXTS) or _is_account(value, redactions):
            continue
        if isinstance(value, str) and _is_withheld(name, value, gone, redactions):
            continue
        kept[name] = _hide(value, redactions)
    return _without_members(kept, redactions)


def _is_withheld(name: str, value: str, gone: list[str], redactions: Redactions) -> bool:
    """Whether a text names a redacted owner, or is one by somebody else that was withheld or names them."""
    if any(names(value, handle) for handle in gone):
        return True
    if name == "hostName":
        return redactions.is_one(value)
    if name not in _TEXTS:
        return False
    by_others = redactions.in_title(value) if name == "title" else redactions.in_text(value)
    return by_others or text_sha256(value) in redactions.withheld_texts


def _without_members(row: dict[str, Any], redactions: Redactions) -> dict[str, Any]:
    """A team's row without the names of redacted members, who are counted like deleted ones.

    The paged view names teams without their members: nobody can tell then whose name that is, so as soon as anybody is
    redacted the names of this view go. Those of the downloaded board stay.
    """
    if isinstance(members := row.get(MEMBERS), str):
        handles = [handle.strip() for handle in members.split(",")]
        shown = [DELETED_MEMBER if redactions.hides("@" + handle) else handle for handle in handles]
        return row if shown == handles else row | {MEMBERS: ",".join(shown), "TeamName": ""}
    if redactions.rows and "teamId" in row and "score" in row:
        return {name: value for name, value in row.items() if name != "teamName"}
    return row


def _is_account(item: Any, redactions: Redactions) -> bool:
    """Whether the item is the account of a redacted person, or a search result that stands for it."""
    if not isinstance(item, dict):
        return False
    if "userName" in item and "id" in item and redactions.hides(f"u{item['id']}"):
        return True
    if "userName" in item:
        return redactions.hides(f"@{item['userName']}")
    return "userDocument" in item and _is_account(item.get("ownerUser"), redactions)


def _handles(answer: dict[str, Any]) -> list[str]:
    """Handles of those whose work this object is."""
    handles = []
    for name in _OWNER:
        value = answer.get(name)
        if isinstance(value, dict):
            value = value.get("userName")
        if isinstance(value, str) and value:
            handles.append(handle_of(value, owner_first=name == "ref"))
    return [handle for handle in handles if handle]


def handle_of(url: str | None, owner_first: bool = False) -> str | None:
    """The handle in a profile's path or address, e.g. `/someone`; of `owner/slug` the owner."""
    path = (url or "").split("?")[0].removeprefix("https://").removeprefix("http://")
    parts = [part for part in path.split("/") if part and part not in ("www.kaggle.com", "kaggle.com")]
    if owner_first:
        return parts[0] if len(parts) == 2 else None
    return parts[0] if len(parts) == 1 else None
