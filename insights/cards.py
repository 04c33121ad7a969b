"""Accelerator cards: how fast they are, whether a person buys one for a desk, and what a cloud asks for an hour."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from archive.vocab import VOCAB, table
from insights.computed import Value

REFERENCE = "V100"
"""Card on which normalised GPU-hours are stated."""
FREE_PLATFORMS = frozenset({"kaggle", "colab"})
"""Platforms that lend one accelerator for nothing."""
FREE_CARDS = frozenset({"K80", "P4", "P100", "T4", "TPU", "TPU v2-8", "TPU v3-8"})
"""What they have lent so. Whoever names another card with them paid for it, or only ran the submission there."""
_CONSUMER = re.compile(r"GTX |Titan |RTX [2-5]0[5-9]0")
"""Maker's lines for desks; `RTX 5000` and `RTX 6000` are workstation cards."""


class Price(Value):
    """A public list price."""

    usd_hour: float
    """US dollars for one card and hour, on demand."""
    offer: str
    """What is sold at that price."""
    source: str
    """Address of the page that states the price."""
    as_of: str
    """Day or quarter of the list."""


class Card(Value):
    """One kind of accelerator."""

    id: str
    """Marketing name."""
    tflops_plain: float | None = None
    """Peak of plain 32-bit arithmetic of one card as its maker states it, in TFLOPS; None where it states none."""
    tflops_tensor: float | None = None
    """Peak of dense 16-bit matrix arithmetic with 32-bit sums (tensor or matrix cores), in TFLOPS; None where the card
    has no such cores."""
    source: str = ""
    """Where the peaks stand: an address, or the maker's data sheet."""
    consumer: bool = False
    """Sold for desks, not for servers."""
    price: Price | None = None
    """List price; None where no public list has it."""


def relative(card: Card, reference: Card) -> tuple[float, str] | None:
    """(throughput of a card over that of the reference, how), like with like.

    Tensor peak over tensor peak where both have one, else plain peak over plain peak: a tensor peak over a plain one
    would make a newer card ten times faster than it is. None where no peak is known of both.
    """
    for kind, own, other in (
        ("tensor", card.tflops_tensor, reference.tflops_tensor),
        ("plain", card.tflops_plain, reference.tflops_plain),
    ):
        if own and other:
            return own / other, f"{own:g} / {other:g} {kind} TFLOPS of one {reference.id}"
    return None


@cache
def cards(folder: Path = VOCAB) -> dict[str, Card]:
    """All cards of the hardware vocabulary, with throughput and price."""
    prices = table(folder / "prices.csv", _price)
    return table(folder / "hardware.csv", lambda row: _card(row, prices))


def _price(row: dict[str, str]) -> Price:
    return Price(float(row["usd_hour"]), row["offer"], row["source"], row["as_of"])


def _card(row: dict[str, str], prices: Mapping[str, Price]) -> Card:
    return Card(
        id=row["id"],
        tflops_plain=float(row["tflops_plain"]) if row["tflops_plain"] else None,
        tflops_tensor=float(row["tflops_tensor"]) if row["tflops_tensor"] else None,
        source=row["source"],
        consumer=bool(_CONSUMER.match(row["id"])),
        price=prices.get(row["id"]),
    )
