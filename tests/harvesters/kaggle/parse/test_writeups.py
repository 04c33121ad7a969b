from typing import Any

import pytest

from archive.keys import writeup_key
from archive.records import Link, Standing, Topic
from archive.text import text_sha256
from harvesters.kaggle.parse.writeups import (
    ENTITY,
    competition_of,
    entity_key,
    parse_entity,
    parse_hackathon_entry,
    recognise,
    told_twice,
    topic_writeup,
)

DEADLINE = "2026-05-30T23:59:00Z"
BOARD = (
    Standing(team="11", name="Lemons", members=("ada00",), private_rank=2, public_rank=9),
    Standing(team="12", name="Limes", members=("bob00", "cyd00"), private_rank=70),
)


def topic(title: str, author: str | None = "ada00", posted: str = "2026-06-01T08:00:00Z") -> Topic:
    url = "https://www.kaggle.com/competitions/lemons/discussion/5"
    return Topic(topic="5", title=title, url=url, author=author, posted=posted)


@pytest.mark.parametrize(
    ("title", "author", "why"),
    [
        ("3rd place solution", None, "title claims rank 3 and says 'solution'"),
        ("41th-place solution (with code)", "ada00", "title claims rank 41 and says 'solution'"),
        ("Our approach", "ada00", "title says 'approach'; its author's team stands at 2"),
        ("2nd place on the private LB!", "ada00", "title says 'rank 2'; its author's team stands at 2"),
        ("Our approach", None, None),
        ("Our approach", "bob00", None),
        ("Where is the 1st place solution?", "ada00", None),
        ("Congratulations to the 1st place and all solutions", "ada00", None),
        ("Waiting for the 1st place solution", "ada00", None),
        ("All the top solutions", "ada00", None),
        ("Baseline with trees", "ada00", None),
    ],
)
def test_what_counts_as_a_write_up_and_why(title: str, author: str | None, why: str | None) -> None:
    team = next((row for row in BOARD if author in row.members), None)
    assert recognise(topic(title, author), DEADLINE, team) == why


def test_nothing_is_a_write_up_before_the_end() -> None:
    assert recognise(topic("1st place solution", posted="2026-05-30T23:58:59Z"), DEADLINE, BOARD[0]) is None
    assert recognise(topic("1st place solution"), None, BOARD[0]) is None


def test_the_rank_comes_from_the_board_and_the_title_is_a_claim_beside_it() -> None:
    writeup = topic_writeup(topic("1st place solution"), "See https://github.com/example-org/a.", DEADLINE, BOARD)
    assert writeup is not None
    assert writeup.writeup == writeup_key(url=writeup.url)
    assert (writeup.private_rank, writeup.public_rank, writeup.rank_source, writeup.title_rank) == (2, 9, "board", 1)
    assert (writeup.team, writeup.kind, writeup.text_chars) == ("11", "forum", 37)
    unknown = topic_writeup(topic("1st place solution", author=None), "", DEADLINE, BOARD)
    assert unknown is not None
    assert (unknown.private_rank, unknown.rank_source, unknown.text_sha256) == (1, "title", None)


def entity(**more: Any) -> dict[str, Any]:
    return {
        "id": 900,
        "title": "Place 2: patience",
        "slug": "place-2",
        "createTime": "2026-06-01T08:00:00Z",
        "ownerUser": {"id": 1, "userName": "ada00"},
        "discussionDocument": {
            "messageMarkdown": "We waited.",
            "writeUpMetadata": {
                "id": 44,
                "teamName": "Lemons",
                "collaborators": [{"userName": "bob00"}, {"userName": "ada00"}, None],
                "competitionInfo": {"competitionId": 7, "writeUpLeaderboardRank": 3},
            },
        },
    } | more


def test_an_entity_with_authors_links_and_the_boards_rank() -> None:
    told = parse_entity(entity(), "lemons", BOARD, [Link(url="https://github.com/example-org/a", kind="code")])
    assert told is not None
    writeup, text = told
    assert (writeup.writeup, writeup.why, writeup.kind, text) == ("w44", ENTITY, "platform", "We waited.")
    assert writeup.url == "https://www.kaggle.com/competitions/lemons/writeups/place-2"
    assert writeup.authors == ("ada00", "bob00")
    assert (writeup.private_rank, writeup.rank_source, writeup.team) == (2, "board", "11")
    assert writeup.text_sha256 == text_sha256("We waited.")


def test_an_entity_without_a_known_team_keeps_the_platforms_rank() -> None:
    told = parse_entity(entity(slug="../x", ownerUser=None), "lemons", (), [])
    assert told is not None
    assert (told[0].private_rank, told[0].rank_source) == (3, "platform")
    assert told[0].url == "https://www.kaggle.com/competitions/lemons/discussion/900"


