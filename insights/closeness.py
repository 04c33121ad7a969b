"""How close it was where it counts: at the top, and at the ends of the medal zones.

A winner who stands far out knew something that nobody else did; one who leads by a hair may have had luck. A medal line
that runs through teams of one displayed score parts them by digits that nobody sees.
"""

from collections.abc import Iterable

import numpy as np

from insights.boards import Board
from insights.computed import Computed
from insights.efficiency import distance
from insights.medals import CutOff, Medals
from insights.quantiles import Quartiles, quartiles_of
from insights.shares import Share, share_of


class Closeness(Computed):
    """How close the private board of one competition was."""

    lead: float | None = None
    """Distance of second place to the winner, as a share of the winner-to-bronze gap; null without a bronze line."""
    below_gold: int | None = None
    """Teams below the gold line whose displayed score is that of the last team above it; null without a line."""
    below_silver: int | None = None
    """The same at the silver line."""
    below_bronze: int | None = None
    """The same at the bronze line."""


class CloseTotal(Computed):
    """How close private boards were, over competitions."""

    lead: Quartiles
    """Leads of winners."""
    gold: Share
    """Competitions whose gold line has a team of the same displayed score below it, of those with a known line."""
    silver: Share
    """The same of silver lines."""
    bronze: Share
    """The same of bronze lines."""


def closeness(private: Board, medals: Medals) -> Closeness:
    """Measure the winner's lead and count the teams that displayed scores do not part from a medal.

    The lead is the distance of second place (see `distance`): 0 where the first two show one score, 1 where second
    place is as far behind as the last bronze. Displayed scores are rounded, so a small lead is told roughly.
    """
    lead = None
    if medals.bronze and len(private) > 1:
        lead = distance(float(private.score[1]), float(private.score[0]), medals.bronze.score)
    return Closeness(
        lead=lead,
        below_gold=_below(private, medals.gold),
        below_silver=_below(private, medals.silver),
        below_bronze=_below(private, medals.bronze),
    )


def close_total(entries: Iterable[Closeness]) -> CloseTotal:
    """Sum up the leads of winners, and count the medal lines that part teams of one displayed score."""
    entries = tuple(entries)
    return CloseTotal(
        lead=quartiles_of(it.lead for it in entries),
        gold=_parted([it.below_gold for it in entries]),
        silver=_parted([it.below_silver for it in entries]),
        bronze=_parted([it.below_bronze for it in entries]),
    )


def _parted(below: Iterable[int | None]) -> Share:
    known = [count for count in below if count is not None]
    return share_of(sum(count > 0 for count in known), len(known))


def _below(private: Board, line: CutOff | None) -> int | None:
    """Teams below a line with the displayed score of the last one above it."""
    if line is None:
        return None
    above = int(private.rank.searchsorted(line.rank, side="right"))
    if not 0 < above < len(private) or np.isnan(private.score[above - 1]):
        return None
    return int((private.score[above:] == private.score[above - 1]).sum())
