import pytest

from pages.format import (
    UNKNOWN,
    code,
    day,
    money,
    named,
    number,
    percent,
    places,
    plural,
    score,
    short,
    significant,
    size,
    yes_no,
)


def test_places_are_said_in_words() -> None:
    assert places(12) == "gained 12 places"
    assert places(-1) == "lost 1 place"
    assert places(0) == "same place"
    assert places(-1234) == "lost 1,234 places"


@pytest.mark.parametrize("words", [number, significant, percent, places, day, money, size, yes_no])
def test_none_is_unknown_everywhere(words: object) -> None:
    assert callable(words)
    assert words(None) == UNKNOWN


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_unknown(value: float) -> None:
    assert number(value) == significant(value) == UNKNOWN


def test_nothing_has_no_sign() -> None:
    assert [number(-0.4), number(-0.5), number(-0.04, 1), number(-0.6)] == ["0", "0", "0.0", "-1"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.024041, "0.02404"),
        (-0.0758, "-0.07580"),
        (1234.5678, "1,235"),
        (0, "0"),
        (1.5e-9, "1.500e-09"),
        (12, "12.00"),
    ],
)
def test_significant_digits(value: float, shown: str) -> None:
    assert significant(value) == shown


def test_sizes_days_money_counts() -> None:
    assert [size(count) for count in (999, 1_500, 2_000_000, 123_456_789)] == [
        "999 bytes",
        "1.5 KB",
        "2.0 MB",
        "123 MB",
    ]
    assert size(3_400_000_000_000) == "3.4 TB"
    assert [size(count) for count in (999_499, 999_500, 99_949, 99_950)] == ["999 KB", "1.0 MB", "99.9 KB", "100 KB"]
    assert day("2019-09-04T14:41:01Z") == "4 Sep 2019"
    assert money(25000) == "$25,000"
    assert plural(1, "team") == "1 team"
    assert plural(1010, "team") == "1,010 teams"
    assert percent(0.345) == "34 %"
    assert yes_no(False) == "no"


def test_backticks_become_code_and_nothing_else_becomes_markup() -> None:
    assert code("see `insights.<b>` & go") == "see <code>insights.&lt;b&gt;</code> &amp; go"


def test_a_heading_that_any_text_might_have_is_no_name() -> None:
    url = "https://github.com/ada/second-place"
    assert named("2nd place solution", url) == "2nd place solution"
    assert named("Random walk", url) == "Random walk"
    for heading in ("ARCHIVE CONTENTS", "Hello!", "Summary", "Solution summary", "Work in progress", "", None):
        assert named(heading, url) == "github.com/ada/second-place"


@pytest.mark.parametrize(
    ("text", "printed"),
    [("573.87937", "573.87937"), ("0.94085", "0.94085"), ("-0.00592", "-0.00592"), ("1234567.25", "1,234,567.25"),
     ("0", "0"), ("1.00000", "1")],
)  # fmt: skip
def test_a_score_has_the_digits_of_its_source(text: str, printed: str) -> None:
    assert score(float(text)) == printed
    assert score(None) == UNKNOWN


def test_only_nothing_is_0_and_only_all_is_100_percent() -> None:
    """1 of 416 solutions states a cost: that is not nobody."""
    assert [percent(share) for share in (0, 1 / 416, 0.005001, 0.994, 415 / 416, 1)] == [
        "0 %", "under 1 %", "1 %", "99 %", "over 99 %", "100 %",
    ]  # fmt: skip
    assert [percent(share, 1) for share in (0.0004, 0.9996)] == ["under 0.1 %", "over 99.9 %"]


def test_addresses_are_shortened_in_their_middle() -> None:
    assert short("https://www.example.org/a/") == "example.org/a"
    assert len(short("https://example.org/" + "x" * 200)) == 70
