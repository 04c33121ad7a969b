"""Boards of one finding joined to the boards that the archive holds, and what of them may be kept.

Names of teams and members are kept for the top 50 of either board only: history in git cannot be redacted, so what
need not be stored is not. Every other row keeps ranks, scores, team size and a key.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from archive.authority import first_known, outranks, place
from archive.board import Board, change_named, ranks, scores
from archive.findings import Finding
from archive.keys import team_key
from archive.layout import LAST
from archive.records import BoardName, Competition, ScoreRow, Standing

NAMED_RANKS = 50
"""Teams at this rank or better on either board keep their name and members."""

SUSPICIOUS_ROWS = 20
"""A board of at least this many rows that all show one score is a server fault, not a result (definitions, check 1)."""

DELETED_MEMBER, DELETED_TEAM = "del=", "[Deleted]"
"""How the platform prints accounts that are gone."""

BOARDS: dict[BoardName, tuple[str, str, str]] = {
    "public": ("public_rank", "public_score_text", "public_score"),
    "private": ("private_rank", "private_score_text", "private_score"),
}
"""Fields of each board, the rank first."""

_CARRIED = ("name", "members", "team_size", "submissions", "last_submission", "medal", "medal_basis")


def board_sources(competition: Competition, standings: Sequence[Standing]) -> dict[str, str]:
    """Who gave each board that there is.

    `Competition.sources` has it under `leaderboard`; where the public board came from somebody else than the private
    one, under `public_board` too.
    """
    given = competition.sources.get("leaderboard")
    by = {"public": competition.sources.get("public_board", given), "private": given}
    return {board: source for board in BOARDS if (source := by[board]) and any(ranks(standings, board))}


def _with_board_sources(competition: Competition, by: dict[str, str]) -> Competition:
    sources = {name: source for name, source in competition.sources.items() if name != "public_board"}
    sources["leaderboard"] = by.get("private") or by["public"]
    if by.get("public", sources["leaderboard"]) != sources["leaderboard"]:
        sources["public_board"] = by["public"]
    return competition.model_copy(update={"sources": dict(sorted(sources.items()))})


def merge_standings(
    competition: Competition, old: Sequence[Standing], finding: Finding, warnings: list[str]
) -> tuple[Sequence[Standing], Competition]:
    """The boards after this finding: a board that it gives replaces a known one unless that has more authority.

    Of a team whose boards are not used, what they say beside ranks and scores (its medal) still fills blanks. The
    platform's arrow counts where both boards are those of the source that printed it.
    """
    rows, before = finding.standings or (), board_sources(competition, old)
    given = [board for board in BOARDS if any(ranks(rows, board))]
    taken = [board for board in given if _is_taken(board, rows, finding, before.get(board), warnings)]
    if not taken:
        filled = _filled(competition, old, _once(rows, finding.slug, warnings)) if given else old
        return _kept(filled), competition
    updated = _with_board_sources(competition, before | dict.fromkeys(taken, finding.source))
    if not isinstance(rows, Board) or old or taken != given or len(set(rows.teams)) != len(rows):
        there = (row for row in rows if any(_on(row, board) for board in taken))
        rows = _join(competition, old, _once(there, finding.slug, warnings), taken, finding.source)
    return _kept(rows), updated


def _kept(rows: Sequence[Standing]) -> Sequence[Standing]:
    return change_named(rows, lambda row: _nameless(_without_deleted(row)))


def _is_taken(
    board: BoardName, rows: Sequence[Standing], finding: Finding, known: str | None, warnings: list[str]
) -> bool:
    if _one_score(scores(rows, board)):
        warnings.append(f"{finding.slug}: every team on the {board} board has one score; that board was refused")
        return False
    if not outranks(finding.source, known):
        warnings.append(f"{finding.slug}: {board} board of {finding.source} not used; that of {known} is kept")
        return False
    return True


def _one_score(scores: Iterable[str | None]) -> bool:
    shown = (score for score in scores if score is not None)
    first, same = next(shown, None), 1
    for score in shown:
        if score != first:
            return False
        same += 1
    return first is not None and same >= SUSPICIOUS_ROWS


def _only(row: Standing, boards: list[BoardName]) -> Standing:
    """The row without what it says of the other board."""
    blank = dict.fromkeys(name for board in BOARDS if board not in boards for name in BOARDS[board])
    return row.model_copy(update=blank) if blank else row


def _on(row: Standing, board: BoardName) -> bool:
    return any(getattr(row, name) is not None for name in BOARDS[board])


def _once(rows: Iterable[Standing], slug: str, warnings: list[str]) -> dict[str, Standing]:
    """Rows by key. A key that stands twice keeps its best rank, and is reported."""
    once: dict[str, Standing] = {}
    for row in rows:
        other = once.setdefault(row.team, row)
        if other is not row and other != row:
            ranks = sorted(rank for r in (other, row) if (rank := r.private_rank or r.public_rank))
            warnings.append(f"{slug}: team {row.team} stands on the board twice (ranks {ranks}); the best is kept")
            once[row.team] = min(other, row, key=lambda r: r.private_rank or r.public_rank or LAST)
    return once


class _Known:
    """The rows that the archive holds, found by id or by hash key."""

    def __init__(self, competition: Competition, rows: Iterable[Standing]) -> None:
        self.place = competition.platform, competition.slug
        self.by_team = {row.team: row for row in rows}
        self.by_hash: dict[str, Standing] = {}
        for row in self.by_team.values():
            if row.was or row.name or row.members:
                self.by_hash.setdefault(row.was or self.hashed(row), row)

    def hashed(self, row: Standing) -> str:
        """The key that the row has without a platform id."""
        return team_key(*self.place, row.name, row.members)

    def take(self, row: Standing) -> tuple[Standing | None, dict[str, Any]]:
        """The known row of this team, once, and the keys that the team has from now on."""
        key, hashed = row.team, self.hashed(row)
        known = self.by_team.get(key) or self.by_team.get(hashed)
        if known is None and key == hashed:
            known = self.by_hash.get(hashed)
        if known is None or self.by_team.pop(known.team, None) is None:
            return None, {}
        if key == hashed:
            return known, {"team": known.team, "was": known.was or (hashed if known.team != hashed else None)}
        return known, {"was": hashed if known.team == hashed else known.was}


def _join(
    competition: Competition, old: Sequence[Standing], new: dict[str, Standing], taken: list[BoardName], source: str
) -> list[Standing]:
    """What this source's rows say of the boards taken, with what only the old ones know, and the rest of other boards.

    A team known by hash takes its id and keeps the hash as `was`.
    """
    rest, merged, before = _Known(competition, old), [], board_sources(competition, old)
    first = all(outranks(source, known) for known in before.values())
    kept = [board for board in BOARDS if board not in taken]
    mixed = any(before.get(board, source) != source for board in kept)
    ours = set(before.values()) <= {source}
    for row in new.values():
        known, keys = rest.take(row)
        told = _only(_by_own_ranks(row), taken)
        if known is not None:
            values = _carried(told, known) if first else _carried(known, told) | _hidden_names(known)
            values |= {name: getattr(known, name) for board in kept for name in BOARDS[board]}
            told = told.model_copy(update=values | keys)
        arrow = None if mixed else _arrow(told, row, *([known] if known and ours else []))
        merged.append(told.model_copy(update={"platform_arrow": arrow}))
    gone = dict.fromkeys(name for board in taken for name in BOARDS[board])
    stay = (row for row in rest.by_team.values() if any(_on(row, board) for board in kept))
    return [*merged, *(row.model_copy(update={**gone, "platform_arrow": None}) for row in stay)]


def _filled(competition: Competition, old: Sequence[Standing], new: dict[str, Standing]) -> Sequence[Standing]:
    """The old rows with what only the new ones know of their teams, on whose ranks and scores nobody relies."""
    rest, filled = _Known(competition, old), {}
    for row in new.values():
        known, keys = rest.take(row)
        if known is not None:
            values = {"team": row.team, **keys, **_carried(known, _by_own_ranks(row)), **_hidden_names(known)}
            filled[known.team] = known.model_copy(update=values)
    return tuple(filled.get(row.team, row) for row in old)


def _carried(one: Standing, other: Standing) -> dict[str, Any]:
    """What both rows know of their team; the word of the first counts."""
    return {name: first_known(one, other, name) for name in _CARRIED}


def _hidden_names(known: Standing) -> dict[str, Any]:
    """No names for a team in the top that has none: its account is gone, which a lesser source may not know of yet."""
    return {"name": None, "members": ()} if is_top(known) and known.name is None else {}


def _arrow(joined: Standing, *told: Standing) -> int | None:
    """The platform's own arrow, as long as it was printed beside the very ranks that are kept."""
    ranks = joined.public_rank, joined.private_rank
    arrows = (row.platform_arrow for row in told if (row.public_rank, row.private_rank) == ranks)
    return next((arrow for arrow in arrows if arrow is not None), None)


