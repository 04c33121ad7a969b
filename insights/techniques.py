"""What techniques are worth: how often the top uses them, how much more often than the rest, when, where and with what.

The unit is the solution (see `insights.solutions`); every share stands beside its denominator. A technique that fewer
than ten solutions use has counts and no ratios. Use is what the authors say: silence is unknown, not no, so every share
is a lower bound.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from insights.boards import Ints
from insights.computed import Computed
from insights.practice import Practice
from insights.rounding import DIGITS
from insights.shares import ENOUGH, Lift, Share, lift_of, share_of
from insights.solutions import FIELD, PODIUM, TOP, Place

PAIRS = 10
"""Most companions listed for a technique."""
UNRANKED = 10**9
"""Stands for an unknown rank: in no top."""


class Slice(Computed):
    """Use of a technique within one year or one kind of data."""

    key: str
    """The year, or the id of the modality or task."""
    used: Share
    """Solutions that use it, of all read solutions of this slice."""


class Companion(Computed):
    """A technique that goes with another."""

    technique: str
    """Its id."""
    together: int
    """Solutions that use both."""
    lift: float
    """Solutions with both, over what independent use would give: P(a and b) / (P(a) P(b)); 1 is no relation."""


class Technique(Computed):
    """What the archive says of one technique."""

    technique: str
    """Its id."""
    used: int
    """Solutions of any rank that use it."""
    rejected: int
    """Solutions that tried it without success or say that they left it out."""
    competitions: int
    """Competitions with a solution that uses it."""
    winners: int
    """Solutions at private rank 1 that use it."""
    winners_rejected: int
    """Solutions at private rank 1 that rejected it."""
    top10: Share
    """Solutions at private ranks 1-10 that use it, of all read solutions there."""
    lift: Lift
    """Share among private ranks 1-3 over share among ranks 4-50."""
    first_year: int | None = None
    """First year in which a solution uses it."""
    last_year: int | None = None
    """Last year in which a solution uses it."""
    by_year: tuple[Slice, ...] = ()
    """One slice for every year with a read solution, oldest first."""
    by_modality: tuple[Slice, ...] = ()
    """One slice for every modality or task in which a solution uses it, most users first."""
    goes_with: tuple[Companion, ...] = ()
    """Techniques that at least ten solutions use together with it more often than independent use would give, highest
    lift first."""


@dataclass(frozen=True, eq=False)
class Table:
    """All read solutions as columns: one row a solution, one column a technique."""

    ids: tuple[str, ...]
    used: Ints
    """1 where the solution uses the technique."""
    rejected: Ints
    """1 where it rejected the technique."""
    rank: Ints
    """Private rank; `UNRANKED` where it is not known."""
    folder: tuple[str, ...]
    """Competition of each row."""
    years: dict[str, Ints]
    """Rows of each year, oldest first."""
    modalities: dict[str, Ints]
    """Rows of each modality or task."""


def techniques(practices: Iterable[Practice], ids: Sequence[str]) -> tuple[Technique, ...]:
    """Sum up every technique of the vocabulary, in its order; competitions come as compact parts."""
    table = table_of(practices, ids)
    sums = _Sums(table)
    return tuple(_technique(table, sums, index) for index in range(len(table.ids)))


def table_of(practices: Iterable[Practice], ids: Sequence[str]) -> Table:
    """Turn practices into columns; techniques outside the vocabulary are left out."""
    rows = [(practice, solution) for practice in practices for solution in practice.solutions]
    years: dict[str, list[int]] = defaultdict(list)
    modalities: dict[str, list[int]] = defaultdict(list)
    for row, (practice, _) in enumerate(rows):
        if practice.year:
            years[str(practice.year)].append(row)
        for modality in practice.modalities:
            modalities[modality].append(row)
    column = {technique: index for index, technique in enumerate(ids)}
    return Table(
        ids=tuple(ids),
        used=_matrix([solution.used for _, solution in rows], column),
        rejected=_matrix([solution.rejected for _, solution in rows], column),
        rank=np.array([solution.rank or UNRANKED for _, solution in rows], dtype=np.int64),
        folder=tuple(practice.folder for practice, _ in rows),
        years={year: np.array(years[year]) for year in sorted(years)},
        modalities={modality: np.array(modalities[modality]) for modality in sorted(modalities)},
    )


def _matrix(solutions: Sequence[Mapping[str, Place]], column: Mapping[str, int]) -> Ints:
    cells = [
        (row, column[technique]) for row, used in enumerate(solutions) for technique in used if technique in column
    ]
    matrix = np.zeros((len(solutions), len(column)), dtype=np.int64)
    rows, columns = np.array(cells, dtype=np.int64).reshape(-1, 2).T
    matrix[rows, columns] = 1
    return matrix


class _Sums:
    """Column sums over groups of rows, each computed once for all techniques."""

    def __init__(self, table: Table) -> None:
        rank = table.rank
        self.together = (table.used.T.astype(np.float64) @ table.used.astype(np.float64)).astype(np.int64)
        self.used, self.rejected = table.used.sum(axis=0), table.rejected.sum(axis=0)
        self.winners, self.winners_rejected = table.used[rank == 1].sum(axis=0), table.rejected[rank == 1].sum(axis=0)
        self.top10 = self._group(table, np.flatnonzero(rank <= TOP))
        self.podium = self._group(table, np.flatnonzero(rank <= PODIUM))
        self.field = self._group(table, np.flatnonzero((rank > PODIUM) & (rank <= FIELD)))
        self.years = {year: self._group(table, rows) for year, rows in table.years.items()}
        self.modalities = {modality: self._group(table, rows) for modality, rows in table.modalities.items()}
        _, starts = np.unique(np.array(table.folder, dtype=str), return_inverse=True)
        by_folder = np.zeros((starts.max(initial=-1) + 1, len(table.ids)), dtype=np.int64)
        np.add.at(by_folder, starts, table.used)
        self.competitions = (by_folder > 0).sum(axis=0)

    @staticmethod
    def _group(table: Table, rows: Ints) -> tuple[Ints, int]:
        """Users of each technique in a group, and the size of the group."""
        return table.used[rows].sum(axis=0), len(rows)


def _technique(table: Table, sums: _Sums, index: int) -> Technique:
    count = int(sums.used[index])

    def share(group: tuple[Ints, int]) -> Share:
        return share_of(int(group[0][index]), group[1], enough=count >= ENOUGH)

    active = [int(year) for year, (users, _) in sums.years.items() if users[index]]
    kinds = [Slice(key=kind, used=share(group)) for kind, group in sums.modalities.items() if group[0][index]]
    return Technique(
        technique=table.ids[index],
        used=count,
        rejected=int(sums.rejected[index]),
        competitions=int(sums.competitions[index]),
        winners=int(sums.winners[index]),
        winners_rejected=int(sums.winners_rejected[index]),
        top10=share(sums.top10),
        lift=lift_of(share(sums.podium), share(sums.field)),
        first_year=min(active, default=None),
        last_year=max(active, default=None),
        by_year=tuple(Slice(key=year, used=share(group)) for year, group in sums.years.items()) if count else (),
        by_modality=tuple(sorted(kinds, key=lambda kind: (-kind.used.count, kind.key))),
        goes_with=_companions(table, index, sums.together),
    )


def _companions(table: Table, index: int, together: Ints) -> tuple[Companion, ...]:
    own, solutions = int(together[index, index]), len(table.rank)
    found = [
        Companion(technique=table.ids[other], together=both, lift=round(lift, DIGITS))
        for other, both in enumerate(together[index].tolist())
        if other != index and both >= ENOUGH and (lift := both * solutions / (own * int(together[other, other]))) > 1
    ]
    return tuple(sorted(found, key=lambda pair: (-pair.lift, pair.technique))[:PAIRS])
