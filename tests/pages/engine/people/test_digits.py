import pytest

from pages.engine.people.digits import DIGITS, MOST, digit, digits, number_of, width_of
from pages.people_index import column, ids


def test_a_digit_is_one_of_ninety_and_the_highest_stands_for_more() -> None:
    assert len(set(DIGITS)) == 90
    assert "\\" not in DIGITS
    assert '"' not in DIGITS
    assert [number_of(digit(number)) for number in (0, 1, MOST, MOST + 1, 5000)] == [0, 1, 89, 89, 89]


@pytest.mark.parametrize(
    ("number", "written"),
    [(0, (0,)), (89, (89,)), (90, (1, 0)), (8099, (89, 89)), (8100, (1, 0, 0)), (25_000, (3, 7, 70))],
)
def test_a_number_has_as_many_digits_as_it_needs(number: int, written: tuple[int, ...]) -> None:
    assert width_of(number) == len(written)
    assert tuple(map(number_of, digits(number, len(written)))) == written
    assert tuple(map(number_of, digits(number, 4))) == (*[0] * (4 - len(written)), *written)


def test_a_column_is_as_wide_as_its_largest_number() -> None:
    assert column(["", "89"]) == "1" + digit(0) + digit(89)
    assert column(["90", "", "8099"]) == "2" + digits(90, 2) + digits(0, 2) + digits(8099, 2)


def test_every_id_of_a_long_list_has_a_number_of_its_own() -> None:
    names = [f"organisation {number:05}" for number in range(9_000)]
    text = column(names, ids(names))
    written = [text[at : at + 3] for at in range(1, len(text), 3)]
    assert text[0] == "3"
    assert len(set(written)) == len(names)
