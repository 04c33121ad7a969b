"""From all mentions of a technique in a text to one verdict: used, rejected, or neither."""

import re

from insights.mentions.techniques import Mention
from insights.mentions.vocabulary import techniques

_OFTEN = 3
"""In so many sentences an everyday word without a verb of use is evidence after all."""
_PROPER = ("augmentation", "inference", "loss", "model-tabular", "model-vision", "optimizer", "schedule")
"""Families of proper names: who names one in a sentence of his own solution rarely means something else."""
_FORMULA = re.compile(r"(?:[*×]|\.\d+ ).*\+")


def verdicts(found: list[Mention]) -> tuple[dict[str, Mention], dict[str, Mention]]:
    """(used, rejected): for each technique the mention that proves it.

    A plain statement of use decides; without one, a plain rejection, unless what failed is another member of the family
    than one that stands in one's own solution; without that, an entry of a list or a table, a proper name or what is
    named more than once there: an everyday word that drops once or twice is no evidence. A technique that another row
    says more exactly (`unless`) gives way to it.
    """
    groups: dict[str, list[Mention]] = {}
    for mention in found:
        groups.setdefault(mention.id, []).append(mention)
    used: dict[str, Mention] = {}
    rejected: dict[str, Mention] = {}
    for name, group in groups.items():
        said = {status: [m for m in group if m.status == status] for status in ("used", "stated", "tried", "rejected")}
        clear = {status: [mention for mention in some if not mention.weak] for status, some in said.items()}
        told = clear["stated"] + said["used"]
        if clear["used"]:
            used[name] = _best(clear["used"])
        elif clear["rejected"] and not said["used"] and not _another(clear["stated"], clear["rejected"]):
            rejected[name] = _best(clear["rejected"])
        elif any(map(_stands_alone, clear["stated"])) or (told and len(told + clear["tried"]) > 1):
            used[name] = _best(told)
        elif len({mention.quote for mention in said["stated"]}) >= _OFTEN:
            used[name] = _best(said["stated"])
    for name in [name for name in used if any(other in used for other in techniques()[name].unless)]:
        del used[name]
    return used, rejected


def _another(stated: list[Mention], rejected: list[Mention]) -> bool:
    """Whether a mention that is enough by itself names another member of the family than those that failed."""
    failed = {mention.said for mention in rejected}
    return any(_stands_alone(mention) and mention.said not in failed for mention in stated)


def _stands_alone(mention: Mention) -> bool:
    """One mention without a verb of use is enough: an entry of a list or a table, a setting, or a proper name or a
    formula in a sentence or a heading; others head what has to be run."""
    if mention.kind in ("item", "row", "setting"):
        return True
    proper = techniques()[mention.id].family in _PROPER or bool(_FORMULA.search(mention.said))
    return mention.kind in ("text", "heading") and proper


def _best(group: list[Mention]) -> Mention:
    """The first that one would sign, else the first."""
    return next((mention for mention in group if mention.firm), group[0])
