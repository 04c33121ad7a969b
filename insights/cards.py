"""Accelerator cards: how fast they are, whether a person buys one for a desk, and what a cloud asks for an hour."""

from dataclasses import dataclass

REFERENCE = "V100"
"""Card on which normalised GPU-hours are stated."""
FREE_PLATFORMS = frozenset({"kaggle", "colab"})
"""Platforms that lend one accelerator for nothing."""


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
    name: str
    tflops: float | None = None
    """Peak single-precision throughput of one card as its maker states it, in TFLOPS; None where there is none."""
    consumer: bool = False
    """Sold for desks, not for servers."""
    price: Price | None = None
    """List price; None where no public list has it."""
