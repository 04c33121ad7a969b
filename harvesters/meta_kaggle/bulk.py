"""The import of the big tables: load what the wanted competitions need, then hand over one competition at a time."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from archive.findings import Finding
from archive.records import Standing
from harvesters.base import Context
from harvesters.meta_kaggle.boards import boards, load_boards, load_teams
from harvesters.meta_kaggle.engine import Engine, engine
from harvesters.meta_kaggle.forums import Forum, forums, load_messages
from harvesters.meta_kaggle.journal import Journal, digest
from harvesters.meta_kaggle.notebooks import load_notebooks, notebooks
from harvesters.meta_kaggle.profiles import load_people, profiles
from harvesters.meta_kaggle.tags import tags
from harvesters.meta_kaggle.wanted import Wanted

BIG_TABLES = ("Teams", "ForumTopics", "CompetitionTags")
BATCH_ROWS = 100_000
"""Teams and messages that are held in memory at a time."""

_DIGESTS = {
    "board": "SELECT competition, count(*), sum(hash(r)::HUGEINT)::VARCHAR FROM board r GROUP BY competition",
    "topic": "SELECT competition, count(*), sum(hash(r)::HUGEINT)::VARCHAR FROM topic r GROUP BY competition",
    "message": """SELECT competition, count(*), sum(hash(r, handle)::HUGEINT)::VARCHAR
                  FROM message r LEFT JOIN person USING (person) GROUP BY competition""",
    "notebook": "SELECT competition, count(*), sum(hash(r)::HUGEINT)::VARCHAR FROM notebook r GROUP BY competition",
}
Digests = dict[str, dict[int, tuple[int, str]]]
"""Rows and their hash by table and competition."""


def has_big_tables(source: Path) -> bool:
    """Whether there is more to read than Competitions and Organizations."""
    if source.is_dir():
        return any((source / f"{name}.csv").is_file() for name in BIG_TABLES)
    if not zipfile.is_zipfile(source):
        return False
    with zipfile.ZipFile(source) as packed:
        return any(name.rsplit("/", 1)[-1].removesuffix(".csv") in BIG_TABLES for name in packed.namelist())


def import_bulk(context: Context, source: Path, name: str, wanted: list[Wanted]) -> Iterator[Finding]:
    """Findings of all wanted competitions; a silent one for each whose rows are those of the last import."""
    journal = Journal.open(context.cache, context.archive.root)
    with engine(source, context.cache, context.warn) as tables:
        has_teams, has_topics = _load(tables, wanted)
        own_tags = tags(tables)
        wanted = [replace(w, facts=w.facts | _tagged(own_tags.get(w.number))) for w in wanted]
        rows: Digests = {
            table: {c: (n, h) for c, n, h in tables.run(sql).fetchall()} for table, sql in _DIGESTS.items()
        }
        for batch in _batches(wanted, rows):
            digests = {w.slug: digest(w.facts, *(rows[table].get(w.number) for table in rows)) for w in batch}
            fresh = []
            for w in batch:
                counts = None if w.known is None or context.refresh else journal.counts_if_same(w.slug, digests[w.slug])
                if counts is None:
                    fresh.append(w)
                    continue
                for what, number in counts.items():
                    context.count(what, number)
                yield Finding("kaggle", w.slug, name, context.snapshot_time())
            for finding in _findings(tables, fresh, name, context.snapshot_time(), has_teams, has_topics):
                yield finding
                journal.add(finding.slug, digests[finding.slug], finding.counts())
        if has_teams and wanted:
            people = profiles(tables, context.snapshot_time())
            context.count("people", len(people))
            yield Finding("kaggle", "", name, context.snapshot_time(), people=people)


def _load(tables: Engine, wanted: list[Wanted]) -> tuple[bool, bool]:
    tables.run("CREATE TABLE wanted (competition BIGINT, forum BIGINT, by_name BOOLEAN)")
    rows = [(w.number, int(w.forum) if w.forum else None, w.by_name) for w in wanted]
    if rows:
        tables.database.executemany("INSERT INTO wanted VALUES (?, ?, ?)", rows)
    has_teams = load_teams(tables)
    has_topics = load_messages(tables)
    load_boards(tables, accounts=load_people(tables))
    load_notebooks(tables)
    return has_teams, has_topics


def _tagged(names: tuple[str, ...] | None) -> dict[str, tuple[str, ...]]:
    return {"tags": names} if names else {}


def _batches(wanted: list[Wanted], rows: Digests) -> Iterator[list[Wanted]]:
    """Competitions in order of their ids, so many that their rows fit in memory."""
    batch: list[Wanted] = []
    size = 0
    for competition in sorted(wanted, key=lambda w: w.number):
        own = sum(rows[table].get(competition.number, (0, ""))[0] for table in ("board", "message"))
        if batch and size + own > BATCH_ROWS:
            yield batch
            batch, size = [], 0
        batch.append(competition)
        size += own
    if batch:
        yield batch


def _findings(
    tables: Engine, batch: list[Wanted], name: str, as_of: str, has_teams: bool, has_topics: bool
) -> Iterator[Finding]:
    if not batch:
        return
    ids = [w.number for w in batch]
    standings: dict[int, tuple[Standing, ...]] = dict(boards(tables, ids)) if has_teams else {}
    spoken = dict(forums(tables, ids, {w.number: (w.slug, w.deadline) for w in batch})) if has_topics else {}
    in_notebooks = notebooks(tables, ids)
    for w in batch:
        forum = spoken.pop(w.number, Forum())
        yield Finding(
            "kaggle",
            w.slug,
            name,
            as_of,
            w.facts,
            standings=standings.pop(w.number, None),
            topics=tuple(forum.topics) or None,
            topics_complete=True,
            writeups=(*forum.writeups, *in_notebooks.get(w.number, ())) or None,
            texts=forum.texts,
        )
