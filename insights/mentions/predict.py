"""What a text says of a solution as a whole, in the form of the labelling guidelines."""

import re
from typing import Any

from insights.mentions.ensemble import models
from insights.mentions.facts import Fact
from insights.mentions.folds import folds
from insights.mentions.hardware import hardware, hosts
from insights.mentions.hours import hours
from insights.mentions.machine import cores, cost, ram
from insights.mentions.ranks import rank
from insights.mentions.reader import Reader
from insights.mentions.scores import scores
from insights.mentions.techniques import Mention, mentions
from insights.mentions.verdicts import verdicts

_BOARD = re.compile(r"A[456]000")


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
                "device": _printed(str(fact.value), text[fact.start : fact.end]),
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


def _printed(name: str, said: str) -> str:
    """A card that makers and users name with and without `RTX`, as the text has it."""
    bare = name.removeprefix("RTX ")
    return ("RTX " + bare if said.lower().startswith("rtx") else bare) if _BOARD.fullmatch(bare) else name


def _value(fact: Fact | None) -> float | None:
    return float(fact.value) if fact else None


def _whole(fact: Fact | None) -> int | None:
    return int(fact.value) if fact else None


def _quote(text: str, mention: Mention) -> str:
    return text[slice(*mention.quote)]
