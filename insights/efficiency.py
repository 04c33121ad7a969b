"""Score against cost within a competition.

Distance is how far a solution's private score lies behind the winner's, as a share of the gap between the winner and
the last bronze place: 0 is the winner, 1 the last medal. Cost is GPU-hours on the reference card, so that hours on
different cards compare. Only solutions that state one kind of card, its count and total hours have a cost; the others
are counted beside. Where authors state the private score of their best single model, it is set beside the place of the
whole: the cheapest cut is to leave the ensemble out.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import numpy as np
from msgspec.structs import replace

from archive.records import Competition
from insights.boards import Board, Boards
from insights.cards import FREE_CARDS, FREE_PLATFORMS, Card
from insights.compute import Compute
from insights.computed import Computed
from insights.cv_trust import one_scale
from insights.medals import Medals
from insights.practice import Solution
from insights.solutions import Place


class Costed(Computed):
    """One solution with its distance and what it took."""

    rank: int
    """Private rank."""
    distance: float | None = None
    """Distance to the winner's score as a share of the winner-to-bronze gap; null where either end is unknown."""
    gpu_hours: float | None = None
    """GPU-hours, derived."""
    reference_hours: float | None = None
    """GPU-hours on the reference card, derived."""
    one_card: bool
    """Made on exactly one consumer card, or on one card that the platform it ran on lends for nothing, in no more
    hours than the competition was open."""
    frontier: bool = False
    """No other solution with a cost came closer to the winner on as little or less."""


class Single(Computed):
    """The best single model of one solution, beside the place of the whole."""

    rank: int
    """Private rank of the solution."""
    score: float
    """Private score of its best single model, as stated."""
    alone: int | None = None
    """Private rank that this score alone would take: one more than the teams with a better displayed score; null where
    the board, the metric's direction or the scale of the score is not known."""
    place: Place
    """Where it is said."""


class Efficiency(Computed):
    """Score against cost in one competition."""

    solutions: tuple[Costed, ...] = ()
    """Ranked solutions that state something of compute, best private rank first."""
    without_cost: int = 0
    """Ranked, read solutions whose GPU-hours are unknown."""
    best_on_one_card: int | None = None
    """Best private rank that one consumer or free card reached; null where no write-up states it."""
    singles: tuple[Single, ...] = ()
    """Ranked solutions that state the private score of their best single model, best private rank first."""


def efficiency(
    solutions: Iterable[Solution],
    boards: Boards,
    medals: Medals,
    cards: Mapping[str, Card],
    higher_is_better: bool | None = None,
    open_hours: float | None = None,
) -> Efficiency:
    """Set the ranked solutions of one competition against each other.

    The direction is that of its metric. `open_hours` is how long it was open: one card that would have needed longer is
    what an author measured the hours on, not what the solution was made on.
    """
    solutions = tuple(solutions)
    ranked = [(solution.rank, solution.compute) for solution in solutions if solution.rank]
    winner = _score(boards.private, 1)
    bronze = medals.bronze.score if medals.bronze else None
    costed = [
        Costed(
            rank=rank,
            distance=distance(_score(boards.private, rank), winner, bronze),
            gpu_hours=compute.gpu_hours.value if compute.gpu_hours else None,
            reference_hours=compute.reference_hours.value if compute.reference_hours else None,
            one_card=on_one_card(compute, cards) and _fits(compute, open_hours),
        )
        for rank, compute in ranked
        if compute
    ]
    return Efficiency(
        solutions=tuple(replace(one, frontier=_on_frontier(one, costed)) for one in costed),
        without_cost=len(ranked) - sum(one.reference_hours is not None for one in costed),
        best_on_one_card=min((one.rank for one in costed if one.one_card), default=None),
        singles=tuple(
            Single(
                rank=one.rank,
                score=one.single.value,
                alone=alone(one.single.value, boards, higher_is_better),
                place=one.single.place,
            )
            for one in solutions
            if one.rank and one.single and one.single.value is not None
        ),
    )


def alone(score: float, boards: Boards, higher_is_better: bool | None) -> int | None:
    """Private rank of a score: one more than the displayed private scores that beat it.

    None without a board or a direction, and where the score is on another scale than the board's first (`SCALE`).
    """
    known = boards.private.score[~np.isnan(boards.private.score)]
    if higher_is_better is None or not len(known) or not one_scale(score, float(known[0])):
        return None
    return 1 + int((known > score).sum() if higher_is_better else (known < score).sum())


def distance(score: float | None, winner: float | None, bronze: float | None) -> float | None:
    """Compute |winner - score| / |winner - bronze|; None where a score is unknown or the gap is 0."""
    if score is None or winner is None or bronze is None or not abs(winner - bronze) > 0:
        return None
    found = abs(winner - score) / abs(winner - bronze)
    return round(found, 6) if found == found else None


def on_one_card(compute: Compute, cards: Mapping[str, Card]) -> bool:
    """Tell whether a solution was made on one card that costs little or nothing."""
    if len(compute.hardware) != 1 or compute.hardware[0].count != 1:
        return False
    device = compute.hardware[0].device
    card, platforms = cards.get(device), {platform.platform for platform in compute.platforms}
    return bool(card and card.consumer) or (device in FREE_CARDS and bool(platforms) and platforms <= FREE_PLATFORMS)


def hours_open(competition: Competition) -> float | None:
    """Hours from the opening of a competition to its deadline; None where one of them is not known."""
    if not competition.opened or not competition.deadline:
        return None
    begin, end = map(datetime.fromisoformat, (competition.opened, competition.deadline))
    return (end - begin).total_seconds() / 3600


def _fits(compute: Compute, open_hours: float | None) -> bool:
    hours = compute.gpu_hours.value if compute.gpu_hours else None
    return hours is None or open_hours is None or hours <= open_hours


def _score(board: Board, rank: int) -> float | None:
    place = board.place_of(rank)
    return None if place is None else float(board.score[place])


def _on_frontier(one: Costed, others: Sequence[Costed]) -> bool:
    if one.distance is None or one.reference_hours is None:
        return False
    own = (one.distance, one.reference_hours)
    return not any(
        other.distance is not None
        and other.reference_hours is not None
        and other.distance <= own[0]
        and other.reference_hours <= own[1]
        and (other.distance, other.reference_hours) != own
        for other in others
    )
