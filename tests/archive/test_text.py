import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.records import Standing
from archive.text import clean_name, without_mail


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Ann (ann.b+ml@mail.example.org)", "Ann ([e-mail])"),
        ("a@b.co", "[e-mail]"),
        ("thanks @ann, see https://example.org/@ann", "thanks @ann, see https://example.org/@ann"),
        ("mAP@0.5 and recall@k", "mAP@0.5 and recall@k"),
        ("", ""),
    ],
)
def test_no_e_mail_address_is_kept(text: str, kept: str) -> None:
    assert without_mail(text) == kept


def test_a_teams_name_that_is_an_e_mail_address_is_kept_without_it() -> None:
    assert Standing(team="1", name="ann@example.org").name == "[e-mail]"


def test_what_no_feed_may_hold_is_not_kept_in_a_name() -> None:
    assert clean_name("a\ufffeb\uffffc\x00") == "abc"


@given(st.text(alphabet="ab@.- +\u200b", max_size=40))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_name(clean_name(text)) == clean_name(text)
