"""Topics and messages in the wire format."""

from tests.kaggle_server.wire_base import DEFAULT_PAGE, Json, find_competition, find_topic, moment, paged
from tests.kaggle_server.world import Message, World


def list_topics(world: World, body: Json) -> Json:
    topics = [topic for topic in find_competition(world, body).topics if not topic.deleted]
    topics.sort(key=lambda topic: (topic.sticky, topic.last_comment()), reverse=True)
    start = (body.get("page", 1) - 1) * DEFAULT_PAGE
    rows = [
        {
            "id": topic.id,
            "title": topic.title,
            "topicUrl": f"/competitions/{body['competitionName']}/discussion/{topic.id}",
            "authorName": "Somebody",
            "commentCount": len(topic.messages()) - 1,
            "votes": topic.votes,
            "postDate": moment(topic.opening.posted),
            "lastCommentPostDate": moment(topic.last_comment()),
            "isSticky": topic.sticky,
        }
        for topic in topics
    ]
    return {"topics": rows[start : start + DEFAULT_PAGE], "totalCount": len(rows)}


def list_messages(world: World, body: Json) -> Json:
    topic = find_topic(world, body["topicId"])
    return {"messages": [_message(message) for message in (topic.opening, *topic.comments)]}


def _message(message: Message) -> Json:
    shown = {"content": f"<p>{message.markdown}</p>", "rawMarkdown": message.markdown}
    return {
        "id": message.id,
        "postDate": moment(message.posted),
        "authorName": "Somebody",
        "votes": message.votes,
        "isDeleted": message.deleted,
        "isPinned": message.pinned,
        "replies": [_message(reply) for reply in message.replies],
    } | ({} if message.deleted else shown)


def get_topic(world: World, body: Json) -> Json:
    topic = find_topic(world, body["id"])
    return {
        "topic": {
            "id": topic.id,
            "title": topic.title,
            "postDate": moment(topic.opening.posted),
            "authorUrl": f"/{topic.opening.author}",
            "authorName": "Somebody",
            "content": f"<p>{topic.opening.markdown}</p>",
            "votes": topic.votes,
        }
    }


def list_comments(world: World, body: Json) -> Json:
    topic = find_topic(world, body["topicId"])
    return paged(body, [_comment(comment) for comment in topic.comments], "comments")


def _comment(message: Message) -> Json:
    known = {} if message.deleted else {"authorUrl": f"/{message.author}", "authorName": "Somebody"}
    return {
        "id": message.id,
        "postDate": moment(message.posted),
        "content": "" if message.deleted else f"<p>{message.markdown}</p>",
        "votes": message.votes,
        "replies": [_comment(reply) for reply in message.replies],
    } | known
