"""The forum of a competition: threads with new messages alone, and which of them are gone."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from itertools import count, pairwise

from archive.records import Topic
from harvesters.kaggle.client import calls
from harvesters.kaggle.client.answers import Call
from harvesters.kaggle.client.paging import MOST_PAGES, NOTHING_NEW, Item, read_list_if_there
from harvesters.kaggle.client.session import Session
from harvesters.kaggle.errors import IncompleteError, MissingError, RefusedError, RejectedError, UnavailableError
from harvesters.kaggle.parse import fields
from harvesters.kaggle.parse.topics import Thread, deleted_topic, parse_thread, parse_topic

Warn = Callable[[str], None]


@dataclass
class Forum:
    """What a look at a forum found."""

    threads: list[Thread] = field(default_factory=list)
    """Threads that are new or have new messages."""
    nameless: int = 0
    """How many of them name nobody who wrote: the answers that hold handles were refused."""
    kept: list[Topic] = field(default_factory=list)
    """Topics as the archive has them."""
    gone: list[Topic] = field(default_factory=list)
    """Topics that are no longer there; what is kept is that they existed."""
    complete: bool = False
    """The whole list was read; only then `kept` and `gone` are all."""
    newest: str | None = None
    """Time of the newest message."""
    refused: list[str] = field(default_factory=list)
    """Topics that are listed and refused; they count as gone."""
    broken: list[str] = field(default_factory=list)
    """Lists that broke off and topics that cannot be had, as lines for the report: what was known of them is kept, and
    they are to be asked again."""


def fetch_forum(
    session: Session, slug: str, known: Sequence[Topic], refresh: bool, again: Collection[str] = ()
) -> Forum:
    """Threads with new messages, and those of `again`.

    The list is read as far as it tells news, or to its end where topics are missing.
    """
    before = {topic.topic: topic for topic in known}
    forum = Forum()
    listed, complete = _read_topics(session, slug, {} if refresh else before, forum.broken)
    newest = max((topic.last_comment or topic.posted or "" for topic, _ in listed), default="")
    forum.complete, forum.newest = complete, newest or None
    unavailable = False
    for topic, comments in listed:
        old = before.get(topic.topic)
        if old is not None and not refresh and topic.topic not in again and _unmoved(topic, old):
            forum.kept.append(old)
            continue
        try:
            thread = _fetch_thread(session, slug, topic, comments)
        except (IncompleteError, UnavailableError) as error:
            if unavailable and isinstance(error, UnavailableError):
                raise  # the second in a row: it is not this topic alone
            unavailable = isinstance(error, UnavailableError)
            forum.broken.append(str(error))
            forum.kept += [old] if old else []
            continue
        unavailable = False
        if thread:
            forum.threads.append(thread)
            forum.nameless += _is_nameless(thread.topic)
        else:
            forum.gone.append(deleted_topic(topic))
            forum.refused.append(topic.topic)
    if complete:
        seen = {topic.topic for topic, _ in listed}
        forum.gone += [deleted_topic(topic) for topic in known if topic.topic not in seen]
    return forum


def _is_nameless(topic: Topic) -> bool:
    written = [message for message in topic.messages if not message.deleted]
    return bool(written) and not topic.author and not any(message.author for message in written)


def _unmoved(topic: Topic, old: Topic) -> bool:
    return topic.last_comment == old.last_comment


def _read_topics(
    session: Session, slug: str, known: dict[str, Topic], broken: list[str]
) -> tuple[list[tuple[Topic, int]], bool]:
    """Topics with their comment counts, and whether these are all.

    The end is an empty page; a page without a new topic is none yet (pages may come twice), several in a row are,
    unless more topics are declared: such a list runs in a circle, and is noted as `broken`. It is left early only
    where it comes by latest comment, a whole page holds no news, and no topic has vanished.
    """
    found: dict[str, tuple[Topic, int]] = {}
    stale = 0
    for page in count(1):
        answer = session.ask(calls.list_topics(slug, page))
        rows = [row for row in fields.items(answer, "topics") if fields.positive(row.get("id"))]
        if not rows or page > MOST_PAGES:
            return list(found.values()), not rows
        before = len(found)
        topics = [parse_topic(row, slug) for row in rows]
        for row, topic in zip(rows, topics, strict=True):
            found.setdefault(topic.topic, (topic, fields.count(row.get("commentCount")) or 0))
        stale = stale + 1 if len(found) == before else 0
        total = fields.count(answer.get("totalCount"))
        if stale == NOTHING_NEW:
            whole = len(found) >= (total or 0)
            if not whole:
                broken.append(f"the list of topics runs in a circle after {len(found)} of {total}; kept what was known")
            return list(found.values()), whole
        alive = {key for key, topic in known.items() if topic.messages}
        no_news = all(topic.topic in known and _unmoved(topic, known[topic.topic]) for topic in topics)
        if no_news and _by_latest(topics) and total == len(alive | found.keys()):
            return list(found.values()), False
    raise AssertionError("unreachable: the loop ends at MOST_PAGES")


def _by_latest(topics: list[Topic]) -> bool:
    times = [topic.last_comment or topic.posted or "" for topic in topics if not topic.sticky]
    return all(earlier >= later for earlier, later in pairwise(times))


def _fetch_thread(session: Session, slug: str, topic: Topic, comments: int) -> Thread | None:
    """A thread from its three answers, any of which may be refused; None where all are: it was deleted meanwhile.

    Raises IncompleteError for comments that break off: those that follow, or who wrote them, would be taken for gone.
    """
    key = int(topic.topic)
    tree = fields.items(_if_there(session, calls.list_messages(slug, key)), "messages")
    opening = fields.part(_if_there(session, calls.get_topic(key)), "topic")
    if not tree and not opening:
        return None
    replies: tuple[Item, ...] = ()
    if comments:
        listing = read_list_if_there(
            session, lambda token: calls.list_comments(key, token), "comments", lambda item: item.get("id")
        )
        if not listing.ended:
            raise IncompleteError(f"topic {topic.topic}: its comments break off; kept what was known")
        replies = listing.items
    return parse_thread(topic, tree, opening, list(replies))


def _if_there(session: Session, call: Call) -> Item | None:
    """The answer; None where there is none for us."""
    try:
        answer: Item = session.ask(call)
    except (MissingError, RefusedError, RejectedError):
        return None
    return answer
