"""From all mentions of a technique in a text to one verdict: used, rejected, or neither."""

from insights.mentions.techniques import Mention
from insights.mentions.vocabulary import techniques


def verdicts(found: list[Mention]) -> tuple[dict[str, Mention], dict[str, Mention]]:
    """(used, rejected): for each technique the mention that proves it.

    A plain statement of use decides; without one, a plain rejection; without that, any mention in the author's own
    solution. A technique that another row says more exactly (`unless`) gives way to it.
    """
    groups: dict[str, list[Mention]] = {}
    for mention in found:
        groups.setdefault(mention.id, []).append(mention)
    used: dict[str, Mention] = {}
    rejected: dict[str, Mention] = {}
    for name, group in groups.items():
        by = {status: [m for m in group if m.status == status] for status in ("used", "stated", "tried", "rejected")}
        stated = [mention for mention in by["stated"] + by["tried"] if not mention.weak]
        if by["used"]:
            used[name] = by["used"][0]
        elif by["rejected"]:
            rejected[name] = by["rejected"][0]
        elif stated:
            used[name] = stated[0]
    for name in [name for name in used if any(other in used for other in techniques()[name].unless)]:
        del used[name]
    return used, rejected
