"""Compute: which accelerators over the years, how many hours, how large the ensembles, and how much nobody says."""

from collections.abc import Iterator

from insights.cards import REFERENCE, Card, cards
from insights.compute_total import CardUse, ComputeTotal, Spread, compute_total
from insights.shares import ENOUGH
from pages.charts.bars import bars
from pages.engine.kinds import Context, Kind, Unit
from pages.engine.world import World

LABELS = {
    "hardware": "Accelerators",
    "platform": "Where it ran",
    "cpu_cores": "CPU cores",
    "ram_gb": "Main memory",
    "train_hours": "Training hours",
    "inference_hours": "Inference hours",
    "latency": "Latency",
    "cost_usd": "Cost",
    "models": "Models in the ensemble",
    "folds": "Folds",
    "parameters": "Parameters",
    "model_size": "Size of the model",
    "gpu_hours": "GPU-hours (derived)",
}
"""Fields of a compute record as pages name them."""


class ComputePage(Context):
    """What the page shows."""

    total: ComputeTotal
    labels: dict[str, str]
    spreads: tuple[tuple[str, str, Spread], ...]
    """Name, unit and distribution of each number."""
    cards: tuple[tuple[CardUse, Card | None], ...]
    """Cards that were used, with their facts; None where the vocabulary lacks the card."""
    chart: str | None
    enough: int


def units(world: World) -> Iterator[Unit]:
    """The one page."""
    yield Unit("compute/", (compute_total(known.practice for known in world.knowledge),))


def fill(total: ComputeTotal) -> ComputePage:
    """Make the page."""
    known = cards()
    return ComputePage(
        title="Compute",
        description=f"Hardware, hours and cost as stated in the write-ups of {total.solutions} solutions.",
        total=total,
        labels=LABELS,
        spreads=(
            ("Accelerators in all", "cards", total.accelerators),
            ("Training, whole solution", "hours", total.total_hours),
            ("GPU-hours, derived", "hours", total.gpu_hours),
            (f"GPU-hours on one {REFERENCE}, derived", "hours", total.reference_hours),
            ("Cloud cost, indicative", "US dollars", total.cloud_usd),
            ("Cost as stated", "US dollars", total.cost_usd),
            ("Models in the final ensemble", "models", total.models),
            ("Folds", "folds", total.folds),
        ),
        cards=tuple((use, known.get(use.device)) for use in total.cards),
        chart=_chart(total),
        enough=ENOUGH,
    )


def _chart(total: ComputeTotal) -> str | None:
    if not total.years:
        return None
    by_year = {year: sum(card.by_year.get(year, 0) for card in total.cards) for year in total.years}
    values: list[tuple[str, float | None]] = [(str(year), float(count)) for year, count in by_year.items()]
    description = (
        "Statements of an accelerator in solutions, by year of the competition; the table below has the cards."
    )
    return bars("cards", "Accelerators stated by year", description, values, "statements")


KIND = Kind("compute", "compute/", units, fill)
