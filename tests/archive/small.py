"""A small made-up archive in which every kind of file occurs and nothing is wrong."""

from collections.abc import Iterator
from pathlib import Path

from archive.descriptor import Settings, write_descriptor
from archive.layout import CHANGES, REDACTIONS, RUNS, VERDICTS
from archive.records import (
    Change,
    Claim,
    Competition,
    Message,
    Metric,
    Person,
    Redaction,
    Run,
    ScoreRow,
    Standing,
    Topic,
    Verdict,
    WriteUp,
)  # fmt: skip
from archive.redactions import slow_hash
from archive.store import Archive, State
from archive.text import text_sha256

NOW = "2026-01-02T03:04:05Z"
TEXT = "We used a small net.\n"
SHA = text_sha256(TEXT)
SALT = "00ff"
TEAMS = 52


def team(rank: int, public_rank: int | None = None, named: bool = True) -> Standing:
    public = public_rank or rank
    return Standing(
        team=str(100 + rank),
        name=f"Team {rank}" if named else None,
        members=(f"player{rank}", f"mate{rank}") if named else (),
        team_size=2,
        public_rank=public,
        public_score_text=f"0.{999 - public}",
        public_score=float(f"0.{999 - public}"),
        private_rank=rank,
        private_score_text=f"0.{998 - rank}",
        private_score=float(f"0.{998 - rank}"),
        submissions=3,
        platform_arrow=public - rank,
    )


def small_state() -> State:
    """One competition with 52 teams, of which the last two are not named."""
    swapped = {1: 2, 2: 1}
    standings = tuple(team(rank, swapped.get(rank), named=rank <= 50) for rank in range(1, TEAMS + 1))
    facts = {
        "title": "Tell apples from pears",
        "url": "https://example.org/competitions/apples",
        "metric": Metric(id="auc", name="AUC", higher_is_better=True),
        "opened": "2025-01-01T00:00:00Z",
        "deadline": "2025-04-01T00:00:00Z",
        "teams": TEAMS,
    }
    sources = dict.fromkeys([*facts, "leaderboard", "scores"], "kaggle")
    message = Message(message="71", author="player3", posted=NOW, text_sha256=SHA)
    answer = Message(message="72", parent="71", author="mate3", posted=NOW, deleted=True)
    claim = {"subject": "w500", "start": 3, "end": 19, "text_sha256": SHA, "method": "reader", "version": "1"}
    return State(
        Competition(platform="kaggle", slug="apples", as_of=NOW, sources=dict(sorted(sources.items())), **facts),
        standings,
        tuple(ScoreRow(board="public", rank=rank, score_text=f"0.{9 - rank}") for rank in (1, 2, 3)),
        (Topic(topic="7", title="Hello", author="player3", messages=(message, answer), sources=("kaggle",)),),
        (
            WriteUp(
                writeup="w500",
                team="103",
                authors=("player3",),
                title="3rd place",
                url="https://example.org/writeups/500",
                kind="platform",
                private_rank=3,
                public_rank=3,
                title_rank=3,
                rank_source="board",
                text_sha256=SHA,
                text_chars=len(TEXT),
                text_source="kaggle",
                sources=("kaggle",),
            ),
        ),
        (Claim(predicate="folds", value="5", **claim), Claim(predicate="uses", value="small_net", **claim)),
    )


def write_small(root: Path, policy: str = "none") -> Archive:
    """Write it; a second competition differs from the first in the case of its slug alone."""
    archive = Archive(root)
    state = small_state()
    archive.save("apples", state)
    other = Competition(platform="kaggle", slug="Apples", as_of=NOW, sources={})
    archive.save("Apples-2", State(other))
    archive.save_people(people())
    archive.save_table(REDACTIONS, [Redaction(salt=SALT, hash=slow_hash(SALT, "@gone"), date="2026-01-01")])
    archive.save_table(CHANGES, [Change(date="2026-01-02", slug="apples", what="competition-added")])
    archive.save_table(RUNS, [Run(source="kaggle", started=NOW, counts={"competitions": 2})], shard="kaggle")
    verdict = Verdict(
        text_sha256=SHA, start=3, end=19, predicate="uses", value="small_net", verdict="accept", date="2026-01-02"
    )
    archive.save_table(VERDICTS, [verdict])
    (root / "corrections" / "apples.yml").write_text(
        "- {record: competition, field: teams, value: 52, expect: 51, reason: counted by hand}\n"
    )
    write_descriptor(root, Settings(text_policy=policy))  # type: ignore[arg-type]
    return archive


def people() -> Iterator[Person]:
    for number in range(1, 4):
        yield Person(person=f"u{number}", handles=(f"player{number}",), name=f"Player {number}", as_of=NOW)
