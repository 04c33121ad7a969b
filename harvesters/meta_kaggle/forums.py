"""ForumTopics and ForumMessages: the forum of each competition, and the write-ups in it.

A newer dump names the write-up of a team (`Teams.WriteUpForumTopicId`). In older ones a topic is one where its title
claims a rank and speaks of a solution and it was opened after the deadline; "Can't wait to see the 1st solution" is
none. Markdown is preferred, else HTML as it is. Messages that the dump lacks are deleted ones.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from archive.canonical import id_order
from archive.keys import writeup_key
from archive.records import Message, Topic, WriteUp
from archive.text import clean_name, normalise
from harvesters.meta_kaggle.engine import BigTable, Engine, within
from harvesters.meta_kaggle.profiles import USERS
from harvesters.titles import claimed_rank

TOPICS = BigTable(
    "ForumTopics",
    {
        "Id": ("topic", "id"),
        "ForumId": ("forum", "id"),
        "FirstForumMessageId": ("opening", "id"),
        "CreationDate": ("posted", "time"),
        "LastCommentDate": ("last_comment", "time"),
        "Title": ("title", "text"),
        "IsSticky": ("sticky", "flag"),
        "Score": ("votes", "id"),
    },
    keys=frozenset({"Id", "ForumId"}),
    ignored=frozenset({"KernelId", "LastForumMessageId", "TotalViews", "TotalMessages", "TotalReplies"}),
)
MESSAGES = BigTable(
    "ForumMessages",
    {
        "Id": ("message", "id"),
        "ForumTopicId": ("topic", "id"),
        "PostUserId": ("person", "id"),
        "PostDate": ("posted", "time"),
        "ReplyToForumMessageId": ("parent", "id"),
        "Message": ("html", "text"),
        "RawMarkdown": ("markdown", "text"),
    },
    keys=frozenset({"Id", "ForumTopicId"}),
    ignored=frozenset({"Medal", "MedalAwardDate"}),
)
_TOLD = """
CREATE TABLE told AS
SELECT competition, writeup_topic AS topic, min(team) AS team FROM team WHERE writeup_topic IS NOT NULL GROUP BY ALL
"""
"""Topics that teams name as their write-ups, counted once for all batches."""
_LOAD_TOPICS = """
CREATE TABLE topic AS
SELECT coalesce(wanted.competition, named.competition) AS competition, wanted.competition IS NOT NULL AS own,
       ForumTopics.*
FROM ForumTopics LEFT JOIN wanted USING (forum)
LEFT JOIN (SELECT topic, min(competition) AS competition FROM told GROUP BY topic) named USING (topic)
WHERE topic IS NOT NULL AND (wanted.competition IS NOT NULL OR named.competition IS NOT NULL)
"""
"""The topics of each competition's forum, and a team's write-up wherever it stands: half the forums are not named."""
_LOAD_MESSAGES = """
CREATE TABLE message AS
SELECT competition, topic, message, person, m.posted, parent, coalesce(markdown, html, '') AS body
FROM ForumMessages m JOIN topic USING (topic) WHERE message IS NOT NULL ORDER BY competition
"""
_AUTHORS = "CREATE TABLE author AS SELECT DISTINCT person FROM message"
_TOPICS_OF = """
SELECT competition, topic, title, posted, last_comment, votes, sticky, opening, team, own
FROM topic LEFT JOIN told USING (competition, topic)
WHERE $batch ORDER BY ALL
"""
_MESSAGES_OF = """
SELECT topic, message, posted, parent, handle, body FROM message LEFT JOIN person USING (person)
WHERE $batch ORDER BY topic, message
"""
_SOLUTION = re.compile(r"solution|approach|place|write-?up|summary|overview", re.IGNORECASE)
_NOT_ONE = re.compile(r"\?|can't wait|cannot wait|waiting for|looking for|where (is|are)|congrat", re.IGNORECASE)


_topics = TypeAdapter(list[Topic])


@dataclass(frozen=True)
class Forum:
    """The forum of one competition."""

    topics: list[Topic] = field(default_factory=list)
    writeups: list[WriteUp] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    """Normalised texts by hash."""
    whole: bool = False
    """These are its topics; without the id of the forum they are write-ups of teams alone."""


def load_messages(engine: Engine) -> bool:
    """Read topics and messages of the wanted competitions; False where a table is missing that forums are made of."""
    engine.define(TOPICS)
    engine.define(MESSAGES)
    engine.run(_TOLD)
    engine.run(_LOAD_TOPICS)
    engine.run(_LOAD_MESSAGES)
    engine.run(_AUTHORS)
    return engine.has(TOPICS, MESSAGES, USERS)


class TopicRow(NamedTuple):
    """A topic as the tables have it."""

    competition: int
    topic: int
    title: str | None
    posted: str | None
    last_comment: str | None
    votes: int | None
    sticky: bool | None
    opening: int | None
    """Its first message."""
    team: int | None
    """The team whose write-up it is."""
    own: bool
    """It stands in the competition's forum."""


