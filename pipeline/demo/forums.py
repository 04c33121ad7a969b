"""The forum of a competition of the demo world: topics, messages, write-ups, their texts and what is true of them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import numpy as np

from archive.keys import writeup_key
from archive.records import Link, Message, Topic, WriteUp
from archive.text import clean_name, text_sha256
from pipeline.demo.names import HOSTILE_TEAMS
from pipeline.demo.outcomes import TOP50, Outcome
from pipeline.demo.people import handles_on
from pipeline.demo.plans import HOST, SOURCE, Plan
from pipeline.demo.writing import Truth, remark, solution

IDS_PER_FORUM = 100_000
"""Room for ids of topics, and of messages, of one competition."""
PER_TOPIC = 7.5
"""Messages of a topic, on average, that are not deleted."""
WRONG_TITLE_RANKS = 25
"""Every so many write-ups name their public rank in the title."""
UNRANKED = ("no-private-board", "hackathon")
"""Oddities whose write-ups belong to no place."""


@dataclass
class Forum:
    """All that is written about one competition."""

    topics: list[Topic] = field(default_factory=list)
    writeups: list[WriteUp] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    """Texts by hash."""
    truths: list[dict[str, Any]] = field(default_factory=list)
    """Lines of the truth file."""

    def keep(self, text: str) -> str:
        """Keep a text; its hash."""
        digest = text_sha256(text)
        self.texts[digest] = text
        return digest


def team_id(plan: Plan, row: int) -> int:
    """Give the platform's id of the team in a row of the outcome."""
    return (plan.number + 1) * 100_000 + row


def forum(plan: Plan, outcome: Outcome, people: int, messages: int, seed: int) -> Forum:
    """Write the forum of a competition with about so many messages, and its write-ups."""
    rng, made = plan.rng(2, seed), Forum()
    _discuss(plan, made, people, messages, rng)
    _write_up(plan, outcome, made, people, rng)
    return made


def _discuss(plan: Plan, made: Forum, people: int, messages: int, rng: np.random.Generator) -> None:
    opened, deadline = _seconds(plan.facts.opened), _seconds(plan.facts.deadline)
    lengths = 1 + rng.geometric(0.15, size=max(2, round(messages / PER_TOPIC)))
    starts = np.sort(rng.uniform(opened, deadline + (deadline - opened) * 0.3, len(lengths))).astype(np.int64)
    first = 0
    for number, (start, length) in enumerate(zip(starts.tolist(), lengths.tolist(), strict=True)):
        posted = start + np.concatenate([[0], np.cumsum(rng.exponential(20_000, length - 1))]).astype(np.int64)
        authors = handles_on(rng.integers(people, size=length), _stamp(start))
        replies: list[Message] = []
        for row in range(length):
            replies.append(_message(plan, made, first + row, int(posted[row]), authors[row], replies, rng))
        made.topics.append(_topic(plan, number, f"Question {number + 1}", replies, int(rng.integers(0, 60))))
        first += length


def _message(
    plan: Plan, made: Forum, number: int, posted: int, author: str, before: list[Message], rng: np.random.Generator
) -> Message:
    key, time = str(_first_id(plan) + number), _stamp(posted)
    deleted = bool(before) and rng.random() < 0.03
    text, truth = remark(rng)
    text = f"{text}\nMessage {key} of a made-up world.\n"  # no two of a real forum are the same
    if plan.oddity == "hostile-names":
        text = f"{HOSTILE_TEAMS[number % len(HOSTILE_TEAMS)]}\n\n{text}"
    if truth.mentions and not deleted:
        made.truths.append({"kind": "message", "slug": plan.facts.slug, "key": key, "posted": time, **truth.as_dict()})
    return Message(
        message=key,
        parent=before[int(rng.integers(len(before)))].message if len(before) > 1 and rng.random() < 0.4 else None,
        author=None if deleted else author,
        posted=time,
        votes=int(rng.integers(0, 20)),
        deleted=deleted,
        text_sha256=None if deleted else made.keep(text),
    )


def _topic(plan: Plan, number: int, title: str, messages: list[Message], votes: int) -> Topic:
    key = str(_first_id(plan) + number)
    if plan.oddity == "hostile-names":
        title = f"{title} {HOSTILE_TEAMS[number % len(HOSTILE_TEAMS)]}"
    return Topic(
        topic=key,
        title=clean_name(title),
        url=f"{plan.facts.url}/discussion/{key}",
        author=messages[0].author,
        posted=messages[0].posted,
        last_comment=messages[-1].posted,
        votes=votes,
        sticky=number == 0,
        messages=tuple(messages),
    )


