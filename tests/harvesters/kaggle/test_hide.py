import pytest

from archive import redactions as module
from archive.records import Withheld
from archive.redactions import Redactions, new_redaction
from archive.text import text_sha256
from harvesters.kaggle.boards import join_boards, parse_file
from harvesters.kaggle.hide import hide

TEXT = "A text by somebody else."


@pytest.fixture
def ada(monkeypatch: pytest.MonkeyPatch) -> Redactions:
    monkeypatch.setattr(module, "SCRYPT_N", 2)
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
    assert [(row.name, row.members, row.size) for row in found] == [
        (None, ("bo",), 2),
        (None, (), 1),
        ("Cy", ("cy",), 1),
    ]
    assert [team.team_size for team in join_boards(found, found, [found])] == [2, 1, 1]


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
