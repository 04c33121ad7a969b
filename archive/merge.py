"""One finding joined to what the archive holds of its competition.

The result does not depend on the order in which sources are harvested where they agree; where they disagree the more
authoritative one wins (`archive.authority`) and the loser is reported. Nothing here touches a file.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from archive import layout
from archive.authority import base, label, outranks, provisional
from archive.board import Finder
from archive.corrections import apply, mended
from archive.findings import Finding
from archive.keys import fold
from archive.merge_boards import merge_scores, merge_standings
from archive.merge_texts import merge_topics, merge_writeups, placed, rekeyed
from archive.records import Competition, Correction, Metric
from archive.redactions import Redactions
from archive.store import State

NOBODY = Redactions()
"""An empty list of redactions."""


@dataclass
class Report:
    """What the maintainer must hear of a merge."""

    disagreements: list[str] = field(default_factory=list)
    """One line for each field on which two sources differ: both values, who won."""
    warnings: list[str] = field(default_factory=list)
    """Data that was refused or looks wrong."""
    failures: list[str] = field(default_factory=list)
    """Corrections that a person must look at again."""


def tables_of(finding: Finding) -> tuple[layout.Table, ...]:
    """The tables that a merge of this finding needs; the state to merge into may lack the others."""
    tables: list[layout.Table] = []
    if finding.standings is not None or finding.writeups is not None:
        tables += [layout.LEADERBOARD, layout.WRITEUPS, layout.CLAIMS]
    if finding.scores is not None:
        tables.append(layout.SCORES)
    if finding.topics is not None:
        tables += [layout.THREADS, layout.CLAIMS]
    return tuple(tables)


def merge(
    state: State | None,
    finding: Finding,
    report: Report,
    redactions: Redactions = NOBODY,
    corrections: tuple[Correction, ...] = (),
    keep_texts: bool = False,
) -> State:
    """The state after this finding. The finding's own words replace older words of the same source.

    `keep_texts` leaves the texts of messages in place (text policy `full`).
    """
    old = state or State(_new_competition(finding))
    competition = _merge_facts(old.competition, finding, report)
    standings, scores, topics, writeups = old.standings, old.scores, old.topics, old.writeups
    if finding.standings is not None:
        standings, competition = merge_standings(competition, standings, finding, report.warnings)
    if finding.scores is not None:
        scores, competition = merge_scores(competition, scores, finding, report.warnings)
    if finding.topics is not None:
        topics = merge_topics(topics, finding, keep_texts)
    board = Finder(apply(State(competition, standings), corrections)[0].standings)
    if finding.writeups is not None:
        writeups = merge_writeups(writeups, finding, board, report.disagreements)
    # Places first: the author who leads a write-up to its team may be one who is not to be named. Its ranks are those
    # of the patched board. Redactions last: a correction may name somebody as well.
    writeups = placed(writeups, board)
    claims = rekeyed(old.claims, old.writeups, writeups)
    merged, problems = apply(State(competition, standings, scores, topics, writeups, claims), corrections)
    merged = redactions.state(merged)
    report.failures += [f"{finding.slug}: {problem}" for problem in (*mended(merged, finding, corrections), *problems)]
    if state is not None and _facts(merged.competition) == _facts(old.competition):
        return merged
    latest = max(finding.as_of, old.competition.as_of)
    return replace(merged, competition=merged.competition.model_copy(update={"as_of": latest}))


def _new_competition(finding: Finding) -> Competition:
    return Competition(platform=finding.platform, slug=finding.slug, as_of=finding.as_of, sources={})


def _facts(competition: Competition) -> dict[str, Any]:
    """All but the date: what decides whether the date moves."""
    return competition.model_dump(exclude={"as_of", "folder"})


def _merge_facts(old: Competition, finding: Finding, report: Report) -> Competition:
    values, sources = dict(old), dict(old.sources)
    deadline = old.deadline
    if outranks(finding.source, sources.get("deadline")):
        deadline = finding.facts.get("deadline") or deadline
    if deadline and deadline != old.deadline and old.as_of < deadline:
        sources = provisional(sources)
    told = Competition.model_validate({**dict(_new_competition(finding)), **finding.facts})
    for name in finding.facts:
        value = getattr(told, name)
        if value is None:  # a name may be nothing but characters that are not kept
            continue
        source, known, current = label(finding, name, deadline), sources.get(name), values.get(name)
        wins = outranks(source, known)
        if known is not None and base(known) != finding.source and not _same(current, value):
            said = f"{source} says {_show(value)}", f"{known} says {_show(current)}"
            won, lost = said if wins else reversed(said)
            kept = source if wins else known
            report.disagreements.append(f"{finding.slug}: {name}: {won}, {lost}; kept {kept}")
        if isinstance(current, Metric) and isinstance(value, Metric):
            values[name] = _fill_metric(value, current) if wins else _fill_metric(current, value)
        elif wins:
            values[name] = value
        if wins:
            sources[name] = source
    values["sources"] = dict(sorted(sources.items()))
    return Competition.model_validate(values)


def _fill_metric(first: Metric, second: Metric) -> Metric:
    """The first metric with what it lacks from the second, if both mean the same."""
    if not _same(first, second):
        return first
    return Metric(
        **{name: other if value is None else value for (name, value), (_, other) in zip(first, second, strict=True)}
    )


def _same(a: Any, b: Any) -> bool:
    """Whether two values say the same; metrics are compared by id, else by name, and agree where neither can tell."""
    if isinstance(a, Metric) and isinstance(b, Metric):
        if a.id and b.id:
            return a.id == b.id
        return not (a.name and b.name) or fold(a.name) == fold(b.name)
    return bool(a == b)


def _show(value: Any) -> str:
    text = value.name or value.id if isinstance(value, Metric) else value
    return repr(text)[:120]
