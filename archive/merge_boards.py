"""Boards of one finding joined to the boards that the archive holds, and what of them may be kept.

Names of teams and members are kept for the top 50 of either board only: history in git cannot be redacted, so what
need not be stored is not (definitions, section 8). Every other row keeps ranks, scores, team size and a key.
"""

from collections import Counter
from collections.abc import Iterable

from archive.authority import outranks
from archive.findings import Finding
from archive.keys import team_key
from archive.records import Competition, ScoreRow, Standing

NAMED_RANKS = 50
"""Teams at this rank or better on either board keep their name and members."""

SUSPICIOUS_ROWS = 20
"""A board of at least this many rows that all show one score is a server fault, not a result (definitions, check 1)."""

DELETED_MEMBER, DELETED_TEAM = "del=", "[Deleted]"
"""How the platform prints accounts that are gone."""

_CARRIED = ("name", "members", "team_size", "submissions", "last_submission", "medal", "medal_basis", "platform_arrow")
_PRIVATE = ("private_rank", "private_score_text", "private_score")
_PUBLIC = ("public_rank", "public_score_text", "public_score")


def merge_standings(
    competition: Competition, old: tuple[Standing, ...], finding: Finding, warnings: list[str]
) -> tuple[tuple[Standing, ...], Competition]:
    """The boards after this finding. A board that the finding gives replaces the old one; a board it lacks stays."""
    new = finding.standings or ()
    kept_boards: list[tuple[str, ...]] = []
    for board, fields in (("public", _PUBLIC), ("private", _PRIVATE)):
        if _one_score(getattr(row, fields[1]) for row in new if not row.is_benchmark):
            warnings.append(f"{finding.slug}: every team on the {board} board has one score; that board was refused")
            new = tuple(row.model_copy(update=dict.fromkeys(fields)) for row in new)
        if all(getattr(row, fields[0]) is None for row in new):
            kept_boards.append(fields)
    known = competition.sources.get("leaderboard")
    if len(kept_boards) == 2:
        return old, competition
    if not outranks(finding.source, known):
        warnings.append(f"{finding.slug}: boards of {finding.source} not used; those of {known} are kept")
        return old, competition
    merged = _join(competition, old, _once(new, finding.slug, warnings), kept_boards)
    sources = dict(sorted({**competition.sources, "leaderboard": finding.source}.items()))
    return tuple(_nameless(_without_deleted(row)) for row in merged), competition.model_copy(
        update={"sources": sources}
    )


def _one_score(scores: Iterable[str | None]) -> bool:
    counts = Counter(score for score in scores if score is not None)
    return len(counts) == 1 and counts.total() >= SUSPICIOUS_ROWS


def _once(rows: tuple[Standing, ...], slug: str, warnings: list[str]) -> dict[str, Standing]:
    """Rows by key. A key that stands twice keeps its best rank; differing ranks are reported."""
    once: dict[str, Standing] = {}
    for row in rows:
        other = once.setdefault(row.team, row)
        if other != row:
            ranks = sorted({rank for r in (other, row) if (rank := r.private_rank or r.public_rank)})
            if len(ranks) > 1:
                warnings.append(f"{slug}: team {row.team} stands on the board at ranks {ranks}; the best is kept")
            once[row.team] = min(other, row, key=lambda r: r.private_rank or r.public_rank or 10**9)
    return once


def _join(
    competition: Competition, old: tuple[Standing, ...], new: dict[str, Standing], kept_boards: list[tuple[str, ...]]
) -> list[Standing]:
    """New rows with what only the old ones know; a team known by hash takes its id and keeps the hash as `was`."""
    if not old:
        return list(new.values())
    before = {row.team: row for row in old}
    by_was = {row.was: row for row in old if row.was}
    merged = []
    for key, row in new.items():
        hashed = team_key(competition.platform, competition.slug, row.name, row.members)
        known = before.pop(key, None) or (before.pop(hashed, None) if hashed != key else None) or by_was.get(key)
        if known is None:
            merged.append(row)
            continue
        if known.team != key and known.team == hashed:
            row = row.model_copy(update={"was": hashed})
        elif known.was:
            row = row.model_copy(update={"team": known.team, "was": known.was})
        blanks = {name: getattr(known, name) for name in _CARRIED if getattr(row, name) in (None, ())}
        boards = {name: getattr(known, name) for fields in kept_boards for name in fields}
        merged.append(row.model_copy(update={**blanks, **boards}))
    left = [row for row in before.values() if kept_boards and any(getattr(row, f[0]) for f in kept_boards)]
    gone = [fields for fields in (_PUBLIC, _PRIVATE) if fields not in kept_boards]
    merged += [row.model_copy(update=dict.fromkeys(name for fields in gone for name in fields)) for row in left]
    return merged


def _without_deleted(row: Standing) -> Standing:
    """The row without accounts that the platform marks as deleted: those are redacted without being asked.

    It prints such a member as `del=<hex>` and, at times, the team as `[Deleted] <uuid>`; a team whose members are all
    gone often bears the name of one of them. The size of the team stays.
    """
    members = tuple(handle for handle in row.members if not handle.startswith(DELETED_MEMBER))
    team_gone = (row.name or "").startswith(DELETED_TEAM) or (bool(row.members) and not members)
    if not team_gone and members == row.members:
        return row
    hidden = {"members": () if team_gone else members, "name": None if team_gone else row.name}
    return row.model_copy(update={"team_size": row.team_size or len(row.members) or None, **hidden})


def _nameless(row: Standing) -> Standing:
    """The row without names unless it is in the top of either board."""
    best = min(row.public_rank or NAMED_RANKS + 1, row.private_rank or NAMED_RANKS + 1)
    named = best <= NAMED_RANKS or row.is_benchmark
    size = row.team_size or len(row.members) or None
    kept = {"team_size": size} if named else {"name": None, "members": (), "team_size": size}
    same = all(getattr(row, name) == value for name, value in kept.items())
    return row if same else row.model_copy(update=kept)


def merge_scores(
    competition: Competition, old: tuple[ScoreRow, ...], finding: Finding, warnings: list[str]
) -> tuple[tuple[ScoreRow, ...], Competition]:
    """Boards without teams after this finding: each board that it gives replaces the old one."""
    new = finding.scores or ()
    for board in ("public", "private"):
        if _one_score(row.score_text for row in new if row.board == board):
            warnings.append(f"{finding.slug}: every row of the {board} score list is one score; that list was refused")
            new = tuple(row for row in new if row.board != board)
    given = {row.board for row in new}
    if not given or not outranks(finding.source, competition.sources.get("scores")):
        return old, competition
    sources = dict(sorted({**competition.sources, "scores": finding.source}.items()))
    rows = (*(row for row in old if row.board not in given), *new)
    return rows, competition.model_copy(update={"sources": sources})
