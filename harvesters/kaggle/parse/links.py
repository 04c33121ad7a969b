"""Links of a write-up that the platform resolves."""

from typing import Any

from archive.records import Link, LinkKind
from harvesters.kaggle.parse import fields
from harvesters.links import one_each, read_link

_RESOLVED: dict[str, LinkKind] = {"dataset": "data", "notebook": "notebook", "model": "model", "youtube": "video"}


def resolved_links(answer: dict[str, Any]) -> list[Link]:
    """Links that the platform resolved, with the kind that it gives where ours says nothing."""
    links = []
    for item in fields.items(answer, "resolvedLinks"):
        link = read_link(fields.text(item.get("originalUrl")) or "")
        kind = _RESOLVED.get(fields.word(item.get("type"), prefix="resolved-write-up-link-type-") or "")
        links.append(link.model_copy(update={"kind": kind}) if link and kind and link.kind == "other" else link)
    return one_each(links)
