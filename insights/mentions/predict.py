"""What a text says of a solution as a whole, in the form of the labelling guidelines."""

from typing import Any

from insights.mentions.ensemble import folds, models
from insights.mentions.facts import Fact
from insights.mentions.hardware import hardware, hosts
from insights.mentions.hours import hours
from insights.mentions.machine import cores, cost, ram
from insights.mentions.reader import Reader
from insights.mentions.scores import rank, scores
from insights.mentions.techniques import Mention, mentions
from insights.mentions.vocabulary import techniques


def predict(text: str) -> dict[str, Any]:
    """Used and rejected techniques with evidence, compute, ensemble and scores."""
    reader = Reader(text)
    used, rejected = verdicts(list(mentions(reader)))
    boards = scores(reader)
    return {
        "used": {name: _quote(text, mention) for name, mention in used.items()},
        "rejected": {name: _quote(text, mention) for name, mention in rejected.items()},
        "compute": _compute(text, reader),
        "ensemble": {"models": _whole(models(reader)), "folds": _whole(folds(reader))},
        "scores": {"rank": _whole(rank(reader))}
        | {name: _value(boards.get(name)) for name in ("public", "private", "cv")},
    }


def _compute(text: str, reader: Reader) -> dict[str, Any]:
    train, infer = hours(reader)
    return {
        "hardware": [
            {
                "device": fact.value,
                "count": fact.count,
                "memory_gb": fact.memory_gb,
                "quote": text[fact.start : fact.end],
            }
            for fact in hardware(reader)
        ],
        "platforms": [fact.value for fact in hosts(reader)],
        "cpu_cores": _whole(cores(reader)),
        "ram_gb": _value(ram(reader)),
        "train_hours": _value(train),
        "train_scope": train.scope if train else None,
        "inference_hours": _value(infer),
        "cost_usd": _value(cost(reader)),
    }


def _value(fact: Fact | None) -> float | None:
    return float(fact.value) if fact else None


def _whole(fact: Fact | None) -> int | None:
    return int(fact.value) if fact else None


def verdicts(found: list[Mention]) -> tuple[dict[str, Mention], dict[str, Mention]]:
    """One mention a technique that proves its use or its rejection."""
    groups: dict[str, list[Mention]] = {}
    for mention in found:
        groups.setdefault(mention.id, []).append(mention)
    used: dict[str, Mention] = {}
    rejected: dict[str, Mention] = {}
    for name, group in groups.items():
        by = {status: [m for m in group if m.status == status] for status in ("used", "stated", "tried", "rejected")}
        stated = [m for m in by["stated"] + by["tried"] if not m.weak]
        if by["used"]:
            used[name] = by["used"][0]
        elif by["rejected"]:
            rejected[name] = by["rejected"][0]
        elif stated:
            used[name] = stated[0]
    for name in list(used):
        if any(other in used for other in techniques()[name].unless):
            del used[name]
    return used, rejected


def _quote(text: str, mention: Mention) -> str:
    return text[slice(*mention.quote)]
