"""The demo world as an archive: what a harvest of it would have stored."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from archive.descriptor import Settings, list_digest, write_descriptor
from archive.keys import person_key
from archive.layout import CHANGES, REDACTIONS, RUNS
from archive.merge_boards import NAMED_RANKS
from archive.news import news
from archive.people import is_hidden
from archive.records import Change, Redaction, Run, ScoreRow, Standing
from archive.redactions import Redactions, slow_hash
from archive.store import Archive, State
from archive.text import clean_name
from archive.texts import Texts
from insights.medals import COLOURS, medal_zones
from pipeline.demo.columns import Flags, Floats, Ints
from pipeline.demo.forums import Forum, forum, team_id
from pipeline.demo.names import HOSTILE_TEAMS, handles, team_names
from pipeline.demo.outcomes import Outcome, play
from pipeline.demo.people import everybody, former, handles_on, profiles, user_id
from pipeline.demo.plans import AS_OF, SOURCE, Plan, plans

SALT = "64656d6f"
_standings = TypeAdapter(list[Standing])


def write_archive(
    out: Path, competitions: int, teams: int, people: int, seed: int, in_class: float = 0.0
) -> Iterator[str]:
    """Write the world to an empty folder, and its truth beside it; yields each slug when it is done."""
    archive = Archive(out)
    out.mkdir(parents=True, exist_ok=True)
    texts = Texts(out, out, "full")
    world = list(plans(competitions, teams, seed, in_class))
    hidden, redactions = _redacted(world, people, seed)
    changes: list[Change] = []
    folders: dict[str, str] = {}
    with out.with_name(f"{out.name}-truth.jsonl").open("w", encoding="utf-8") as truth:
        for plan in world:
            outcome = play(plan, people, seed)
            written = forum(plan, outcome, people, messages=12 + len(outcome) // 50, seed=seed)
            state = _redact(_state(plan, outcome, written), hidden, redactions)
            folder = archive.folder_of(plan.facts.slug, folders)
            folders[folder.casefold()] = folder
            archive.save(folder, state)
            kept = {message.text_sha256 for topic in state.topics for message in topic.messages}
            texts.keep(folder, {digest: text for digest, text in written.texts.items() if digest in kept})
            changes += news(None, state, str(state.competition.deadline))
            truth.writelines(json.dumps(line) + "\n" for line in [_truth(plan), *written.truths])
            yield plan.facts.slug
        truth.write(json.dumps({"kind": "redacted", "handles": sorted(hidden)}) + "\n")
    everyone = [person for chunk in everybody(people) for person in profiles(chunk)]
    archive.save_people(
        person for person in everyone if hidden.isdisjoint(person.handles) or not is_hidden(person, redactions)
    )
    archive.save_table(REDACTIONS, redactions.rows)
    archive.save_table(CHANGES, changes)
    archive.save_table(RUNS, [Run(source=SOURCE, started=AS_OF, counts={"competitions": len(world)})], shard=SOURCE)
    write_descriptor(out, Settings(text_policy="full", fictional=True, redactions_applied=list_digest(out)))


def _state(plan: Plan, outcome: Outcome, written: Forum) -> State:
    facts = plan.facts.model_copy(
        update={
            "teams": len(outcome) or None,
            "participants": len(outcome.people) or None,
            "submissions": int(outcome.submissions.sum()) or None,
        }
    )
    boards = {"scores" if plan.oddity == "scores-only" else "leaderboard": SOURCE} if len(outcome) else {}
    known = [name for name, value in facts if value not in (None, (), {}) and name not in ("platform", "slug", "as_of")]
    facts = facts.model_copy(update={"sources": dict(sorted((dict.fromkeys(known, SOURCE) | boards).items()))})
    state = State(facts, topics=tuple(written.topics), writeups=tuple(written.writeups))
    if plan.oddity == "scores-only":
        return replace(state, scores=tuple(_score_rows(plan, outcome)))
    return replace(state, standings=tuple(_rows(plan, outcome)))


def _rows(plan: Plan, outcome: Outcome) -> list[Standing]:
    """Rows of both boards; names and members only for teams in the top 50 of either."""
    named = _near_the_top(outcome.public_rank) | _near_the_top(outcome.private_rank)
    public, private = outcome.public_rank.tolist(), outcome.private_rank.tolist()
    texts = [_printed(plan, scores) for scores in (outcome.public_score, outcome.private_score)]
    names = iter(_names(plan, np.flatnonzero(named)))
    members = iter(handles_on(outcome.people[np.repeat(named, outcome.size)], str(plan.facts.deadline)))
    submissions, last, medals = outcome.submissions.tolist(), _times(outcome), _medals(plan, outcome)
    rows: list[dict[str, Any]] = []
    for row, size in enumerate(outcome.size.tolist()):
        who = list(islice(members, size)) if named[row] else []
        gone = row == _DELETED and len(outcome) > 2 * _DELETED
        name = next(names) if named[row] else None
        rows.append(
            {
                "team": str(team_id(plan, row)),
                "name": None if gone else name,
                "members": [] if gone else who,
                "team_size": size or None,
                "public_rank": public[row] or None,
                "public_score_text": texts[0][row],
                "public_score": _number(texts[0][row]),
                "private_rank": private[row] or None,
                "private_score_text": texts[1][row],
                "private_score": _number(texts[1][row]),
                "submissions": submissions[row],
                "last_submission": last[row],
                "medal": medals[row],
                "medal_basis": "recorded" if medals[row] else None,
            }
        )
    if rows:
        rows.append(_benchmark(plan, len(rows)))
    return _standings.validate_python(rows)


def _near_the_top(rank: Ints) -> Flags:
    near: Flags = (rank > 0) & (rank <= NAMED_RANKS)
    return near


_DELETED = 9
"""Row of a team whose only account was deleted, on every board that is long enough."""


def _benchmark(plan: Plan, row: int) -> dict[str, Any]:
    return {
        "team": str(team_id(plan, row)),
        "name": "Sample Submission Benchmark",
        "public_score_text": "0.5",
        "public_score": 0.5,
        "private_score_text": "0.5",
        "private_score": 0.5,
        "is_benchmark": True,
    }


def _names(plan: Plan, rows: Ints) -> list[str | None]:
    """Names of the teams in these rows; the seventh and the eighth team of a competition share one."""
    names: list[str] = team_names(rows + plan.number * 1009).to_pylist()
    if len(names) > 7:
        names[6:8] = ["The Two Kettles"] * 2
    if plan.oddity == "hostile-names":
        names[10 : 10 + len(HOSTILE_TEAMS)] = HOSTILE_TEAMS
    return [clean_name(name) for name in names]


def _printed(plan: Plan, scores: Floats) -> list[str | None]:
    digits = plan.task.decimals
    return [None if np.isnan(score) else f"{score:.{digits}f}" for score in scores.tolist()]


def _number(printed: str | None) -> float | None:
    return None if printed is None else float(printed)


def _times(outcome: Outcome) -> list[str]:
    moments = outcome.last_submission.astype("datetime64[s]")
    return [f"{time}Z" for time in np.datetime_as_string(moments).tolist()]


def _medals(plan: Plan, outcome: Outcome) -> list[str | None]:
    """Medals that the platform recorded: in every other competition that gives any; two-stage ones by stage one."""
    if not plan.facts.awards_points or plan.number % 2 or not outcome.private_rank.any():
        return [None] * len(outcome)
    zones = medal_zones(len(outcome) * (2 if plan.facts.two_stage else 1))
    return [
        next((colour for colour, end in zip(COLOURS, zones, strict=True) if 0 < rank <= end), None)
        for rank in outcome.private_rank.tolist()
    ]


def _score_rows(plan: Plan, outcome: Outcome) -> Iterator[ScoreRow]:
    for board, ranks, scores in (
        ("public", outcome.public_rank, outcome.public_score),
        ("private", outcome.private_rank, outcome.private_score),
    ):
        for rank, text in zip(ranks.tolist(), _printed(plan, scores), strict=True):
            yield ScoreRow.model_validate({"board": board, "rank": rank, "score_text": text})


def _truth(plan: Plan) -> dict[str, Any]:
    return {
        "kind": "competition",
        "slug": plan.facts.slug,
        "oddity": plan.oddity,
        "correlation": plan.correlation,
        "on_plateaus": plan.on_plateaus,
    }


def _redacted(world: list[Plan], people: int, seed: int) -> tuple[set[str], Redactions]:
    """Redact the second member of the three who won one competition, and the only member of the team behind them."""
    plan = next(plan for plan in world if plan.oddity == "redacted")
    outcome = play(plan, people, seed)
    chosen = np.array([*outcome.members(0)[1:2], *outcome.members(1)[:1]], dtype=np.int64)
    current = handles(chosen).to_pylist()
    hidden = {*current, *(former(handle) for handle in current)}
    identities = [person_key(handle=handle) for handle in hidden]
    identities += [person_key(user_id=user_id(person)) for person in chosen.tolist()]
    rows = [
        Redaction(salt=SALT, hash=slow_hash(SALT, identity), date=AS_OF[:10], reason="asked") for identity in identities
    ]
    return hidden, Redactions(tuple(rows))


def _redact(state: State, hidden: set[str], redactions: Redactions) -> State:
    """Take redacted people out; only records that name one are asked about, for asking is slow by design."""
    return replace(
        state,
        standings=tuple(row if hidden.isdisjoint(row.members) else redactions.standing(row) for row in state.standings),
        topics=tuple(
            topic if hidden.isdisjoint(m.author for m in topic.messages) else redactions.topic(topic)
            for topic in state.topics
        ),
        writeups=tuple(
            kept
            for writeup in state.writeups
            if (kept := writeup if hidden.isdisjoint(writeup.authors) else redactions.writeup(writeup))
        ),
    )
