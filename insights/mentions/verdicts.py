"""From all mentions of a technique in a text to one verdict: used, rejected, or neither."""

from insights.mentions.techniques import Mention
from insights.mentions.vocabulary import techniques


def verdicts(found: list[Mention]) -> tuple[dict[str, Mention], dict[str, Mention]]:
    """(used, rejected): for each technique the mention that proves it.

    A plain statement of use decides; without one, a plain rejection; without that, an entry of a list or of settings,
    or what is named more than once in the author's own solution: a name that drops once in passing is no evidence. A
    technique that another row says more exactly (`unless`) gives way to it.
    """
    groups: dict[str, list[Mention]] = {}
    for mention in found:
        groups.setdefault(mention.id, []).append(mention)
    used: dict[str, Mention] = {}
    rejected: dict[str, Mention] = {}
    for name, group in groups.items():
        by = {status: [m for m in group if m.status == status] for status in ("used", "stated", "tried", "rejected")}
        stated = [mention for mention in by["stated"] + by["tried"] if not mention.weak]
        said = [mention for mention in by["used"] if not mention.weak]
        if said:
            used[name] = _best(said)
        elif by["rejected"] and not by["used"]:
            rejected[name] = _best(by["rejected"])
        elif any(mention.kind in ("item", "code") for mention in stated) or len(stated + by["used"]) > 1:
            used[name] = _best(stated + by["used"])
    for name in [name for name in used if any(other in used for other in techniques()[name].unless)]:
        del used[name]
    return used, rejected


def _best(group: list[Mention]) -> Mention:
    """The first that one would sign, else the first."""
    return next((mention for mention in group if mention.firm), group[0])
