"""Leaderboards exported as CSV, from any platform.

Two layouts: `<slug>__public.csv` and `<slug>__private.csv` in one folder, with teams (see `rows` for the forms), and
`<slug>/public_leaderboard.csv`, `<slug>/private_leaderboard.csv` with `rank,score` and no teams. The slug of another
platform is `<platform>~<slug>`. Traps: a byte-order mark; benchmark rows without rank or with rank 0; a row twice;
team names that several teams have; displayed scores that tie while ranks do not; lists that are byte-identical for both
boards, which means that no private split is known; a public board frozen at one score, which the merge refuses.
A board is as old as the newest submission on it says; `--as-of` dates lists that carry no times.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from archive.findings import Finding
from archive.keys import BadKeyError, check_slug
from archive.records import Competition, ScoreRow, Source
from archive.text import parse_count
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
    title="Leaderboards exported as CSV",
    url="https://www.kaggle.com/docs/competitions",
    terms="public record of results; ranks and scores are facts",
)
BOARDS = ("public", "private")


@harvester(SOURCE)
def harvest(context: Context) -> Iterator[Finding]:
    """One finding a competition and layout, from the folder and all below it."""
    folder = context.folder("a folder of boards as CSV files")
    files = sorted([*folder.rglob("*__p*.csv"), *folder.rglob("*/p*_leaderboard.csv")])
    units = {(_slug(path), path.parent): path for path in files if _board(path)}
    if not units:
        raise HarvestError(f"{folder}: no <slug>__public.csv and no <slug>/public_leaderboard.csv in it or below it")
    for (slug, _), path in units.items():
        if not context.wants(slug):
            continue
        try:
            yield _finding(check_slug(slug), path, context)
        except (BadKeyError, OSError, UnicodeDecodeError, csv.Error, KeyError, ValueError) as error:
            context.fail(f"{path.name} of {slug[:80]!r}: {error}; the boards known before are kept")


def _finding(slug: str, path: Path, context: Context) -> Finding:
    platform = slug.split("~", 1)[0] if "~" in slug else "kaggle"
    facts = {} if "~" in slug else {"url": f"https://www.kaggle.com/competitions/{slug}"}
    files = {board: path.with_name(path.name.replace(_board(path), board)) for board in BOARDS}
    files = {board: file for board, file in files.items() if file.exists()}
    if path.stem.endswith("_leaderboard"):
        scores = parse_score_lists({board: file.read_bytes() for board, file in files.items()}, slug, context)
        return Finding(platform, slug, SOURCE.name, context.snapshot_time(), facts, scores=scores)
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


def parse_score_lists(lists: dict[str, bytes], slug: str, context: Context) -> tuple[ScoreRow, ...]:
    """Rows of `rank,score` lists. Byte-identical lists are one public board: no private split is known."""
    if len(lists) == 2 and lists["public"] == lists["private"]:
        context.count("score lists without a private split")
        lists = {"public": lists["public"]}
    rows = []
    for board in BOARDS:
        text = lists.get(board, b"").decode("utf-8-sig")
        for row in csv.DictReader(text.splitlines(), strict=True):
            rank, score = parse_count(row["rank"]), (row["score"] or "").strip()
            if not rank or not score:
                context.warn(f"{slug} {board}: row {row} has no rank or no score; skipped")
                continue
            rows.append(ScoreRow(board="public" if board == "public" else "private", rank=rank, score_text=score))
    return tuple(rows)


def _board(path: Path) -> str:
    """`public` or `private`; empty for a file that is no board."""
    ends = {"public": ("__public", "public_leaderboard"), "private": ("__private", "private_leaderboard")}
    return next((board for board, names in ends.items() if path.stem.endswith(names)), "")


def _slug(path: Path) -> str:
    return path.parent.name if path.stem.endswith("_leaderboard") else path.stem.rsplit("__", 1)[0]