def _without_deleted(row: Standing) -> Standing:
    """The row without accounts that the platform marks as deleted: those are redacted without being asked.

    It prints such a member as `del=<hex>` and, at times, the team as `[Deleted] <uuid>`; a team whose members are all
    gone often bears the name of one of them. The size of the team stays.
    """
    members = tuple(handle for handle in row.members if not handle.startswith(DELETED_MEMBER))
    team_gone = _is_gone(row)
    if not team_gone and members == row.members:
        return row
    hidden = {"members": () if team_gone else members, "name": None if team_gone else row.name}
    return row.model_copy(update={"team_size": row.team_size or len(row.members) or None, **hidden})


def _is_gone(row: Standing) -> bool:
    all_gone = bool(row.members) and all(handle.startswith(DELETED_MEMBER) for handle in row.members)
    return all_gone or (row.name or "").startswith(DELETED_TEAM)


def is_top(row: Standing) -> bool:
    """Whether the row is in the top of either board, so that its name and members are kept."""
    return min(row.public_rank or NAMED_RANKS + 1, row.private_rank or NAMED_RANKS + 1) <= NAMED_RANKS


def _nameless(row: Standing) -> Standing:
    """The row without names unless it is in the top of either board."""
    size = row.team_size or len(row.members) or None
    kept = {"team_size": size} if is_top(row) or row.is_benchmark else {"name": None, "members": (), "team_size": size}
    same = all(getattr(row, name) == value for name, value in kept.items())
    return row if same else row.model_copy(update=kept)


def _by_own_ranks(row: Standing) -> Standing:
    """A source's row without the names below that source's own top, of which no trace is left for a later merge.

    That a team is gone is said at any rank.
    """
    return row if _is_gone(row) else _nameless(row)


def merge_scores(
    competition: Competition, old: tuple[ScoreRow, ...], finding: Finding, warnings: list[str]
) -> tuple[tuple[ScoreRow, ...], Competition]:
    """Boards without teams after this finding: each board that it gives replaces a known one of no more authority."""
    rows, given = old, competition.sources.get("scores")
    for board in BOARDS:
        new = tuple({row.rank: row for row in finding.scores or () if row.board == board}.values())
        held = any(row.board == board for row in old)
        if not new or (held and not outranks(finding.source, given)):
            continue
        if _one_score(row.score_text for row in new):
            warnings.append(f"{finding.slug}: every row of the {board} score list is one score; that list was refused")
            continue
        rows = (*(row for row in rows if row.board != board), *new)
    if rows is old:
        return old, competition
    sources = competition.sources | {"scores": min(filter(None, (finding.source, given)), key=place)}
    return rows, competition.model_copy(update={"sources": dict(sorted(sources.items()))})
