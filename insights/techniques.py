"""What techniques are worth: how often the top uses them, how much more often than the rest, when, where and with what.

The unit is the solution (see `insights.solutions`); every share stands beside its denominator. A technique that fewer
than ten solutions use has counts and no ratios. Use is what the authors say: silence is unknown, not no, so every share
is a lower bound.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from archive.records import Record
from insights.boards import Ints
from insights.practice import Practice
from insights.rounding import DIGITS
from insights.shares import ENOUGH, Lift, Share, lift_of, share_of
from insights.solutions import FIELD, PODIUM, TOP, Place

PAIRS = 10
"""Most companions listed for a technique."""
UNRANKED = 10**9
"""Stands for an unknown rank: in no top."""


class Slice(Record):
    """Use of a technique within one year or one kind of data."""

    key: str
    """The year, or the id of the modality or task."""
    used: Share
    """Solutions that use it, of all read solutions of this slice."""


class Companion(Record):
    """A technique that goes with another."""

    technique: str
    """Its id."""
    together: int
    """Solutions that use both."""
    lift: float
    """Solutions with both, over what independent use would give: P(a and b) / (P(a) P(b)); 1 is no relation."""


class Technique(Record):
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
    together = table.used.T @ table.used
    return tuple(_technique(table, index, together) for index in range(len(table.ids)))


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
    matrix = np.zeros((len(solutions), len(column)), dtype=np.int64)
    for row, techniques_of_row in enumerate(solutions):
        matrix[row, [column[technique] for technique in techniques_of_row if technique in column]] = 1
    return matrix


def _technique(table: Table, index: int, together: Ints) -> Technique:
    used, rejected, rank = table.used[:, index], table.rejected[:, index], table.rank
    count = int(used.sum())

    def share(rows: Ints) -> Share:
        return share_of(int(used[rows].sum()), len(rows), enough=count >= ENOUGH)

    top, rest = np.flatnonzero(rank <= PODIUM), np.flatnonzero((rank > PODIUM) & (rank <= FIELD))
    active = [int(year) for year, rows in table.years.items() if used[rows].any()]
    kinds = [Slice(key=modality, used=share(rows)) for modality, rows in table.modalities.items() if used[rows].any()]
    return Technique(
        technique=table.ids[index],
        used=count,
        rejected=int(rejected.sum()),
        competitions=len({table.folder[row] for row in np.flatnonzero(used)}),
        winners=int(used[rank == 1].sum()),
        winners_rejected=int(rejected[rank == 1].sum()),
        top10=share(np.flatnonzero(rank <= TOP)),
        lift=lift_of(share(top), share(rest)),
        first_year=min(active, default=None),
        last_year=max(active, default=None),
        by_year=tuple(Slice(key=year, used=share(rows)) for year, rows in table.years.items()) if count else (),
        by_modality=tuple(sorted(kinds, key=lambda kind: (-kind.used.count, kind.key))),
        goes_with=_companions(table, index, together),
    )


def _companions(table: Table, index: int, together: Ints) -> tuple[Companion, ...]:
    own, solutions = int(together[index, index]), len(table.rank)
    found = [
        Companion(technique=table.ids[other], together=both, lift=round(lift, DIGITS))
        for other, both in enumerate(together[index].tolist())
        if other != index and both >= ENOUGH and (lift := both * solutions / (own * int(together[other, other]))) > 1
    ]
    return tuple(sorted(found, key=lambda pair: (-pair.lift, pair.technique))[:PAIRS])
