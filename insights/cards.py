"""Accelerator cards: how fast they are, whether a person buys one for a desk, and what a cloud asks for an hour."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from insights.glossary import VOCAB

REFERENCE = "V100"
"""Card on which normalised GPU-hours are stated."""
FREE_PLATFORMS = frozenset({"kaggle", "colab"})
"""Platforms that lend one accelerator for nothing."""
_CONSUMER = re.compile(r"GTX |Titan |RTX [2-5]0[5-9]0")
"""Maker's lines for desks; `RTX 5000` and `RTX 6000` are workstation cards."""


@dataclass(frozen=True)
class Price:
    """A public list price."""

    usd_hour: float
    """US dollars for one card and hour, on demand."""
    offer: str
    """What is sold at that price."""
    source: str
    """Whose price list."""
    as_of: str
    """Day of the list."""


@dataclass(frozen=True)
class Card:
    """One kind of accelerator."""

    id: str
    """Marketing name."""
    tflops: float | None = None
    """Peak dense 16-bit throughput of one card as its maker states it, in TFLOPS; None where there is none."""
    consumer: bool = False
    """Sold for desks, not for servers."""
    price: Price | None = None
    """List price; None where no public list has it."""


@cache
def cards(folder: Path = VOCAB) -> dict[str, Card]:
    """All cards of the hardware vocabulary, with throughput and price."""
    with (folder / "prices.csv").open(encoding="utf-8", newline="") as file:
        prices = {
            row["device"]: Price(float(row["usd_hour"]), row["offer"], row["source"], row["as_of"])
            for row in csv.DictReader(file)
        }
    with (folder / "hardware.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["id"]: Card(
                id=row["id"],
                tflops=float(row["tflops"]) if row["tflops"] else None,
                consumer=bool(_CONSUMER.match(row["id"])),
                price=prices.get(row["id"]),
            )
            for row in csv.DictReader(file)
        }
