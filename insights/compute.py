"""What a solution took to make: devices, hours, memory, cost, size, as its write-ups state them.

Field names follow the platform's guidelines for winning-model documentation. Every known field has its place in a
text; every unknown one stays unknown. Three numbers are derived and say so: GPU-hours, GPU-hours on the reference card,
and an indicative cloud cost.
"""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from archive.records import Claim, Predicate
from archive.text import parse_number
from insights.cards import REFERENCE, Card, relative
from insights.computed import Computed
from insights.solutions import Described, Place, place_of


class Stated(Computed):
    """A number that a text states."""

    value: float | None = None
    """The number; null where the text's form is not a plain number."""
    text: str
    """As the claim gives it."""
    unit: str | None = None
    """Its unit."""
    scope: str | None = None
    """What it belongs to: `total`, `model`, `fold`; null where the text does not say."""
    place: Place
    """Where it is said."""


class Device(Computed):
    """Accelerators of one kind."""

    device: str
    """Id of the card in the hardware vocabulary."""
    count: int | None = None
    """How many; null where it is not said, which does not mean one."""
    memory_gb: float | None = None
    """Memory of one card, as the text says, in GB."""
    place: Place
    """Where it is said."""


class Platform(Computed):
    """Where it ran."""

    platform: str
    """Id of the platform: local, kaggle, colab, gcp, ..."""
    place: Place
    """Where it is said."""


class Derived(Computed):
    """A number of ours, not of the author's."""

    value: float
    """The number."""
    how: str
    """How it follows from what is stated."""


class Compute(Computed):
    """Compute of one solution. Lists are empty and numbers null where no text states them."""

    hardware: tuple[Device, ...] = ()
    """Accelerators used, one entry a kind."""
    platforms: tuple[Platform, ...] = ()
    """Where training or inference ran."""
    cpu_cores: Stated | None = None
    """CPU cores."""
    ram_gb: Stated | None = None
    """Main memory in GB."""
    train_hours: tuple[Stated, ...] = ()
    """Training hours, each with its scope."""
    inference_hours: Stated | None = None
    """Hours for the whole test set."""
    latency: Stated | None = None
    """Time for one sample."""
    cost_usd: Stated | None = None
    """Cost as the author states it, in US dollars."""
    models: Stated | None = None
    """Models in the final ensemble."""
    folds: Stated | None = None
    """Cross-validation folds of the final models."""
    parameters: Stated | None = None
    """Parameters of the model."""
    model_size: Stated | None = None
    """Size of the model on disk."""
    gpu_hours: Derived | None = None
    """Count of accelerators times total training hours; null unless one kind of card with its count and one total are
    stated."""
    reference_hours: Derived | None = None
    """The same on the reference card: GPU-hours times the ratio of the cards' published peaks, tensor over tensor or
    plain over plain (`cards.relative`)."""
    cloud_usd: Derived | None = None
    """Indicative cost of renting those GPU-hours at a dated public list price."""

    @property
    def total_hours(self) -> float | None:
        """Training hours of the whole solution; None where no or more than one total is stated."""
        totals = {hours.value for hours in self.train_hours if hours.scope == "total"}
        return totals.pop() if len(totals) == 1 else None


FIELDS: tuple[Predicate, ...] = (
    "hardware", "platform", "cpu_cores", "ram_gb", "train_hours", "inference_hours", "latency", "cost_usd", "models",
    "folds", "parameters", "model_size",
)  # fmt: skip
"""Predicates that speak of compute."""
_SINGLE: tuple[Predicate, ...] = (
    "cpu_cores", "ram_gb", "inference_hours", "latency", "cost_usd", "models", "folds", "parameters", "model_size",
)  # fmt: skip


def compute(found: Described, cards: Mapping[str, Card]) -> Compute | None:
    """Sum up one solution; None where its write-ups say nothing of compute."""
    if not found.said(*FIELDS):
        return None
    platforms = {claim.value: claim for claim in reversed(found.said("platform"))}
    singles = {predicate: stated(claims[0]) for predicate in _SINGLE if (claims := found.said(predicate))}
    told = Compute(
        hardware=_devices(found.said("hardware")),
        platforms=tuple(Platform(platform=name, place=place_of(platforms[name])) for name in sorted(platforms)),
        train_hours=_hours(found.said("train_hours")),
    )
    return replace(told, **singles, **_derived(told, cards))


def stated(claim: Claim) -> Stated:
    """Take over a number as a claim gives it."""
    return Stated(
        value=parse_number(claim.value), text=claim.value, unit=claim.unit, scope=claim.scope, place=place_of(claim)
    )


def _devices(claims: Sequence[Claim]) -> tuple[Device, ...]:
    """Make one entry a kind of card: the first mention with a count, else the first."""
    first: dict[str, Claim] = {}
    for claim in claims:
        known = first.setdefault(claim.value, claim)
        if known.count is None and claim.count is not None:
            first[claim.value] = claim
    return tuple(
        Device(device=claim.value, count=claim.count, memory_gb=claim.memory_gb, place=place_of(claim))
        for claim in first.values()
    )


def _hours(claims: Sequence[Claim]) -> tuple[Stated, ...]:
    """Keep the first mention of each number and scope."""
    first = {(claim.value, claim.scope): claim for claim in reversed(claims)}
    return tuple(stated(claim) for claim in claims if first[claim.value, claim.scope] is claim)


def _derived(told: Compute, cards: Mapping[str, Card]) -> dict[str, Derived]:
    hours = told.total_hours
    if hours is None or len(told.hardware) != 1 or not (count := told.hardware[0].count):
        return {}
    device = told.hardware[0].device
    card, gpu_hours = cards.get(device), count * hours
    found = {"gpu_hours": Derived(value=gpu_hours, how=f"{count} x {device} for {hours:g} hours")}
    reference = cards.get(REFERENCE)
    if card and reference and (speed := relative(card, reference)):
        ratio, how = speed
        found["reference_hours"] = Derived(value=round(gpu_hours * ratio, 3), how=f"{gpu_hours:g} GPU-hours x {how}")
    if card and card.price:
        found["cloud_usd"] = Derived(
            value=round(gpu_hours * card.price.usd_hour, 2),
            how=f"{gpu_hours:g} GPU-hours x ${card.price.usd_hour:g} ({card.price.offer}, {card.price.source}, "
            f"{card.price.as_of})",
        )
    return found
