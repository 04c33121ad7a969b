"""One finding joined to what the archive holds of its competition.

The result does not depend on the order in which sources are harvested where they agree; where they disagree the more
authoritative one wins (`archive.authority`) and the loser is reported. Nothing here touches a file.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from archive.authority import by_authority, label, outranks
from archive.corrections import apply
from archive.findings import Finding
from archive.merge_boards import merge_scores, merge_standings
from archive.records import Competition, Correction, Metric, RankSource, Standing, Topic, WriteUp
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


def merge(
    state: State | None,
    finding: Finding,
    report: Report,
    redactions: Redactions = NOBODY,
    corrections: tuple[Correction, ...] = (),
) -> State:
    """The state after this finding. The finding's own words replace older words of the same source."""
    old = state or State(_new_competition(finding))
    competition = _merge_facts(old.competition, finding, report)
    standings, scores = old.standings, old.scores
    if finding.standings is not None:
        standings, competition = merge_standings(competition, standings, finding, report.warnings)
    if finding.scores is not None:
        scores, competition = merge_scores(competition, scores, finding, report.warnings)
    topics = _merge_topics(old.topics, finding)
    writeups = _merge_writeups(old.writeups, finding, report)
    if writeups is not old.writeups or standings is not old.standings:
        writeups = _placed(writeups, standings)
    # Places first: the author who leads a write-up to its team may be one who is not to be named.
    merged = redactions.state(State(competition, standings, scores, topics, writeups, old.claims))
    merged, problems = apply(merged, corrections)
    report.warnings += [f"{finding.slug}: {problem}" for problem in problems]
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
    deadline = finding.facts.get("deadline") or old.deadline
    for name, value in finding.facts.items():
        source, current = label(finding, name, deadline), values[name]
        if name == "metric" and isinstance(current, Metric) and isinstance(value, Metric):
            value = (
                _fill_metric(value, current) if outranks(source, sources.get(name)) else _fill_metric(current, value)
            )
        known = sources.get(name)
        if outranks(source, known):
            if known is not None and known != source and not _same(current, value):
                report.disagreements.append(_line(finding.slug, name, source, value, known, current))
            values[name], sources[name] = value, source
        elif name == "metric":
            values[name] = value
        elif not _same(current, value):
            report.disagreements.append(_line(finding.slug, name, str(known), current, source, value))
    values["sources"] = dict(sorted(sources.items()))
    return Competition.model_validate(values)


def _fill_metric(first: Metric, second: Metric) -> Metric:
    """The first metric with what it lacks from the second, if both name the same thing."""
    if first.id and second.id and first.id != second.id:
        return first
    return Metric(**{k: second.model_dump()[k] if v is None else v for k, v in first.model_dump().items()})


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, Metric) and isinstance(b, Metric):
        return (a.id or a.name) == (b.id or b.name)
    return bool(a == b)


def _line(slug: str, name: str, winner: str, won: Any, loser: str, lost: Any) -> str:
    return f"{slug}: {name}: {winner} says {_show(won)}, {loser} says {_show(lost)}; kept {winner}"


def _show(value: Any) -> str:
    text = value.name or value.id if isinstance(value, Metric) else value
    return repr(text)[:120]


def _merge_topics(old: tuple[Topic, ...], finding: Finding) -> tuple[Topic, ...]:
    if finding.topics is None:
        return old
    new = {topic.topic: topic for topic in finding.topics}
    kept = () if finding.topics_complete else (topic for topic in old if topic.topic not in new)
    return (*kept, *new.values())


def _merge_writeups(old: tuple[WriteUp, ...], finding: Finding, report: Report) -> tuple[WriteUp, ...]:
    if finding.writeups is None:
        return old
    merged = {writeup.writeup: writeup for writeup in old}
    if finding.writeups_complete:
        told = {writeup.writeup for writeup in finding.writeups}
        merged = {key: w for key, w in merged.items() if key in told or set(w.sources) != {finding.source}}
    for writeup in finding.writeups:
        known = merged.get(writeup.writeup)
        merged[writeup.writeup] = _join_writeup(known, writeup, finding, report) if known else writeup
    return tuple(merged.values())


_RANK_AUTHORITY: tuple[RankSource | None, ...] = ("board", "platform", "list", "title", None)
_OF_THE_TEXT = ("text_sha256", "text_chars", "language", "license", "links")


def _join_writeup(known: WriteUp, new: WriteUp, finding: Finding, report: Report) -> WriteUp:
    """Two words on one write-up: the higher authority first, blanks filled; what describes the text is the newest."""
    newer_wins = outranks(finding.source, known.sources[0] if known.sources else None)
    first, second = (new, known) if newer_wins else (known, new)
    values = {
        name: _first_known(new, known, name) if name in _OF_THE_TEXT else _first_known(first, second, name)
        for name in WriteUp.model_fields
    }
    by_rank = min((first, second), key=lambda w: _RANK_AUTHORITY.index(w.rank_source))
    values["private_rank"], values["rank_source"] = by_rank.private_rank, by_rank.rank_source
    ranks = sorted({w.private_rank for w in (first, second) if w.private_rank})
    if len(ranks) > 1:
        report.disagreements.append(f"{finding.slug}: {known.url}: ranks {ranks}; kept {by_rank.private_rank}")
    values["sources"] = by_authority((*known.sources, *new.sources))
    return WriteUp.model_validate(values)


def _first_known(first: WriteUp, second: WriteUp, name: str) -> Any:
    value = getattr(first, name)
    return getattr(second, name) if value in (None, ()) else value


def _placed(writeups: Iterable[WriteUp], standings: tuple[Standing, ...]) -> tuple[WriteUp, ...]:
    """Write-ups joined to their team on the board, which gives both ranks.

    The authors' team comes first: the board's rank then wins over lists and titles. Where no author is known the rank
    itself leads to the team, and `rank_source` goes on saying whose word that rank is.
    """
    teams = {row.team: row for row in standings}
    by_rank = {row.private_rank: row for row in standings if row.private_rank and not row.is_benchmark}
    by_handle: dict[str, list[Standing]] = {}
    for row in standings:
        for handle in row.members:
            by_handle.setdefault(handle.lower(), []).append(row)
    placed = []
    for writeup in writeups:
        source = writeup.rank_source
        team = teams.get(writeup.team or "") if source == "board" else None
        if team is None and (team := _team_of(writeup, by_handle)) is not None:
            source = "board"
        if team is None and not writeup.authors:
            team = by_rank.get(writeup.private_rank or 0)
        if team is not None and team.private_rank:
            ranks = {"private_rank": team.private_rank, "public_rank": team.public_rank, "rank_source": source}
            writeup = writeup.model_copy(update={"team": team.team, **ranks})
        placed.append(writeup)
    return tuple(placed)


def _team_of(writeup: WriteUp, by_handle: dict[str, list[Standing]]) -> Standing | None:
    """The one team that an author played in; None where there are none or several."""
    teams = {row.team: row for author in writeup.authors for row in by_handle.get(author.lower(), ())}
    return next(iter(teams.values())) if len(teams) == 1 else None