@pytest.mark.parametrize(
    ("told", "path"),
    [
        ("/competitions/lemons/writeups/how-we-waited#12", "/competitions/lemons/writeups/how-we-waited"),
        ("https://www.kaggle.com/competitions/lemons/writeups/x#12", "/competitions/lemons/writeups/x"),
        ("/writeups/ada00/how-we-waited#3", "/writeups/ada00/how-we-waited"),
        ("/competitions/lemons/discussion/77#5", "/competitions/lemons/discussion/77"),
        ("https://elsewhere.example/competitions/lemons/writeups/x", "/competitions/lemons/writeups/place-2"),
        ("/competitions/lemons/writeups/../x", "/competitions/lemons/writeups/place-2"),
        ("", "/competitions/lemons/writeups/place-2"),
        (None, "/competitions/lemons/writeups/place-2"),
    ],
)
def test_an_entity_stands_where_its_comments_are_written(told: str | None, path: str) -> None:
    document = entity()
    document["discussionDocument"]["newCommentUrl"] = told
    found = parse_entity(document, "lemons", BOARD, [])
    assert found is not None
    assert found[0].url == "https://www.kaggle.com" + path


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        ({"contentState": "PUBLISHED"}, True),
        ({"contentState": "CONTENT_STATE_UNSPECIFIED"}, True),
        ({"contentState": "DRAFT"}, False),
        ({"contentState": "USER_DELETED"}, False),
        ({"isPrivate": True}, False),
        ({"template": True}, False),
        ({"isPrivate": False, "template": False}, True),
    ],
)
def test_drafts_and_what_was_taken_down_are_not_kept(more: dict[str, Any], shown: bool) -> None:
    """The account of the token is shown its own drafts."""
    document = entity()
    document["discussionDocument"]["writeUpMetadata"] |= more
    assert (parse_entity(document, "lemons", BOARD, []) is not None) == shown
    assert (parse_entity(entity(**more), "lemons", BOARD, []) is not None) == shown
    page = {"id": 61, "title": "Lemons by phone", "message": {}}
    assert (parse_hackathon_entry({"writeUp": page | more}, "lemons") is not None) == shown
    assert (parse_hackathon_entry({"writeUp": page} | more, "lemons") is not None) == shown


@pytest.mark.parametrize("document", [{}, {"id": 5}, {"id": 5, "discussionDocument": None}])
def test_what_bears_no_competition_is_no_entity(document: dict[str, Any]) -> None:
    assert entity_key(document) is None
    assert parse_entity(document, "lemons", (), []) is None


def test_the_competition_is_known_by_its_id_not_by_the_title() -> None:
    assert competition_of(entity()) == "7"


def test_one_text_is_told_once() -> None:
    first = parse_entity(entity(), "lemons", BOARD, [])
    assert first is not None
    same_text = topic_writeup(topic("2nd place solution"), "We waited.", DEADLINE, BOARD)
    same_title = topic_writeup(topic("PLACE 2:  patience, our solution"), "Other words", DEADLINE, BOARD)
    assert same_text is not None
    assert told_twice(same_text, [first[0]])
    assert same_title is not None
    assert not told_twice(same_title, [first[0]])
    assert told_twice(same_title.model_copy(update={"title": "PLACE 2:  patience"}), [first[0]])


def test_an_entry_of_a_hackathon() -> None:
    page = {
        "id": 61,
        "title": "Lemons by phone",
        "slug": "lemons-by-phone",
        "message": {"rawMarkdown": "We built it.", "author": {"userName": "ada00"}},
        "license": {"name": "CC BY 4.0"},
        "writeUpLinks": [{"url": "https://github.com/example-org/phone"}],
        "publishTime": "2026-02-01T00:00:00Z",
    }
    told = parse_hackathon_entry({"writeUp": page, "awardedHackathonTrackPrizeIds": [3]}, "lemons")
    assert told is not None
    writeup, text = told
    assert (writeup.writeup, writeup.license, text) == ("w61", "CC BY 4.0", "We built it.")
    assert writeup.why == "entry of a hackathon that won a prize"
    assert [link.kind for link in writeup.links] == ["code"]
    assert writeup.url == "https://www.kaggle.com/competitions/lemons/writeups/lemons-by-phone"
    moved = parse_hackathon_entry({"writeUp": page | {"url": "/competitions/lemons/writeups/by-phone"}}, "lemons")
    assert moved is not None
    assert moved[0].url == "https://www.kaggle.com/competitions/lemons/writeups/by-phone"
    assert parse_hackathon_entry({"writeUp": None}, "lemons") is None
