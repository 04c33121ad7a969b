import json

import pytest

from archive.text import text_sha256
from harvesters.base import HarvestError
from harvesters.thread_folder import harvest, parse_post, parse_topics
from tests.harvesters.files import context, write


def message(id_, parent=None, topic=70, **changes):
    return {
        "competition": "toy-cup", "topic_id": topic, "message_id": id_, "parent_id": parent, "is_topic": parent is None,
        "title": "Which bear?" if parent is None else None, "author": "ann", "author_name": "Ann Person",
        "posted": "2026-06-25T16:44:43.592999100Z", "votes": 2, "deleted": False, "markdown": "The brown one.",
        "html": "<p>The brown one.</p>",
    } | changes  # fmt: skip


def post(*args, **changes):
    return parse_post(message(*args, **changes), pytest.fail)


def test_a_line_becomes_a_message_with_the_handle_only():
    parsed = post(71)
    assert parsed.message.model_dump(exclude_none=True) == {
        "message": "71", "author": "ann", "posted": "2026-06-25T16:44:43Z", "votes": 2, "deleted": False,
        "text_sha256": text_sha256("The brown one."),
    }  # fmt: skip
    assert (parsed.topic, parsed.title, parsed.opens) == ("70", "Which bear?", True)
    assert "Person" not in repr(parsed)


@pytest.mark.parametrize(
    ("printed", "time", "warned"),
    [
        ("Sun Aug 04 2024 08:04:40 GMT+0900 (日本標準時)", "2024-08-03T23:04:40Z", 0),
        ("Posted 9 hours ago  ·  12th in this Competition", None, 1),
        ("Posted a month ago", None, 1),
        (None, None, 0),
    ],
)
def test_dates_as_a_browser_prints_them_and_relative_ones(printed, time, warned):
    warnings = []
    assert parse_post(message(71, posted=printed), warnings.append).message.posted == time
    assert len(warnings) == warned


def test_votes_may_be_text():
    assert [post(71, votes=votes).message.votes for votes in ("-1", "0", 7, None)] == [-1, 0, 7, None]


def test_a_deleted_message_keeps_neither_text_nor_author():
    parsed = post(72, 71, deleted=True, author="ann", markdown="gone", posted="2026-07-05T11:11:05Z")
    assert (parsed.text, parsed.message.text_sha256, parsed.message.author) == ("", None, None)
    assert (parsed.message.deleted, parsed.message.posted) == (True, "2026-07-05T11:11:05Z")


def test_html_stands_in_for_markdown_and_line_ends_are_normalised():
    assert post(71, markdown="").text == "<p>The brown one.</p>"
    assert post(71, markdown="a\r\nb").text == "a\nb"
    assert post(71, markdown="a\r\nb").message.text_sha256 == text_sha256("a\nb")


def test_an_unknown_field_announces_itself():
    warnings = []
    parse_post(message(71, mood="glad"), warnings.append)
    assert warnings == ["unknown field 'mood': read it or add it to DROPPED"]


def test_a_topic_holds_its_messages_oldest_first_and_top_level_comments_have_no_parent():
    posts = [
        post(71, votes=5),
        post(73, 71, posted="2026-06-27T00:00:00Z"),
        post(74, 73, posted="2026-06-28T00:00:00Z"),
        post(72, 71, posted="2026-06-26T00:00:00Z"),
    ]
    (topic,) = parse_topics(posts)
    assert [(m.message, m.parent) for m in topic.messages] == [("71", None), ("72", None), ("73", None), ("74", "73")]
    assert (topic.topic, topic.title, topic.author, topic.votes) == ("70", "Which bear?", "ann", 5)
    assert (topic.posted, topic.last_comment) == ("2026-06-25T16:44:43Z", "2026-06-28T00:00:00Z")
    assert topic.url == "https://www.kaggle.com/competitions/toy-cup/discussion/70"


def test_without_all_dates_the_order_of_the_file_stands_and_the_last_comment_is_unknown():
    posts = [post(71), post(73, 71, posted=None), post(72, 71, posted="2026-06-20T00:00:00Z")]
    (topic,) = parse_topics(posts)
    assert [m.message for m in topic.messages] == ["71", "73", "72"]
    assert (topic.posted, topic.last_comment) == ("2026-06-25T16:44:43Z", None)


def test_a_topic_without_its_opening_message_keeps_what_it_has():
    (topic,) = parse_topics([post(72, 71)])
    assert (topic.title, topic.author, topic.posted) == (None, None, None)
    assert [(m.message, m.parent) for m in topic.messages] == [("72", "71")]


def test_ids_that_a_collector_made_up_lead_to_no_address():
    (topic,) = parse_topics([post("t0000.0", topic="t0000")])
    assert (topic.topic, topic.url) == ("t0000", None)


def test_harvest_groups_by_competition_counts_oddities_and_skips_bad_lines(tmp_path):
    lines = [
        json.dumps(message(71)),
        "",
        json.dumps(message(72, 71, posted="9 hours ago")),
        json.dumps(message(73, 71, posted="2 days ago", markdown="Or\u2028the white one.")),
        "{broken",
        json.dumps(message(81, competition="../etc")),
        json.dumps({"competition": "toy-cup"}),
    ]
    write(tmp_path / "threads" / "a.jsonl", "\n".join(lines))
    write(tmp_path / "threads" / "b.jsonl", json.dumps(message(91, competition="other-cup", deleted=True)) + "\n")
    run = context(tmp_path, tmp_path / "threads", as_of="2026-08-15T00:00:00Z")
    toy, other = harvest(run)
    assert (toy.slug, len(toy.topics), len(toy.topics[0].messages), toy.topics_complete) == ("toy-cup", 1, 3, False)
    assert toy.texts == {text_sha256(text): text for text in ("The brown one.", "Or\u2028the white one.")}
    assert (other.slug, other.texts) == ("other-cup", {})
    assert run.warnings == ["a.jsonl: 2 messages: date is relative or in an unknown form; kept as unknown"]
    assert [failure.split(":")[1] for failure in run.failures] == ["5", "6", "7"]


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path):
    write(tmp_path / "threads" / "a.jsonl", "\ufeff" + json.dumps(message(71)))
    run = context(tmp_path, tmp_path / "threads")
    (finding,) = harvest(run)
    assert ([len(topic.messages) for topic in finding.topics], run.failures) == ([1], [])


def test_a_file_in_another_encoding_and_a_bottomless_line_fail_alone(tmp_path):
    write(tmp_path / "threads" / "a.jsonl", json.dumps(message(71, author="Zoë"), ensure_ascii=False).encode("latin-1"))
    write(tmp_path / "threads" / "b.jsonl", "[" * 100_000 + "\n" + json.dumps(message(91)))
    run = context(tmp_path, tmp_path / "threads")
    (finding,) = harvest(run)
    assert [m.message for topic in finding.topics for m in topic.messages] == ["91"]
    assert "a.jsonl: skipped: 'utf-8' codec" in run.failures[0]
    assert "save it as UTF-8" in run.failures[0]
    assert "b.jsonl:1: message skipped" in run.failures[1]


def test_a_folder_without_files_says_so(tmp_path):
    with pytest.raises(HarvestError, match=r"no \.jsonl file"):
        list(harvest(context(tmp_path, tmp_path)))
