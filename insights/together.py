"""Which techniques go together within competitions, so that what these are about, and their years, is out.

Over all competitions two techniques of one kind of data, or of one time, go together because both belong to it. Here
the users of a technique are compared with the other solutions of the same competitions. What is left is that some
texts name more of everything than others: the usual ratio, not 1, is what two techniques without any bond have.
"""

from dataclasses import dataclass
from statistics import median

import numpy as np

from insights.boards import Flags, Floats, Ints
from insights.computed import Computed, Value
from insights.rounding import published
from insights.shares import ENOUGH, Lift, lift_within
from insights.uses import Uses

PAIRS = 10
"""Most companions listed for a technique."""


class Partner(Computed):
    """A technique that users of another use more often than the other solutions of the same competitions."""

    technique: str
    """Its id."""
    together: int
    """Solutions that use both, in all competitions."""
    within: Lift
    """Share among users of the other technique (`top`) over the share among those who do not use it (`rest`), within
    competitions where solutions of both kinds were read."""
    sureness: float
    """Statistic of Mantel and Haenszel (1959): solutions with both beyond what the same competitions give by chance, in
    standard deviations. The same from either side; about 2 is what chance alone exceeds once in forty pairs."""


class Together(Value):
    """Partners of all techniques."""

    of: tuple[tuple[Partner, ...], ...]
    """Of each technique, in the order of the columns: those that at least ten solutions use together with it and that
    its users prefer, surest first."""
    usual: float | None
    """Median ratio of all pairs that at least ten solutions use together and that have one; null where none has."""


def together(uses: Uses, both: Ints) -> Together:
    """Find the techniques that go together within competitions; `both` counts the solutions that use two of them.

    Ratio and interval are those of `lift_within`: Mantel and Haenszel (1959), Greenland and Robins (1985).
    """
    table = _table(uses)
    chance = table.chance()
    found: list[tuple[Partner, ...]] = []
    ratios: list[float] = []
    for index in range(len(uses.ids)):
        above, below = table.compared(uses, index)
        near = np.flatnonzero((both[index] >= ENOUGH) & (np.arange(len(both)) != index))
        ratios += table.ratios(index, above[near], below[near])
        near = near[chance[index, near] > 0]
        sureness = ((above - below)[near] / np.sqrt(chance[index, near])).round(6)
        first = [place for place in np.argsort(-sureness, kind="stable")[:PAIRS] if sureness[place] > 0]
        found.append(
            tuple(
                Partner(
                    technique=uses.ids[other],
                    together=int(both[index, other]),
                    within=table.lift(index, other),
                    sureness=float(sureness[place]),
                )
                for place, other in zip(first, near[first].tolist(), strict=True)
            )
        )
    return Together(tuple(found), published(median(ratios)) if ratios else None)


@dataclass(frozen=True, eq=False)
class _Table:
    """Solutions and competitions as rows, techniques as columns."""

    competition: Ints
    """Number of each solution's competition, among those of which a solution was read."""
    size: Ints
    """Read solutions of each competition."""
    used: Flags
    """Which solution uses which technique."""
    users: Ints
    """Users of each technique in each competition."""

    def compared(self, uses: Uses, index: int) -> tuple[Floats, Floats]:
        """The two weighted sums of Mantel and Haenszel, by technique: its use among users of one and among others.

        Their ratio compares the shares; their difference is what is beyond chance.
        """
        users, mine = self.users[:, index], self.used[:, index]
        others = (self.size - users) / self.size
        above = uses.used.weigh(np.where(mine, others[self.competition], 0))
        return above, uses.used.weigh(np.where(mine, 0, (1 - others)[self.competition]))

    def chance(self) -> Floats:
        """The variance of what is beyond chance, for two techniques: as if users were drawn in each competition."""
        spread = self.users * (self.size[:, None] - self.users)
        weight = 1 / (self.size**2 * np.maximum(self.size - 1, 1))
        variance: Floats = np.einsum("ka,kb->ab", spread * weight[:, None], spread)
        return variance

    def ratios(self, index: int, above: Floats, below: Floats) -> list[float]:
        """The ratios that there are, under the conditions of `lift_within`."""
        users, others = self.users[:, index], self.size - self.users[:, index]
        both = (users > 0) & (others > 0)
        if min(users[both].sum(), others[both].sum()) < ENOUGH:
            return []
        known = (above > 0) & (below > 0)
        ratios: list[float] = (above[known] / below[known]).tolist()
        return ratios

    def lift(self, index: int, other: int) -> Lift:
        """How much more often users of one technique use the other."""
        users, chosen = self.users[:, index], self.used[:, index] & self.used[:, other]
        both = np.bincount(self.competition[chosen], minlength=len(self.size))
        return lift_within(both, users, self.users[:, other] - both, self.size - users)


def _table(uses: Uses) -> _Table:
    _, competition, size = np.unique(uses.competition, return_inverse=True, return_counts=True)
    used = np.zeros((len(uses.rank), len(uses.ids)), dtype=np.bool_)
    used[uses.used.row, uses.used.column] = True
    everybody = np.ones(len(used), dtype=np.bool_)
    return _Table(competition, size, used, uses.used.count_by(competition, len(size), everybody))
