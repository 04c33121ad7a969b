"""Rows of both boards of one competition, checked and joined to standings."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from archive.records import Standing
from archive.text import parse_number
from harvesters.score_boards.rows import BoardRow

Warn = Callable[[str], None]


def one_row_a_team(rows: Iterable[BoardRow], where: str, warn: Warn) -> dict[str, BoardRow]:
    """Rows by key. A row printed twice is one; a key at two ranks keeps the better one and is reported."""
    once: dict[str, BoardRow] = {}
    for row in rows:
        known = once.setdefault(row.team, row)
        if known.rank != row.rank:
            best = min(rank for rank in (known.rank, row.rank) if rank)
            warn(f"{where}: team {row.team} stands at ranks {known.rank} and {row.rank}; {best} is kept")
            once[row.team] = known if known.rank == best else row
    return once


def rank_improvements(
    rows: Sequence[BoardRow], higher_is_better: bool | None, where: str, warn: Warn
) -> dict[str, BoardRow]:
    """Ranks for a download that lists each team's improvements: a team's last row is its best one.

    Teams are ranked by that score in the metric's direction, earlier first among equals as on the platform. Where the
    direction is not known the order of the file stands, because scores must not tell it.
    """
    last: dict[str, BoardRow] = {}
    for row in sorted(rows, key=lambda r: r.last_submission or ""):
        last[row.team] = row
    scored = [row for row in last.values() if parse_number(row.score_text) is not None]
    if higher_is_better is None:
        order = {row.team: place for place, row in enumerate(rows)}
        scored.sort(key=lambda row: order[row.team])
        warn(f"{where}: lists improvements; the direction of its metric is unknown: ranked in the order of the file")
    else:
        sign = -1 if higher_is_better else 1
        scored.sort(key=lambda row: (sign * (parse_number(row.score_text) or 0.0), row.last_submission or ""))
        warn(f"{where}: lists improvements; ranked by each team's last score, earlier submission first among equals")
    return {row.team: replace(row, rank=place) for place, row in enumerate(scored, 1)}


def join_boards(public: dict[str, BoardRow], private: dict[str, BoardRow]) -> tuple[Standing, ...]:
    """Standings of all teams on either board. Medals count from the private board only: the other's are not final."""
    return tuple(_standing(public.get(team), private.get(team)) for team in {**private, **public})


def _standing(public: BoardRow | None, private: BoardRow | None) -> Standing:
    row = private or public
    assert row is not None, "a team comes from one of the boards"
    medal = private.medal if private else None
    return Standing(
        team=row.team,
        name=row.name,
        members=row.members,
        team_size=row.team_size,
        public_rank=public.rank if public else None,
        public_score_text=public.score_text if public else None,
        public_score=parse_number(public.score_text) if public else None,
        private_rank=private.rank if private else None,
        private_score_text=private.score_text if private else None,
        private_score=parse_number(private.score_text) if private else None,
        submissions=row.submissions,
        last_submission=row.last_submission,
        medal=medal,
        medal_basis="recorded" if medal else None,
        is_benchmark=row.is_benchmark,
        platform_arrow=private.arrow if private else None,
    )


def check_board(rows: dict[str, BoardRow], where: str, warn: Warn) -> int:
    """Number of ranked rows; says where the printed ranks have gaps or repeat."""
    ranks = Counter(row.rank for row in rows.values() if row.rank)
    if ranks and (len(ranks) != max(ranks) or max(ranks.values()) > 1):
        repeated = sum(1 for number in ranks.values() if number > 1)
        warn(f"{where}: {max(ranks) - len(ranks)} ranks of 1..{max(ranks)} are missing, {repeated} are given twice")
    return ranks.total()


def check_arrows(standings: Iterable[Standing], where: str, warn: Warn) -> None:
    """The platform's own arrow is public rank minus private rank; another value means a wrong join."""
    wrong = [
        row.team
        for row in standings
        if row.platform_arrow is not None
        and row.public_rank
        and row.private_rank
        and row.platform_arrow != row.public_rank - row.private_rank
    ]
    if wrong:
        warn(f"{where}: the platform's arrow contradicts the joined ranks of {len(wrong)} teams, first {wrong[0]}")
