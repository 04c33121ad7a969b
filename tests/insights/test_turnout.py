from typing import Any

from insights.turnout import Attendance, Band, turnout


def entry(teams: int, **facts: Any) -> Attendance:
    known = dict.fromkeys(("prize_usd", "category", "code_competition", "year")) | facts
    return Attendance(teams, **known)


def test_by_hand() -> None:
    """Ten of 100 to 1,000 teams: quartiles 325, 550 and 775; one with code, of which there are too few."""
    featured = [entry(100 * n, category="featured", prize_usd=25_000, year=2020) for n in range(1, 11)]
    found = turnout([*featured, entry(7, category="research", code_competition=True, year=2019)])
    ten = Band(name="", n=10, median=550.0, quartiles=(325.0, 775.0))

    def named(name: str) -> Band:
        return Band(name=name, n=ten.n, median=ten.median, quartiles=ten.quartiles)

    def alone(name: str) -> Band:
        return Band(name=name, n=1, median=None, quartiles=None)

    assert found.n == 11
    assert found.by_prize == (named("$25,000 to $49,999"),)
    assert found.by_category == (named("featured"), alone("research"))
    assert found.by_submission == (alone("code"),)
    assert found.by_year == (alone("2019"), named("2020"))


def test_bands_of_prizes_meet_without_a_gap_and_come_in_order() -> None:
    prizes = (0, 0.5, 1, 9_999.99, 10_000, 24_999.5, 25_000, 49_999, 50_000, 99_999, 100_000, 5_000_000)
    found = turnout([entry(5, prize_usd=prize) for prize in prizes])
    assert [(band.name.split()[0], band.n) for band in found.by_prize] == [
        ("under", 2), ("$10,000", 2), ("$25,000", 2), ("$50,000", 2), ("$100,000", 2),
    ]  # fmt: skip


def test_what_is_not_known_is_in_no_band() -> None:
    found = turnout([entry(5)])
    assert (found.n, found.by_prize, found.by_category, found.by_submission, found.by_year) == (1, (), (), (), ())
    assert turnout([]).n == 0
