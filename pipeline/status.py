"""What an archive holds, counted."""

from collections import Counter
from dataclasses import dataclass

from archive.authority import base
from archive.descriptor import read_settings
from archive.records import Run
from archive.store import Archive, State

WANTED = ("title", "deadline", "category", "metric", "teams", "public_share")
"""Facts whose absence leaves a hole on a competition's page."""


@dataclass(frozen=True)
class Status:
    """Counts of an archive."""

    schema: int
    """Version of the layout."""
    text_policy: str
    """`full`, `excerpt` or `none`."""
    competitions: int
    oldest: str | None
    """Least recent `as_of` of a competition."""
    newest: str | None
    """Most recent one."""
    records: dict[str, int]
    """Records by kind."""
    categories: dict[str, int]
    """Competitions by category, most first."""
    facts_by_source: dict[str, int]
    """Facts of competitions by the source whose word counts, most first."""
    missing: dict[str, int]
    """Competitions that lack a fact, a board or a write-up."""
    runs: tuple[Run, ...]
    """The last run of each source that changed a fact."""


def status(archive: Archive) -> Status:
    """Count what an archive holds. Raises ArchiveError and SettingsError for what cannot be read."""
    settings = read_settings(archive.root)
    records: Counter[str] = Counter()
    categories: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    moments = []
    for folder in archive.folders():
        state = archive.state(folder)
        if state is None:
            continue
        moments.append(state.competition.as_of)
        categories[state.competition.category or "unknown"] += 1
        sources.update(base(source) for source in state.competition.sources.values())
        records.update(_records(state))
        missing.update(_missing(state))
    records["people"] = len(archive.people())
    return Status(
        schema=settings.schema_version,
        text_policy=settings.text_policy,
        competitions=len(moments),
        oldest=min(moments, default=None),
        newest=max(moments, default=None),
        records={name: number for name, number in records.items() if number},
        categories=dict(categories.most_common()),
        facts_by_source=dict(sources.most_common()),
        missing=dict(missing.most_common()),
        runs=archive.runs(),
    )


def _records(state: State) -> dict[str, int]:
    return {
        "teams on boards": len(state.standings),
        "rows of boards without teams": len(state.scores),
        "topics": len(state.topics),
        "messages": sum(len(topic.messages) for topic in state.topics),
        "write-ups": len(state.writeups),
        "claims": len(state.claims),
    }


def _missing(state: State) -> list[str]:
    lacks = [name for name in WANTED if getattr(state.competition, name) is None]
    if not any(row.private_rank for row in state.standings):
        lacks.append("a private board with teams")
    return lacks if state.writeups else [*lacks, "write-ups"]
