"""A leaderboard as the lines of its file, and what a merge asks of a leaderboard.

A bulk import brings millions of rows, and all but the top of each board name nobody: nothing is to be decided about
them. A `Board` holds those as lines of `leaderboard.csv` and only the others as records. It is a sequence of records
like any other, and makes them when they are asked for; the functions below answer for it without making them all.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import overload

from archive.canonical import csv_lines, read_csv
from archive.records import BoardName, Standing

_COLUMNS = tuple(Standing.model_fields)
_HEADER = ",".join(_COLUMNS) + "\n"


@dataclass(frozen=True, eq=False)
class Board(Sequence[Standing]):
    """Both boards of one competition in the order of the file.

    Whoever makes one answers for this: each row stands on one board at least, a board that ranks nobody shows no
    scores, and a line is what the record would be printed as, without any quoted or guarded cell.
    """

    lines: Sequence[str | None]
    """A line for each row; None for a row in `records`."""
    teams: Sequence[str]
    """Key of each row."""
    public_ranks: Sequence[int | None]
    """Public rank of each row."""
    private_ranks: Sequence[int | None]
    """Private rank of each row."""
    records: Mapping[int, Standing]
    """Rows by their place: all that name somebody, all benchmarks, and those with a cell that is quoted or guarded."""

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.lines)

    @overload
    def __getitem__(self, at: int) -> Standing: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Standing, ...]: ...
    def __getitem__(self, at: int | slice) -> Standing | tuple[Standing, ...]:
        """Make one row, or several."""
        if isinstance(at, slice):
            return self._rows[at]
        line = self.lines[at]
        return self.records[range(len(self))[at]] if line is None else read_csv(Standing, _HEADER + line)[0]

    def __iter__(self) -> Iterator[Standing]:
        """Make all rows."""
        return iter(self._rows)

    @cached_property
    def _rows(self) -> tuple[Standing, ...]:
        plain = iter(read_csv(Standing, _HEADER + "".join(line for line in self.lines if line is not None)))
        return tuple(self.records[at] if line is None else next(plain) for at, line in enumerate(self.lines))

    def ranks(self, board: BoardName) -> Sequence[int | None]:
        """Rank of each row on one board."""
        return self.public_ranks if board == "public" else self.private_ranks

    def scores(self, board: BoardName) -> Iterator[str | None]:
        """Printed scores of all teams on one board, one at a time."""
        name = f"{board}_score_text"
        column = _COLUMNS.index(name)
        for at, line in enumerate(self.lines):
            if line is not None:
                yield line.split(",", column + 1)[column] or None
            elif not self.records[at].is_benchmark:
                yield getattr(self.records[at], name)

    def to_csv(self) -> str:
        """The whole file."""
        printed = iter(csv_lines(Standing, [self.records[at] for at, line in enumerate(self.lines) if line is None]))
        return next(printed) + "".join(next(printed) if line is None else line for line in self.lines)


def ranks(rows: Sequence[Standing], board: BoardName) -> Iterable[int | None]:
    """Rank of each row on one board."""
    if isinstance(rows, Board):
        return rows.ranks(board)
    return (row.public_rank if board == "public" else row.private_rank for row in rows)


def scores(rows: Sequence[Standing], board: BoardName) -> Iterator[str | None]:
    """Printed scores of all teams on one board; benchmarks are no teams."""
    if isinstance(rows, Board):
        return rows.scores(board)
    return (getattr(row, f"{board}_score_text") for row in rows if not row.is_benchmark)


def naming(rows: Sequence[Standing]) -> Iterable[Standing]:
    """The rows without those of which it is known that they name nobody and are no benchmark."""
    return rows.records.values() if isinstance(rows, Board) else rows


def count_ranked(rows: Sequence[Standing], board: BoardName) -> int:
    """Teams with a rank on one board; benchmarks are no teams."""
    benchmarks = [row for row in naming(rows) if row.is_benchmark]
    ranked, no_teams = list(ranks(rows, board)), list(ranks(benchmarks, board))
    return len(ranked) - ranked.count(None) - (len(no_teams) - no_teams.count(None))


def count_teams(stated: int | None, seen: Iterable[int]) -> int:
    """Count the teams of a competition: the highest of the platform's count, the ranked rows and the last ranks.

    The platform's count can be stale (0, or below the rows of its own board), and a board can be known in part. `seen`
    are the number of ranked teams, benchmarks apart, and the last rank of both boards. Whether a competition is large
    enough for profiles is decided by this number.
    """
    return max([stated or 0, *seen])


def change_named(rows: Sequence[Standing], change: Callable[[Standing], Standing]) -> Sequence[Standing]:
    """The rows, changed where they name somebody; neither keys nor ranks may change."""
    if isinstance(rows, Board):
        return replace(rows, records={at: change(row) for at, row in rows.records.items()})
    return tuple(change(row) if row.name is not None or row.members else row for row in rows)


class Finder:
    """Finds rows by key, by private rank, and by the handle of a member."""

    def __init__(self, rows: Sequence[Standing]) -> None:
        self._rows = rows
        self._records = rows.records if isinstance(rows, Board) else dict(enumerate(rows))

    def __bool__(self) -> bool:
        """Whether there is any row."""
        return len(self._rows) > 0

    @cached_property
    def _by_key(self) -> dict[str, int]:
        teams = self._rows.teams if isinstance(self._rows, Board) else [row.team for row in self._rows]
        before = {row.was: at for at, row in self._records.items() if row.was}
        return before | dict(zip(teams, range(len(teams)), strict=True))

    @cached_property
    def _by_rank(self) -> dict[int, int]:
        benchmarks = {at for at, row in self._records.items() if row.is_benchmark}
        ranked = enumerate(ranks(self._rows, "private"))
        return {rank: at for at, rank in ranked if rank and at not in benchmarks}

    @cached_property
    def _by_handle(self) -> dict[str, dict[str, Standing]]:
        found: dict[str, dict[str, Standing]] = defaultdict(dict)
        for row in self._records.values():
            for member in row.members:
                found[member.lower()][row.team] = row
        return found

    def team(self, key: str | None) -> Standing | None:
        """The row with this key, or with this key before it had an id."""
        at = self._by_key.get(key or "")
        return None if at is None else self._rows[at]

    def ranked(self, rank: int | None) -> Standing | None:
        """The team at this private rank."""
        at = self._by_rank.get(rank or 0)
        return None if at is None else self._rows[at]

    def only_team_of(self, handles: Iterable[str]) -> Standing | None:
        """The one team in which any of these people play."""
        found = {key: row for handle in handles for key, row in self._by_handle.get(handle.lower(), {}).items()}
        return next(iter(found.values())) if len(found) == 1 else None
