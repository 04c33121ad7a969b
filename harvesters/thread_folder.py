"""Forum threads saved as JSON lines, one message a line, one file or a folder of them.

Fields: competition, topic_id, message_id, parent_id, is_topic, title, author, author_name, posted, votes, deleted,
markdown, html. Traps: dates as ISO with nine digits of seconds, as a browser prints them, or relative to an unknown day
("9 hours ago"), which stay unknown; votes as text; ids that the collector made up (`t0000.0.1`), which lead to no
address; deleted messages. Only the handle names an author; display names are dropped. Texts go to the cache.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.findings import Finding
from archive.keys import check_slug
from archive.records import Message, Source, Topic
from archive.text import clean_name, normalise, parse_number, parse_time, text_sha256
from harvesters.base import Context, HarvestError, harvester

SOURCE = Source(
    name="thread_folder",
    url="https://www.kaggle.com/discussions",
    terms="texts stay their authors'; ids, dates and votes are carried, texts stay in the cache",
)
DROPPED = ("author_name",)


@dataclass(frozen=True)
class Post:
    """One line of a file."""

    competition: str
    topic: str
    title: str | None
    """Title of the topic; on its opening message only."""
    opens: bool
    """Whether it is the opening message of its topic."""
    message: Message
    text: str
    """Normalised text; empty for deleted messages."""


@harvester(SOURCE)
def harvest(context: Context) -> Iterator[Finding]:
    """One finding a competition, with all topics that the files hold of it."""
    path = context.folder("a .jsonl file of forum messages or a folder of them")
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files:
        raise HarvestError(f"{path}: no .jsonl file in it")
    posts: dict[str, list[Post]] = {}
    for file in files:
        for post in _read(file, context):
            if context.wants(post.competition):
                posts.setdefault(post.competition, []).append(post)
    for slug, said in posts.items():
        if not context.wants_known(slug):
            continue
        topics = tuple(parse_topics(said))
        url = {"url": f"https://www.kaggle.com/competitions/{slug}"}
        texts = {post.message.text_sha256: post.text for post in said if post.message.text_sha256}
        yield Finding("kaggle", slug, SOURCE.name, context.snapshot_time(), url, topics=topics, texts=texts)


def _read(file: Path, context: Context) -> Iterator[Post]:
    oddities: Counter[str] = Counter()
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        context.fail(f"{file.name}: skipped: {error}: save it as UTF-8 and run again")
        return
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield parse_post(json.loads(line), lambda text: oddities.update([text]))
        except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
            context.fail(f"{file.name}:{number}: message skipped: {type(error).__name__} {error}")
    for text, times in sorted(oddities.items()):
        context.warn(f"{file.name}: {times} messages: {text}")


def parse_post(row: dict[str, Any], warn: Callable[[str], None]) -> Post:
    """One line as a message, which is used up. Raises KeyError or ValueError for an unusable one."""
    deleted = bool(row.pop("deleted", False))
    body = row.pop("markdown", None) or row.pop("html", None) or ""
    row.pop("html", None)
    text = "" if deleted else normalise(body)
    printed = str(row.pop("posted", None) or "")
    posted = parse_time(printed)
    if printed and posted is None:
        warn("date is relative or in an unknown form; kept as unknown")
    parent, author = row.pop("parent_id", None), row.pop("author", None)
    topic, own = clean_name(str(row.pop("topic_id"))), clean_name(str(row.pop("message_id")))
    if not topic or not own:
        raise ValueError("a message needs topic_id and message_id")
    Topic(topic=topic)  # raises ValueError for what is no id, as the message's own is checked below
    votes = parse_number(str(row.pop("votes", "")))
    post = Post(
        competition=check_slug(row.pop("competition")),
        topic=topic,
        title=clean_name(row.pop("title", None)),
        opens=bool(row.pop("is_topic", False)),
        message=Message(
            message=own,
            parent=None if parent is None else clean_name(str(parent)),
            author=None if deleted else clean_name(author),
            posted=posted,
            votes=None if votes is None else int(votes),
            deleted=deleted,
            text_sha256=text_sha256(text) if text else None,
        ),
        text=text,
    )
    for name in row.keys() - set(DROPPED):
        warn(f"unknown field {name!r}: read it or add it to DROPPED")
    return post


def parse_topics(posts: list[Post]) -> Iterator[Topic]:
    """Topics of one competition. A comment on the opening message is a top-level one and has no parent.

    Messages stand oldest first where all dates are known, else as the file has them; the time of the last comment is
    unknown unless all dates are.
    """
    by_topic: dict[str, list[Post]] = {}
    for post in posts:
        by_topic.setdefault(post.topic, []).append(post)
    for key, said in by_topic.items():
        opening = next((post for post in said if post.opens), None)
        times = [post.message.posted for post in said if post.message.posted]
        dated = len(times) == len(said)
        if dated:
            said = sorted(said, key=lambda post: (post.message.posted or "", not post.opens))
        yield Topic(
            topic=key,
            title=opening.title if opening else None,
            url=f"https://www.kaggle.com/competitions/{said[0].competition}/discussion/{key}"
            if key.isdigit()
            else None,
            author=opening.message.author if opening else None,
            posted=opening.message.posted if opening else None,
            last_comment=max(times) if dated else None,
            votes=opening.message.votes if opening else None,
            messages=tuple(_below(post.message, opening) for post in said),
        )


def _below(message: Message, opening: Post | None) -> Message:
    answers_topic = opening is not None and message.parent == opening.message.message
    return message.model_copy(update={"parent": None}) if answers_topic else message
