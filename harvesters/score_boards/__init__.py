"""Leaderboards exported as CSV, from any platform.

Two layouts: `<slug>__public.csv` and `<slug>__private.csv` in one folder, with teams (see `rows` for the forms), and
`<slug>/public_leaderboard.csv`, `<slug>/private_leaderboard.csv` with `rank,score` and no teams. The slug of another
platform is `<platform>~<slug>`. Traps: a competition in two folders, of which neither is read; a byte-order mark;
benchmark rows without rank or with rank 0; a row twice; team names that several teams have; displayed scores that tie
while ranks do not; lists that are byte-identical for both boards, which means that no private split is known; a public
board frozen at one score, which the merge refuses.
A board is as old as the newest submission on it says, and refused where that is still to come; `--as-of` dates lists
that carry no times.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from archive.findings import Finding
from archive.keys import check_slug
from archive.records import BoardName, Competition, ScoreRow, Source
from archive.store import ArchiveError
from archive.text import clean_name, parse_count
from harvesters.base import Context, HarvestError, harvester
from harvesters.score_boards.boards import (
    check_arrows,
    check_board,
    join_boards,
    one_row_a_team,
    rank_improvements,
)
from harvesters.score_boards.rows import BoardRow, parse_row

SOURCE = Source(
    name="score_boards",
    url="https://www.kaggle.com/docs/competitions",
    terms="public record of results; ranks and scores are facts",
)
BOARDS: tuple[BoardName, ...] = ("public", "private")
Folders = dict[Path, dict[BoardName, Path]]
"""Files of both boards of one competition, by the folder that they lie in."""


@harvester(SOURCE)
def harvest(context: Context) -> Iterator[Finding]:
    """One finding a competition and layout, from the folder and all below it."""
    folder = context.folder("a folder of boards as CSV files")
    units = _units(folder)
    if not units:
        raise HarvestError(f"{folder}: no <slug>__public.csv and no <slug>/public_leaderboard.csv in it or below it")
    for (slug, layout), folders in units.items():
        if not context.wants(slug):
            continue
        try:
            if not context.wants_known(check_slug(slug)):
                continue
            files = _only(folders)
            yield _lists(slug, files, context) if layout == "lists" else _boards(slug, files, context)
        except (ArchiveError, OSError, csv.Error, ValueError) as error:
            context.fail(f"{layout} of {slug[:80]!r}: {error}; what was known before is kept")


def _units(folder: Path) -> dict[tuple[str, str], Folders]:
    """Files by slug and layout, in a fixed order."""
    units: dict[tuple[str, str], Folders] = defaultdict(lambda: defaultdict(dict))
    for board in BOARDS:
        for path in folder.rglob(f"*__{board}.csv"):
            units[path.stem.removesuffix(f"__{board}"), "boards"][path.parent][board] = path
        for path in folder.rglob(f"{board}_leaderboard.csv"):
            units[path.parent.name, "lists"][path.parent][board] = path
    return dict(sorted(units.items()))


def _only(folders: Folders) -> dict[BoardName, Path]:
    """The files of the one folder. Raises ValueError for several: which is the newer, and what belongs together?"""
    if len(folders) > 1:
        raise ValueError(f"its files lie in {' and in '.join(sorted(map(str, folders)))}: keep those of one folder")
    return next(iter(folders.values()))


def _origin(slug: str) -> tuple[str, dict[str, str]]:
    """Platform, and the address where it follows from the slug."""
    if "~" in slug:
        return slug.split("~", 1)[0], {}
    return "kaggle", {"url": f"https://www.kaggle.com/competitions/{slug}"}


def _lists(slug: str, files: dict[BoardName, Path], context: Context) -> Finding:
    platform, facts = _origin(slug)
    scores = parse_score_lists({board: file.read_bytes() for board, file in files.items()}, slug, context)
    return Finding(platform, slug, SOURCE.name, context.snapshot_time(), facts, scores=scores)


def _boards(slug: str, files: dict[BoardName, Path], context: Context) -> Finding:
    platform, facts = _origin(slug)
    folder = context.archive.folder_of(slug)
    known, before = context.archive.competition(folder), context.archive.standings(folder)
    boards = {board: _read_board(file, platform, slug, known, context) for board, file in files.items()}
    for board, rows in boards.items():
        ranked = check_board(rows, f"{slug} {board}", context.warn)
        had = sum(1 for row in before if getattr(row, f"{board}_rank"))
        if ranked < had and not context.refresh:
            raise ValueError(f"{ranked} ranked teams where {had} are known: is it cut? --refresh takes it nevertheless")
        if known and known.teams and ranked != known.teams:
            teams = f"{known.teams} teams by {known.sources.get('teams')}"
            context.warn(f"{slug} {board}: {ranked} ranked teams, but {teams}")
    standings = join_boards(boards.get("public", {}), boards.get("private", {}))
    check_arrows(standings, slug, context.warn)
    newest = max((row.last_submission for row in standings if row.last_submission), default=context.snapshot_time())
    if context.is_to_come(newest):  # stored, it would be the date of all that is harvested until then
        raise ValueError(f"its newest submission is of {newest}, after this run: mend that date, or the clock here")
    return Finding(platform, slug, SOURCE.name, newest, facts, standings=standings)


def _read_board(
    file: Path, platform: str, slug: str, known: Competition | None, context: Context
) -> dict[str, BoardRow]:
    where = file.name
    with file.open(encoding="utf-8-sig", newline="") as lines:
        table = csv.DictReader(lines, strict=True)
        columns = set(table.fieldnames or ())
        if not columns >= {"TeamName", "Score"}:
            raise ValueError(f"columns are {', '.join(sorted(columns))}; a board has TeamName and Score")
        warned: set[str] = set()
        rows = []
        for row in table:
            if None in row or None in row.values():
                raise ValueError(f"line {table.line_num} is cut or has too many cells: export the board again")
            rows.append(parse_row(row, platform, slug, warned.add))
    for text in sorted(warned):
        context.warn(f"{where}: {text}")
    if "Rank" in columns:
        return one_row_a_team(rows, where, context.warn)
    direction = known.metric.higher_is_better if known and known.metric else None
    return rank_improvements(rows, direction, where, context.warn)


def parse_score_lists(lists: dict[BoardName, bytes], slug: str, context: Context) -> tuple[ScoreRow, ...]:
    """Rows of `rank,score` lists. Byte-identical lists are one public board: no private split is known."""
    if len(lists) == 2 and lists["public"] == lists["private"]:
        context.count("score lists without a private split")
        lists = {"public": lists["public"]}
    rows: dict[tuple[BoardName, int], ScoreRow] = {}
    for board, content in lists.items():
        for row in csv.DictReader(content.decode("utf-8-sig").splitlines(), strict=True):
            rank, score = parse_count(row.get("rank")), clean_name(row.get("score"))
            if not rank or not score or (board, rank) in rows:
                context.warn(f"{slug} {board}: row {row} has no rank or score of its own; skipped")
                continue
            rows[board, rank] = ScoreRow(board=board, rank=rank, score_text=score)
    if not rows:
        raise ValueError("no row with rank and score in it")
    return tuple(rows.values())
