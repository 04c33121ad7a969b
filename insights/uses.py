"""Who uses which technique: all read solutions as columns, from which every count over solutions is taken.

A solution tells of a few techniques of hundreds, so what it tells lies as pairs of a row and a column.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from archive.layout import LAST
from insights.boards import Flags, Floats, Ints
from insights.practice import Practice
from insights.solutions import Place


@dataclass(frozen=True, eq=False)
class Pairs:
    """Which solution tells of which technique. A pair is there once, and pairs of one row stand together."""

    row: Ints
    column: Ints
    width: int
    """Number of columns."""

    def count(self, rows: Flags | None = None) -> Ints:
        """Solutions that tell of each technique, of all or of these."""
        return self._count(self.column if rows is None else self.column[rows[self.row]])

    def count_groups(self, group: Ints, rows: Flags | None = None) -> Ints:
        """Groups in which a solution, or one of these, tells of each technique; `group` numbers every row's group."""
        cells = group[self.row] * self.width + self.column
        return self._count(_distinct(cells if rows is None else cells[rows[self.row]]) % self.width)

    def count_by(self, group: Ints, groups: int, rows: Flags) -> Ints:
        """Solutions of these that tell of each technique, one row of counts a group."""
        chosen = rows[self.row]
        cells = group[self.row[chosen]] * self.width + self.column[chosen]
        return np.bincount(cells, minlength=groups * self.width).reshape(groups, self.width)

    def weigh(self, weights: Floats) -> Floats:
        """Sum of the weights of the solutions that tell of each technique; `weights` has one of every row."""
        return np.bincount(self.column, weights=weights[self.row], minlength=self.width).astype(np.float64)

    def count_both(self) -> Ints:
        """Solutions that tell of both of two techniques, as a square; on its diagonal those that tell of one."""
        one_way = np.zeros(self.width**2, dtype=np.int64)
        apart = 1
        while len(first := np.flatnonzero(self.row[apart:] == self.row[:-apart])):
            cells = self.column[first] * self.width + self.column[first + apart]
            one_way += np.bincount(cells, minlength=self.width**2)
            apart += 1
        square = one_way.reshape(self.width, self.width)
        return square + square.T + np.diag(self.count())

    def merged(self, group: Ints, groups: int) -> "Pairs":
        """Which solution tells of any technique of which group; `group` numbers every column's, -1 for none."""
        told = group[self.column]
        cells = _distinct(self.row[told >= 0] * groups + told[told >= 0])
        return Pairs(cells // groups, cells % groups, groups)

    def _count(self, columns: Ints) -> Ints:
        return np.bincount(columns, minlength=self.width)


@dataclass(frozen=True, eq=False)
class Uses:
    """All read solutions: one row each."""

    ids: tuple[str, ...]
    """Techniques of the vocabulary: one column each."""
    used: Pairs
    rejected: Pairs
    rank: Ints
    """Private rank; `LAST` where it is not known."""
    competition: Ints
    """Number of its competition."""
    years: dict[str, Flags]
    """Which rows belong to each year, oldest first."""
    modalities: dict[str, Flags]
    """Which rows belong to each modality or task."""
    inferred: dict[str, Flags]
    """Which of them do so only because of techniques; a modality or task without any is left out."""

    @property
    def competitions(self) -> int:
        """How many numbers of competitions there are."""
        return int(self.competition.max(initial=-1)) + 1


def uses_of(practices: Iterable[Practice], ids: Sequence[str]) -> Uses:
    """Turn practices into columns; techniques outside the vocabulary are left out."""
    practices = list(practices)
    solutions = [solution for practice in practices for solution in practice.solutions]
    sizes = np.array([len(practice.solutions) for practice in practices], dtype=np.int64)
    competition = np.repeat(np.arange(len(practices), dtype=np.int64), sizes)
    column = {technique: index for index, technique in enumerate(ids)}
    return Uses(
        ids=tuple(ids),
        used=_pairs([solution.used for solution in solutions], column),
        rejected=_pairs([solution.rejected for solution in solutions], column),
        rank=np.array([solution.rank or LAST for solution in solutions], dtype=np.int64),
        competition=competition,
        years=_flags([(str(practice.year),) if practice.year else () for practice in practices], competition),
        modalities=_flags([practice.modalities for practice in practices], competition),
        inferred=_flags([practice.inferred for practice in practices], competition),
    )


def _pairs(solutions: Sequence[Mapping[str, Place]], column: Mapping[str, int]) -> Pairs:
    cells = [
        (row, column[technique]) for row, told in enumerate(solutions) for technique in told if technique in column
    ]
    rows, columns = np.array(cells, dtype=np.int64).reshape(-1, 2).T
    return Pairs(rows, columns, len(column))


def _flags(told: Sequence[Collection[str]], competition: Ints) -> dict[str, Flags]:
    """Which solutions belong to each name that is told of their competition, in the order of names."""
    names = sorted(set(chain.from_iterable(told)))
    flags = {name: np.array([name in of for of in told], dtype=np.bool_)[competition] for name in names}
    return {name: rows for name, rows in flags.items() if rows.any()}


def _distinct(cells: Ints) -> Ints:
    """Each number once, in order, as `np.unique` has them, which imports masked arrays to do no more."""
    ordered: Ints = np.sort(cells)
    return np.delete(ordered, 1 + np.flatnonzero(ordered[1:] == ordered[:-1]))
