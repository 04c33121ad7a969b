"""Meta Kaggle, the platform's own bulk dataset: CSV tables, refreshed daily, here from a folder or a zip.

`kaggle datasets download kaggle/meta-kaggle` saves the zip; with `-f Teams.csv` and so on, single tables into a folder.
Competitions and Organizations are read row by row; the big tables are joined in DuckDB (see `engine`), as far as they
are at hand: boards need Teams, TeamMemberships, Submissions and Users, forums ForumTopics, ForumMessages and Users;
else the archive keeps what it knew. Thousands of competitions are in-class ones (`Community` since 2023): they are
counted, and imported only with `--category community`, with `--only`, or where another source has brought them into the
archive. Columns are selected by name; rows and ids that the platform has filtered out of the dump do not resolve and
stay unknown. A competition whose rows are those of the last import is not imported again unless `--refresh`.
"""

from collections import Counter
from collections.abc import Container, Iterator

from archive.findings import Finding
from archive.keys import BadKeyError, check_slug
from archive.records import Source
from harvesters.base import Context, Given, HarvestError, harvester
from harvesters.meta_kaggle.bulk import has_big_tables, import_bulk, look_at_tables
from harvesters.meta_kaggle.competitions import CATEGORIES, COMPETITIONS, ORGANIZATIONS, parse_competition
from harvesters.meta_kaggle.tables import read_rows
from harvesters.meta_kaggle.wanted import Wanted

SOURCE = Source(
    name="meta_kaggle",
    url="https://www.kaggle.com/datasets/kaggle/meta-kaggle",
    terms="Apache 2.0 since 2025, CC BY-NC-SA 4.0 before; facts are carried, no descriptions",
    licence="Apache-2.0",
)


@harvester(SOURCE)
def harvest(context: Context) -> Iterator[Given]:
    """One finding a competition that is asked for, and one with all people."""
    source = context.folder("a folder or zip of Meta Kaggle tables")
    wanted = list(_wanted(context))
    if has_big_tables(source):
        if not context.dry_run:
            yield from import_bulk(context, source, SOURCE.name, wanted)
            return
        look_at_tables(source, context.warn)
    for competition in wanted:
        yield Finding("kaggle", competition.slug, SOURCE.name, context.snapshot_time(), competition.facts)


def _wanted(context: Context) -> Iterator[Wanted]:
    hosts = _hosts(context)
    known = {competition.slug: competition for _, competition in context.known()}
    unknown_segments: Counter[str] = Counter()
    for row in read_rows(context.folder("tables"), COMPETITIONS, context.warn):
        try:
            slug = check_slug(row.get("slug", ""))
        except BadKeyError as error:
            context.warn(f"competition {row.get('id')} skipped: {error}")
            continue
        facts = parse_competition(row, hosts)
        if row.get("segment", "") not in CATEGORIES:
            unknown_segments[row.get("segment", "")] += 1
        if _asked_for(slug, facts.get("category"), facts.get("deadline"), known, context):
            yield Wanted(slug, facts, row.get("id"), row.get("forum"), known.get(slug))
    for segment, number in sorted(unknown_segments.items()):
        context.warn(f"{number} competitions of the unknown segment {segment!r}: add it to CATEGORIES")


def _asked_for(slug: str, category: str | None, deadline: str | None, known: Container[str], context: Context) -> bool:
    if context.only:
        return slug in context.only
    if category == "community" and context.category != "community" and slug not in known:
        context.count("community competitions, not imported")
        return False
    if context.since and deadline and deadline < context.since:
        return False
    return context.category in (None, category)


def _hosts(context: Context) -> dict[str, str]:
    """Organisation names by id; empty where the table is not at hand."""
    try:
        rows = read_rows(context.folder("tables"), ORGANIZATIONS, context.warn)
        return {row["id"]: row["name"] for row in rows if row.keys() >= {"id", "name"}}
    except HarvestError as error:
        context.warn(f"hosts stay as the competitions name them: {error}")
        return {}
