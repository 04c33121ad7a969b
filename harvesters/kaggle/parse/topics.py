"""A forum topic from its three answers.

The messages come as a tree in Markdown, with deletion marks and display names, which are not unique; handles stand in
the list of comments and in the topic itself. So the three are joined on the message's id. Whether the opening post is
among the messages is not known, and both ways are read; where it is not, it is kept under the key `t<topic id>`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from archive.keys import canonical_url, safe_url
from archive.records import Message, Topic
from archive.text import normalise, text_sha256
from harvesters.kaggle.parse import fields
from harvesters.kaggle.parse.hide import handle_of

Json = dict[str, Any]


@dataclass(frozen=True)
class Thread:
    """A topic with its texts."""

    topic: Topic
    texts: dict[str, str]
    """Normalised texts by hash."""
    opening: str
    """Text of the opening post; empty where it is not known."""


@dataclass(frozen=True)
class _Post:
    message: Message
    text: str | None


def parse_topic(item: Json, slug: str) -> Topic:
    """A topic of the list, without messages."""
    key = fields.text(item.get("id")) or ""
    path = fields.text(item.get("topicUrl")) or ""
    url = safe_url(path if path.startswith("http") else f"https://www.kaggle.com{path}") if path else None
    return Topic(
        topic=key,
        title=fields.name(item.get("title")),
        url=canonical_url(url or f"https://www.kaggle.com/competitions/{slug}/discussion/{key}"),
        posted=fields.time(item.get("postDate")),
        last_comment=fields.time(item.get("lastCommentPostDate")),
        votes=fields.whole(item.get("votes")),
        sticky=fields.flag(item.get("isSticky")),
    )


def parse_thread(listed: Topic, tree: list[Json], opening: Json, comments: list[Json]) -> Thread:
    """The topic with its messages from the tree of messages, the topic's own answer, and the tree of comments."""
    authors = {post.message.message: post.message.author for post in _walk(comments)}
    posts = {post.message.message: _with_author(post, authors) for post in _walk(tree)}
    for post in _walk(comments):
        posts.setdefault(post.message.message, post)
    author = handle_of(fields.text(opening.get("authorUrl")))
    first = _find_opening(listed, posts, authors)
    if first is None and opening:
        first = _opening_post(listed, opening)
        posts = {first.message.message: first, **posts}
    if first is not None:
        first = _with_author(first, {first.message.message: author})
        posts[first.message.message] = first
    ordered = sorted(posts.values(), key=lambda post: post.message.posted or "")
    return Thread(
        topic=listed.model_copy(update={"author": author, "messages": tuple(post.message for post in ordered)}),
        texts={post.message.text_sha256: post.text for post in ordered if post.text and post.message.text_sha256},
        opening=(first.text or "") if first else "",
    )


def deleted_topic(known: Topic) -> Topic:
    """What is kept of a topic that is gone: that it existed."""
    return Topic(topic=known.topic, posted=known.posted, last_comment=known.last_comment)


def _walk(tree: list[Json]) -> Iterator[_Post]:
    """All messages of a tree, parents first, without recursion: hostile nesting must not end the run."""
    left: list[tuple[Json, str | None]] = [(item, None) for item in reversed(tree)]
    while left:
        item, parent = left.pop()
        key = fields.text(item.get("id"))
        if key is not None:
            yield _post(item, key, parent)
        left += [(reply, key or parent) for reply in reversed(fields.items(item, "replies"))]


def _post(item: Json, key: str, parent: str | None) -> _Post:
    deleted = fields.flag(item.get("isDeleted"))
    said = fields.text(item.get("rawMarkdown")) or fields.text(item.get("content"))
    text = normalise(said) if said and not deleted else None
    message = Message(
        message=key,
        parent=parent,
        author=None if deleted else handle_of(fields.text(item.get("authorUrl"))),
        posted=fields.time(item.get("postDate")),
        votes=fields.whole(item.get("votes")),
        deleted=deleted,
        pinned=fields.flag(item.get("isPinned")),
        text_sha256=text_sha256(text) if text else None,
    )
    return _Post(message, text)


def _with_author(post: _Post, authors: dict[str, str | None]) -> _Post:
    author = authors.get(post.message.message)
    if author is None or post.message.deleted:
        return post
    return replace(post, message=post.message.model_copy(update={"author": author}))


def _find_opening(listed: Topic, posts: dict[str, _Post], commented: dict[str, str | None]) -> _Post | None:
    """The opening post among the messages: at top level, posted with the topic, and no comment."""
    for key, post in posts.items():
        if key not in commented and post.message.parent is None and post.message.posted == listed.posted:
            return post
    return None


def _opening_post(listed: Topic, opening: Json) -> _Post:
    posted = listed.posted or fields.time(opening.get("postDate"))
    said = fields.text(opening.get("content"))
    text = normalise(said) if said else None
    message = Message(
        message=f"t{listed.topic}",
        posted=posted,
        votes=listed.votes,
        text_sha256=text_sha256(text) if text else None,
    )
    return _Post(message, text)
