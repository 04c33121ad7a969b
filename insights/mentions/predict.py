"""What a text says of a solution as a whole, in the form of the labelling guidelines."""

from typing import Any

from insights.mentions.techniques import Mention, Reader, mentions
from insights.mentions.vocabulary import techniques


def predict(text: str) -> dict[str, Any]:
    """Used and rejected techniques with evidence, compute, ensemble and scores."""
    reader = Reader(text)
    used, rejected = verdicts(list(mentions(reader)))
    return {
        "used": {name: _quote(text, mention) for name, mention in used.items()},
        "rejected": {name: _quote(text, mention) for name, mention in rejected.items()},
    }


def verdicts(found: list[Mention]) -> tuple[dict[str, Mention], dict[str, Mention]]:
    """One mention a technique that proves its use or its rejection."""
    groups: dict[str, list[Mention]] = {}
    for mention in found:
        groups.setdefault(mention.id, []).append(mention)
    used: dict[str, Mention] = {}
    rejected: dict[str, Mention] = {}
    for name, group in groups.items():
        strong = [m for m in group if m.status == "used" or (m.status == "bare" and not m.weak)]
        against = [m for m in group if m.status == "rejected" and not m.weak] or [m for m in group if m.status == "rejected"]
        firm = [m for m in strong if m.status == "used"]
        if firm or (strong and not against):
            used[name] = (firm or strong)[0]
        elif against:
            rejected[name] = against[0]
    for name in list(used):
        if any(other in used for other in techniques()[name].unless):
            del used[name]
    return used, rejected


def _quote(text: str, mention: Mention) -> str:
    return text[slice(*mention.quote)]
