import pytest

from pages.engine.digits import DIGITS, MOST, digit, number_of, two_digits
from pages.people_index import column


def test_a_digit_is_one_of_ninety_and_the_highest_stands_for_more() -> None:
    assert len(set(DIGITS)) == 90
    assert "\\" not in DIGITS
    assert '"' not in DIGITS
    assert [number_of(digit(number)) for number in (0, 1, MOST, MOST + 1, 5000)] == [0, 1, 89, 89, 89]


@pytest.mark.parametrize(("number", "written"), [(0, (0, 0)), (90, (1, 0)), (8099, (89, 89)), (9000, (89, 89))])
def test_two_digits(number: int, written: tuple[int, int]) -> None:
    assert tuple(map(number_of, two_digits(number))) == written


def test_a_column_is_as_wide_as_its_largest_number() -> None:
    assert column(["", "89"]) == "1" + digit(0) + digit(89)
    assert column(["90", "", "9000"]) == "2" + two_digits(90) + two_digits(0) + two_digits(8099)
