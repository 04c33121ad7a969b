from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from archive.text import text_sha256
from harvesters.kaggle.parse.topics import deleted_topic, parse_thread, parse_topic

Json = dict[str, Any]
LISTED = parse_topic(
    {
        "id": 7,
        "title": "About\u200b lemons",
        "topicUrl": "/competitions/lemons/discussion/7",
        "postDate": "2026-01-01T10:00:00Z",
        "lastCommentPostDate": "2026-01-03T10:00:00Z",
        "votes": "-2",
        "isSticky": False,
    },
    "lemons",
)
OPENING = {"authorUrl": "/ada00", "content": "<p>Hello</p>"}


def message(key: int, hour: int, *replies: Json, **more: Any) -> Json:
    return {
        "id": key,
        "postDate": f"2026-01-01T{hour:02}:00:00Z",
        "rawMarkdown": f"text {key}",
        "replies": replies,
    } | more


def as_lists(item: Json) -> Json:
    return item | {"replies": [as_lists(reply) for reply in item["replies"]]}


def test_a_topic_of_the_list() -> None:
    assert LISTED.model_dump(exclude={"messages", "sources"}) == {
        "topic": "7",
        "title": "About lemons",
        "url": "https://www.kaggle.com/competitions/lemons/discussion/7",
        "author": None,
        "posted": "2026-01-01T10:00:00Z",
        "last_comment": "2026-01-03T10:00:00Z",
        "votes": -2,
        "sticky": False,
    }


def test_a_hostile_address_is_replaced_by_our_own() -> None:
    topic = parse_topic({"id": 8, "topicUrl": "http javascript:alert(1)"}, "lemons")
    assert topic.url == "https://www.kaggle.com/competitions/lemons/discussion/8"


def test_handles_come_from_the_comments_and_texts_from_the_messages() -> None:
    tree = [as_lists(message(70, 10)), as_lists(message(71, 11, message(72, 12)))]
    comments = [{"id": 71, "authorUrl": "/bob00", "replies": [{"id": 72, "authorUrl": "/cyd00"}]}]
    thread = parse_thread(LISTED, tree, OPENING, comments)
    assert thread.topic.author == "ada00"
    assert [(m.message, m.parent, m.author) for m in thread.topic.messages] == [
        ("70", None, "ada00"),
        ("71", None, "bob00"),
        ("72", "71", "cyd00"),
    ]
    assert thread.opening == "text 70"
    assert thread.texts == {text_sha256(f"text {key}"): f"text {key}" for key in (70, 71, 72)}


def test_an_opening_post_that_is_not_among_the_messages_is_taken_from_the_topic() -> None:
    thread = parse_thread(LISTED, [as_lists(message(71, 11))], OPENING, [{"id": 71, "authorUrl": "/bob00"}])
    assert [(m.message, m.author) for m in thread.topic.messages] == [("t7", "ada00"), ("71", "bob00")]
    assert thread.opening == "<p>Hello</p>"


def test_a_comment_that_the_messages_lack_is_kept() -> None:
    hidden = {"id": 79, "authorUrl": "/dan00", "content": "<p>Deep</p>", "postDate": "2026-01-01T15:00:00Z"}
    thread = parse_thread(LISTED, [as_lists(message(70, 10))], OPENING, [hidden])
    assert [m.message for m in thread.topic.messages] == ["70", "79"]


def test_a_deleted_message_keeps_neither_text_nor_author() -> None:
    tree = [as_lists(message(70, 10)), as_lists(message(71, 11, message(72, 12), isDeleted=True))]
    thread = parse_thread(LISTED, tree, OPENING, [{"id": 71, "authorUrl": "/bob00"}])
    gone = thread.topic.messages[1]
    assert (gone.deleted, gone.author, gone.text_sha256) == (True, None, None)
    assert thread.topic.messages[2].parent == "71"
    assert "text 71" not in thread.texts.values()


def test_of_a_deleted_topic_is_kept_that_it_existed() -> None:
    assert deleted_topic(LISTED).model_dump(exclude_defaults=True) == {
        "topic": "7",
        "posted": "2026-01-01T10:00:00Z",
        "last_comment": "2026-01-03T10:00:00Z",
    }


def test_nesting_deeper_than_any_stack() -> None:
    item: Json = {"id": 0, "replies": []}
    for key in range(1, 20_000):
        item = {"id": key, "replies": [item]}
    assert len(parse_thread(LISTED, [item], {}, []).topic.messages) == 20_000


@given(
    st.recursive(
        st.fixed_dictionaries({}, optional={"id": st.integers(0, 9) | st.none(), "authorUrl": st.just("/ada00")}),
        lambda inner: st.fixed_dictionaries({"id": st.integers(0, 9), "replies": st.lists(inner, max_size=3)}),
        max_leaves=8,
    )
)
def test_any_tree_gives_each_message_once(tree: Json) -> None:
    messages = parse_thread(LISTED, [tree], {}, [tree]).topic.messages
    assert len({m.message for m in messages}) == len(messages)