MessageRow = tuple[int, int, str | None, int | None, str | None, str | None]
"""Topic, message, time, parent, author's handle, body."""


def forums(
    engine: Engine, competitions: Sequence[int], facts: dict[int, tuple[str, str]]
) -> Iterator[tuple[int, Forum]]:
    """Forums of some competitions by id; `facts` gives slug and deadline of each."""
    batch = within(competitions)
    by_competition: dict[int, dict[int, TopicRow]] = defaultdict(dict)
    for topic in map(TopicRow._make, engine.run(_TOPICS_OF.replace("$batch", batch)).fetchall()):
        by_competition[topic.competition].setdefault(topic.topic, topic)  # one may stand twice
    by_topic: dict[int, list[MessageRow]] = defaultdict(list)
    for message in engine.run(_MESSAGES_OF.replace("$batch", batch)).fetchall():
        by_topic[message[0]].append(message)
    for competition, topics in by_competition.items():
        slug, deadline = facts[competition]
        yield competition, parse_forum([(topic, by_topic[key]) for key, topic in topics.items()], slug, deadline)


def parse_forum(topics: list[tuple[TopicRow, list[MessageRow]]], slug: str, deadline: str) -> Forum:
    """The forum of one competition from the rows of its topics and of the messages of each."""
    texts: dict[str, str] = {}
    found = _topics.validate_python([_topic(row, messages, slug, texts) for row, messages in topics])
    made = Forum(found, [], texts, whole=any(row.own for row, _ in topics))
    for topic, (row, _) in zip(made.topics, topics, strict=True):
        if row.team is not None or is_solution(topic, deadline):
            first = next((message for message in topic.messages if message.message == str(row.opening)), None)
            made.writeups.append(parse_writeup(topic, first, row.team, texts))
    return made


def _topic(row: TopicRow, rows: list[MessageRow], slug: str, texts: dict[str, str]) -> dict[str, Any]:
    messages = [_message(message, row.opening, texts) for message in rows]
    return {
        "topic": str(row.topic),
        "title": clean_name(row.title),
        "url": f"https://www.kaggle.com/competitions/{slug}/discussion/{row.topic}",
        "author": next((message["author"] for message in messages if message["message"] == str(row.opening)), None),
        "posted": row.posted,
        "last_comment": row.last_comment,
        "votes": row.votes,
        "sticky": row.sticky,
        "messages": _with_deleted(messages),
    }


def _with_deleted(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add what was answered and is gone: of a deleted message only that it existed is kept."""
    gone = {message["parent"] for message in messages if message["parent"]}
    gone -= {message["message"] for message in messages}
    if not gone:
        return messages
    tombs = [{"message": key, "deleted": True} for key in gone]
    return sorted([*messages, *tombs], key=lambda message: id_order(message["message"]))


def _message(row: MessageRow, opening: int | None, texts: dict[str, str]) -> dict[str, Any]:
    _, key, posted, parent, author, body = row
    text = normalise(body or "")
    digest = hashlib.sha256(text.encode()).hexdigest() if text else None
    if digest:
        texts[digest] = text
    return {
        "message": str(key),
        "parent": None if parent is None or parent == opening else str(parent),
        "author": author,
        "posted": posted,
        "text_sha256": digest,
    }


def is_solution(topic: Topic, deadline: str) -> bool:
    """Whether a topic's title and time say that it is somebody's solution."""
    title = topic.title or ""
    if claimed_rank(title) is None or not _SOLUTION.search(title) or _NOT_ONE.search(title):
        return False
    return topic.posted is not None and topic.posted >= deadline


def parse_writeup(topic: Topic, first: Message | None, team: int | None, texts: dict[str, str]) -> WriteUp:
    """The write-up that a topic is; a team that the dump names for it is known by the board."""
    rank = claimed_rank(topic.title)
    digest = first.text_sha256 if first else None
    return WriteUp(
        writeup=writeup_key(url=topic.url),
        team=None if team is None else str(team),
        authors=(topic.author,) if topic.author else (),
        title=topic.title,
        url=topic.url or "",
        kind="forum",
        why="title of the topic" if team is None else "the team's write-up",
        private_rank=rank if team is None else None,
        title_rank=rank,
        rank_source=("title" if rank else None) if team is None else "board",
        published=topic.posted,
        text_sha256=digest,
        text_chars=len(texts[digest]) if digest else None,
        sources=("meta_kaggle",),
    )
