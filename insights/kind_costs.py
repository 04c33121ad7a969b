"""What solutions of each kind of data, task or field cost: cards, GPU-hours, and how far little went."""

from collections.abc import Sequence

from insights.compute_total import Spread, compute_total
from insights.computed import Computed
from insights.efficiency import Costed
from insights.kinds_of_data import listed_kinds
from insights.knowledge import Knowledge
from insights.shares import Share

DAY = 24.0
"""GPU-hours of one GPU-day."""
CARDS = 3
"""Most used cards that are named."""


class Cheap(Computed):
    """A ranked solution that took little: at most one GPU-day, or one consumer or free card."""

    folder: str
    """Folder and address of its competition."""
    title: str
    """Title of the competition."""
    year: int | None
    """Its year; null where it is not known."""
    solution: Costed
    """Its rank and cost."""


class KindCost(Computed):
    """Cost of the read solutions of one kind of data, task or field."""

    kind: str
    """Its id."""
    solutions: int
    """Read solutions of its competitions."""
    hardware: Share
    """Those that state their accelerators; of the others the cards are unknown."""
    cards: tuple[tuple[str, int], ...]
    """The most used cards with the solutions that used them."""
    one_card: int
    """Solutions that state exactly one accelerator, of those in `counted`."""
    counted: int
    """Solutions that state how many accelerators of each kind they used."""
    gpu_hours: Spread
    """Derived GPU-hours, ranked or not."""
    cheap: tuple[Cheap, ...]
    """Ranked solutions known to have taken little, best private rank first."""


def kind_costs(knowledge: Sequence[Knowledge]) -> tuple[KindCost, ...]:
    """Sum up the kinds that `kinds_of_data` sums up, in its order.

    A solution took little when its GPU-hours are known and at most 24, or when it was made on one consumer or free
    card.
    """
    kinds = listed_kinds(known.practice for known in knowledge)
    return tuple(_of(kind, [it for it in knowledge if kind in it.practice.modalities]) for kind in kinds)


def within_a_day(solution: Costed) -> bool:
    """Tell whether a solution is known to have taken at most one GPU-day."""
    return solution.gpu_hours is not None and solution.gpu_hours <= DAY


def _of(kind: str, knowledge: Sequence[Knowledge]) -> KindCost:
    total = compute_total(known.practice for known in knowledge)
    cheap = [
        Cheap(folder=it.practice.folder, title=it.practice.title, year=it.practice.year, solution=solution)
        for it in knowledge
        for solution in it.efficiency.solutions
        if solution.one_card or within_a_day(solution)
    ]
    return KindCost(
        kind=kind,
        solutions=total.solutions,
        hardware=next(row.stated for row in total.coverage if row.field == "hardware"),
        cards=tuple((card.device, card.solutions) for card in total.cards[:CARDS]),
        one_card=total.one_card,
        counted=total.counted,
        gpu_hours=total.gpu_hours,
        cheap=tuple(sorted(cheap, key=lambda it: (it.solution.rank, -(it.year or 0), it.folder))),
    )
