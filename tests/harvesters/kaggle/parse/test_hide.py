from collections.abc import Sequence

import pytest

from archive.findings import Finding
from archive.merge_boards import merge_standings
from archive.records import Competition, Standing, Withheld
from archive.redactions import Redactions, new_redaction
from archive.text import text_sha256
from harvesters.kaggle.parse.boards import join_boards, parse_file, parse_view
from harvesters.kaggle.parse.hide import hide

TEXT = "A text by somebody else."


@pytest.fixture
def ada() -> Redactions:
    row = new_redaction("@ada", "2026-01-01", ())
    withheld = Withheld(slug="*", record=f"texts/{text_sha256(TEXT)}", field="*", date="2026-01-01")
    return Redactions((row,), withheld=(withheld,))


def test_a_redacted_member_counts_like_a_deleted_one(ada: Redactions) -> None:
    rows = [
        {"Rank": "1", "TeamId": "7", "TeamName": "Ada & Bo", "TeamMemberUserNames": "Ada,bo", "Score": "1"},
        {"Rank": "2", "TeamId": "8", "TeamName": "[Deleted] 0f", "TeamMemberUserNames": "del=0f", "Score": "0"},
        {"Rank": "3", "TeamId": "9", "TeamName": "Cy", "TeamMemberUserNames": "cy", "Score": "0"},
    ]
    found = parse_file(hide(rows, ada), "toy")
    assert [(row.name, row.members, row.team_size) for row in merged(join_boards(found, found, [found]))] == [
        (None, ("bo",), 2),
        (None, (), 1),
        ("Cy", ("cy",), 1),
    ]


def test_a_redacted_host_of_a_competition_is_not_kept(ada: Redactions) -> None:
    answer = {"competitions": [{"ref": "toy", "hostName": "Ada"}, {"ref": "cup", "hostName": "Ada Foundation"}]}
    assert hide(answer, ada) == {"competitions": [{"ref": "toy"}, {"ref": "cup", "hostName": "Ada Foundation"}]}


def test_a_deleted_account_is_not_named_by_the_view_nor_by_what_was_known() -> None:
    row = {"Rank": "1", "TeamId": "7", "TeamName": "Ann Person", "Score": "1", "TeamMemberUserNames": "ann"}
    named, gone = (parse_file([row | members], "toy") for members in ({}, {"TeamMemberUserNames": "del=0f"}))
    view = parse_view([{"teamId": 7, "teamName": "Ann Person", "score": "1"}])
    before = merged(join_boards(view, named, [named]))
    assert (before[0].name, before[0].members) == ("Ann Person", ("ann",))
    for old in ((), before):
        (after,) = merged(join_boards(view, gone, [gone]), old)
        assert (after.name, after.members, after.team_size) == (None, (), 1)


def merged(rows: Sequence[Standing], old: Sequence[Standing] = ()) -> Sequence[Standing]:
    sources = {"leaderboard": "kaggle"} if old else {}
    toy = Competition(platform="kaggle", slug="toy", as_of="2026-01-01T00:00:00Z", sources=sources)
    return merge_standings(toy, old, Finding("kaggle", "toy", "kaggle", toy.as_of, standings=tuple(rows)), [])[0]


def test_the_view_that_names_teams_without_members_loses_names_once_anybody_is_redacted(ada: Redactions) -> None:
    row = {"teamId": 7, "teamName": "Ada", "score": "1"}
    assert hide([row], ada) == [{"teamId": 7, "score": "1"}]
    assert hide([row], Redactions()) == [row]


def test_withheld_texts_are_left_out(ada: Redactions) -> None:
    messages = [{"id": 1, "content": TEXT}, {"id": 2, "content": "Another."}]
    assert hide(messages, ada) == [{"id": 1}, {"id": 2, "content": "Another."}]


def test_a_text_by_somebody_else_that_links_to_a_redacted_account_is_not_kept(ada: Redactions) -> None:
    messages = [
        {"userName": "bo", "content": "Thanks @Ada!"},
        {"userName": "bo", "content": "See https://www.kaggle.com/ada"},
        {"userName": "bo", "content": "Adamant, bo@ada.example.org"},
    ]
    assert hide(messages, ada) == [{"userName": "bo"}, {"userName": "bo"}, messages[2]]
