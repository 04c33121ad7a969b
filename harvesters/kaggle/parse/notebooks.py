"""Public notebooks of a competition."""

from typing import Any

from archive.keys import safe_url
from archive.records import Notebook
from harvesters.kaggle.parse import fields


def parse_notebooks(items: list[dict[str, Any]], most: int) -> tuple[Notebook, ...]:
    """Notebooks with most votes first, at equal votes by address; private ones are left out."""
    found = [notebook for item in items if (notebook := parse_notebook(item))]
    return tuple(sorted(found, key=lambda notebook: (-(notebook.votes or 0), notebook.url))[:most])


def parse_notebook(item: dict[str, Any]) -> Notebook | None:
    """One notebook; None without an address of the form owner/slug."""
    ref = fields.text(item.get("ref")) or ""
    owner, _, slug = ref.strip("/").removeprefix("code/").partition("/")
    url = safe_url(f"https://www.kaggle.com/code/{owner}/{slug}")
    if not slug or "/" in slug or url is None or fields.flag(item.get("isPrivate")):
        return None
    return Notebook(
        url=url,
        title=fields.name(item.get("title")),
        author=owner,
        votes=fields.whole(item.get("totalVotes")),
        accelerator=_accelerator(item),
    )


def _accelerator(item: dict[str, Any]) -> str | None:
    """The machine of the last run; an absent flag is unknown, not no."""
    machine = fields.text(item.get("machineShape"))
    if machine and machine.lower() not in ("none", "cpu"):
        return machine
    gpu, tpu = fields.flag(item.get("enableGpu")), fields.flag(item.get("enableTpu"))
    if gpu or tpu:
        return "gpu" if gpu else "tpu"
    return "none" if gpu is False and tpu is False else None
