"""The import of the big tables: load what the wanted competitions need, then hand over one competition at a time."""

import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from archive.board import Board
from archive.descriptor import read_settings
from archive.findings import Finding
from archive.records import WriteUp
from harvesters.base import Context, Given
from harvesters.meta_kaggle.boards import MEMBERSHIPS, SUBMISSIONS, TEAMS, boards, load_boards, load_teams
from harvesters.meta_kaggle.engine import Engine, engine, parts
from harvesters.meta_kaggle.forums import MESSAGES, TOPICS, Forum, forums, load_messages
from harvesters.meta_kaggle.journal import PEOPLE, Journal, digest
from harvesters.meta_kaggle.notebooks import KERNELS, VERSION_SOURCES, VERSIONS, load_notebooks, notebooks
from harvesters.meta_kaggle.profiles import ACHIEVEMENTS, USERS, load_people, load_profiles, profiles
from harvesters.meta_kaggle.tables import audit, locate, read_header
from harvesters.meta_kaggle.tags import COMPETITION_TAGS, TAGS, tags
from harvesters.meta_kaggle.wanted import Wanted

TABLES = (
    TEAMS, MEMBERSHIPS, SUBMISSIONS, USERS, ACHIEVEMENTS, TOPICS, MESSAGES, TAGS, COMPETITION_TAGS, KERNELS, VERSIONS,
    VERSION_SOURCES,
)  # fmt: skip
"""All that is read beside Competitions and Organizations."""
BIG_TABLES = ("Teams", "ForumTopics", "CompetitionTags")
BATCH_ROWS = 50_000
"""Teams and messages of a batch; two batches are in memory at a time."""

TURN = 0.05
"""Seconds that a thread runs before another may have its turn: ten times as long as Python lets them by itself."""

_DIGESTS = {
    "board": "SELECT competition, count(*), sum(hash(r)::HUGEINT)::VARCHAR FROM board r GROUP BY competition",
    "topic": "SELECT competition, count(*), sum(hash(r)::HUGEINT)::VARCHAR FROM topic r GROUP BY competition",
    "message": """SELECT competition, count(*), sum(hash(r, handle)::HUGEINT)::VARCHAR
                  FROM message r LEFT JOIN person USING (person) GROUP BY competition""",
    "notebook": "SELECT competition, count(*), sum(hash(r)::HUGEINT)::VARCHAR FROM notebook r GROUP BY competition",
}
_PEOPLE = "SELECT count(*), sum(hash(p)::HUGEINT)::VARCHAR FROM listed p"
Digests = dict[str, dict[int, tuple[int, str]]]
"""Rows and their hash by table and competition."""


def has_big_tables(source: Path) -> bool:
    """Whether there is more to read than Competitions and Organizations."""
    return any(locate(source, name) for name in BIG_TABLES)


def look_at_tables(source: Path, warn: Callable[[str], None]) -> None:
    """Warn of tables and columns that an import would lack, and of those that it would not know; nothing is read."""
    for table in TABLES:
        header = read_header(source, table.name)
        if header is None:
            warn(f"{table.name}.csv is not at hand")
        else:
            audit(table, header, warn)


def import_bulk(context: Context, source: Path, name: str, wanted: list[Wanted]) -> Iterator[Given]:
    """Findings of all wanted competitions; a silent one for each whose rows are those of the last import."""
    journal = Journal.open(context.cache, context.archive)
    as_of = context.snapshot_time()
    with _long_turns(), engine(source, context.cache, context.warn) as tables:
        at_hand = _load(tables, wanted)
        own_tags = tags(tables)
        tables.tell_lost_rows()
        wanted = [replace(w, facts=w.facts | _tagged(own_tags.get(w.number))) for w in wanted]
        rows: Digests = {
            table: {c: (n, h) for c, n, h in tables.run(sql).fetchall()} for table, sql in _DIGESTS.items()
        }
        digests = {w.slug: digest(w.facts, *(rows[table].get(w.number) for table in rows)) for w in wanted}
        fresh, same = [], []
        for w in wanted:
            counts = None if w.known is None or context.refresh else journal.counts_if_same(w.slug, digests[w.slug])
            if counts is None:
                fresh.append(w)
                continue
            same.append(Finding("kaggle", w.slug, name, as_of))
            for what, number in counts.items():
                context.count(what, number)
        yield same
        read = partial(_read, tables, at_hand)
        for batch in _read_ahead(read, _batches(fresh, rows)):
            findings = [_finding(*one, name, as_of) for one in batch]
            yield findings
            journal.add((f.slug, digests[f.slug], f.counts()) for f in findings if f.slug not in context.unstored)
        if at_hand.boards and wanted:
            yield from _people(context, tables, journal, name)