def _write_up(plan: Plan, outcome: Outcome, made: Forum, people: int, rng: np.random.Generator) -> None:
    """Let teams at ranks 1 to 3 and a few of the top 50 write up; in some competitions the winner does so twice."""
    rows = [0, 1, 2, *sorted(rng.choice(np.arange(3, TOP50), size=4, replace=False).tolist())]
    rows += [0] if plan.number % 5 == 0 else []
    limit = 3 if plan.oddity == "hackathon" else len(outcome)
    for part, row in enumerate(row for row in rows if row < limit):
        number = len(made.topics)
        key = str(_first_id(plan) + number)
        text, truth = solution(row + 1, max(len(outcome), 1), rng)
        posted = _seconds(plan.facts.deadline) + 3600 * (part + 1) + int(rng.integers(86_400 * 5))
        if plan.oddity in UNRANKED:
            posted = _seconds(plan.facts.opened) + 86_400 * (part + 1)
        who = outcome.members(row) if len(outcome) else [int(rng.integers(people))]
        authors = tuple(handles_on(np.array(who[:1], dtype=np.int64), _stamp(posted)))
        written = _writeup(plan, outcome, row, key, authors, made.keep(text), len(text), _stamp(posted))
        message = Message(
            message=str(_first_id(plan) + IDS_PER_FORUM // 2 + part),
            author=authors[0] if authors else None,
            posted=written.published,
            votes=int(rng.integers(5, 200)),
            deleted=False,
            text_sha256=written.text_sha256,
        )
        made.writeups.append(written)
        made.topics.append(_topic(plan, number, written.title or "", [message], message.votes or 0))
        made.truths.append(_truth(plan, written, truth))


def _writeup(
    plan: Plan, outcome: Outcome, row: int, key: str, authors: tuple[str, ...], digest: str, chars: int, posted: str
) -> WriteUp:
    ranked = plan.oddity not in UNRANKED and len(outcome) > row and bool(outcome.private_rank[row])
    known = ranked and plan.oddity != "scores-only"
    rank = int(outcome.private_rank[row]) if ranked else None
    public = int(outcome.public_rank[row]) if known and outcome.public_rank[row] else None
    titled = public if public and int(key) % WRONG_TITLE_RANKS == 0 else rank
    return WriteUp(
        writeup=writeup_key(platform_id=key),
        team=str(team_id(plan, row)) if known else None,
        authors=authors,
        title=f"{ordinal(titled)} place solution" if titled else "How we approached this",
        url=f"{plan.facts.url}/discussion/{key}",
        kind="forum",
        why="title of the topic",
        private_rank=rank,
        public_rank=public,
        title_rank=titled,
        rank_source=("board" if known else "title") if rank else None,
        published=posted,
        language="en",
        text_sha256=digest,
        text_chars=chars,
        links=_links(plan, row, key, authors),
        sources=(SOURCE,),
    )


def _links(plan: Plan, row: int, key: str, authors: tuple[str, ...]) -> tuple[Link, ...]:
    """The author's notebook, and a library that the solution stands on; not everybody links either."""
    own = [Link(url=f"{HOST}/code/{author}/{plan.facts.slug}-{key}", kind="notebook") for author in authors[:1]]
    library = Link(url=f"{HOST}/library/tools", kind="code")
    return (*(own if row % 2 == 0 else ()), *([library] if row % 3 == 0 else ()))


def _truth(plan: Plan, written: WriteUp, truth: Truth) -> dict[str, Any]:
    known = {"kind": "writeup", "slug": plan.facts.slug, "key": written.writeup, "private_rank": written.private_rank}
    return {**known, **truth.as_dict()}


def ordinal(rank: int) -> str:
    """Write a rank as people do: 1st, 2nd, 11th."""
    last = 0 if 10 < rank % 100 < 14 else rank % 10
    return f"{rank}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def _first_id(plan: Plan) -> int:
    return (plan.number + 1) * IDS_PER_FORUM


def _seconds(time: str | None) -> int:
    return int(datetime.fromisoformat(str(time)).timestamp())


def _stamp(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
