import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.records import Standing
from archive.text import clean_name, parse_count, parse_number, without_mail


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


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2,816", 2816),
        ("-1,234,567.5", -1_234_567.5),
        (" 1e-5 ", 1e-5),
        (".5", 0.5),
        ("0,845", None),
        ("1,23", None),
        ("12,3456", None),
        ("1,,234", None),
        ("1234,567", None),
        ("0.1,234", None),
        ("1e999", None),
        (",", None),
    ],
)
def test_a_comma_in_a_number_stands_before_thousands_alone(text: str, number: float | None) -> None:
    assert parse_number(text) == number


def test_a_count_is_whole_and_not_negative() -> None:
    assert [parse_count(text) for text in ("2,816", "123.0", "1.5", "-1", "")] == [2816, 123, None, None, None]


def test_what_no_feed_may_hold_is_not_kept_in_a_name() -> None:
    assert clean_name("a\ufffeb\uffffc\x00") == "abc"


@given(st.text(alphabet="ab@.- +\u200b", max_size=40))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_name(clean_name(text)) == clean_name(text)