@contextmanager
def _long_turns() -> Iterator[None]:
    """Let threads take longer turns: reading, merging and writing are busy at a time, and a change of turns costs."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _people(context: Context, tables: Engine, journal: Journal, name: str) -> Iterator[Finding]:
    """One finding with all profiles, unless they are those of the last import."""
    load_profiles(tables, read_settings(context.archive.root).people_min_teams)
    tables.tell_lost_rows()
    now = digest(tables.run(_PEOPLE).fetchone())
    counts = None if context.refresh else journal.counts_if_same(PEOPLE, now)
    if counts is None:
        people = profiles(tables, context.snapshot_time())
        counts = {"people": len(people)}
        yield Finding("kaggle", PEOPLE, name, context.snapshot_time(), people=people)
        if PEOPLE not in context.unstored:
            journal.add([(PEOPLE, now, counts)])
    context.count("people", counts["people"])


@dataclass(frozen=True)
class AtHand:
    """What there are all tables for."""

    boards: bool
    forums: bool


def _load(tables: Engine, wanted: list[Wanted]) -> AtHand:
    tables.run("CREATE TABLE wanted (competition BIGINT, forum BIGINT, by_name BOOLEAN, teams BIGINT)")
    rows = [(w.number, int(w.forum) if w.forum else None, w.by_name, w.facts.get("teams")) for w in wanted if w.id]
    if rows:
        tables.database.executemany("INSERT INTO wanted VALUES (?, ?, ?, ?)", rows)
    at_hand = AtHand(boards=load_teams(tables), forums=load_messages(tables))
    load_people(tables)
    load_boards(tables)
    load_notebooks(tables)
    return at_hand


def _tagged(names: tuple[str, ...] | None) -> dict[str, tuple[str, ...]]:
    return {"tags": names} if names else {}


def _batches(wanted: list[Wanted], rows: Digests) -> Iterator[list[Wanted]]:
    """Competitions in order of their ids, so many that their rows fit in memory."""

    def size(w: Wanted) -> int:
        return sum(rows[table].get(w.number, (0, ""))[0] for table in ("board", "message"))

    return parts(sorted(wanted, key=lambda w: w.number), size, BATCH_ROWS)


Parts = tuple[Board | None, Forum, list[WriteUp]]
"""Boards, forum and notebooks of one competition."""


def _read(tables: Engine, at_hand: AtHand, batch: list[Wanted]) -> list[tuple[Wanted, Parts]]:
    ids = [w.number for w in batch]
    standings = dict(boards(tables, ids)) if at_hand.boards else {}
    spoken = dict(forums(tables, ids, {w.number: (w.slug, w.deadline) for w in batch})) if at_hand.forums else {}
    noted = notebooks(tables, ids)
    return [(w, (standings.get(w.number), spoken.get(w.number, Forum()), noted.get(w.number, []))) for w in batch]


def _read_ahead(
    read: Callable[[list[Wanted]], list[tuple[Wanted, Parts]]], batches: Iterable[list[Wanted]]
) -> Iterator[list[tuple[Wanted, Parts]]]:
    """Let DuckDB work on the next batch while the last one is merged and written."""
    with ThreadPoolExecutor(1) as pool:
        ahead = None
        for batch in batches:
            coming = pool.submit(read, batch)
            if ahead is not None:
                yield ahead.result()
            ahead = coming
        if ahead is not None:
            yield ahead.result()


def _finding(w: Wanted, read: Parts, name: str, as_of: str) -> Finding:
    standings, forum, notes = read
    return Finding(
        "kaggle",
        w.slug,
        name,
        as_of,
        w.facts,
        standings=standings,
        topics=tuple(forum.topics) or None,
        topics_complete=forum.whole,
        writeups=(*forum.writeups, *notes) or None,
        texts=forum.texts,
    )
