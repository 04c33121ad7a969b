import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.shakeups import BIN, Case, overview


def case(
    s: float, teams: int = 500, share: float | None = None, year: int | None = None, limit: int | None = None
) -> Case:
    return Case(s, teams, share, limit, year)


def test_hand_worked_overview() -> None:
    found = overview([case(0.01, 50, 0.3, 2019), case(0.03, 1200, 0.2, 2020), case(0.26, 1500, None, 2020)])
    assert (found.n, found.median) == (3, 0.03)
    assert found.edges == tuple(round(BIN * index, 3) for index in range(12))
    assert [index for index, count in enumerate(found.counts) if count] == [0, 1, 10]
    assert [(band.name, band.n, band.median) for band in found.by_teams] == [
        ("20 to 99 teams", 1, 0.01), ("1,000 to 1,999 teams", 2, 0.145),
    ]  # fmt: skip
    assert [(band.name, band.n) for band in found.by_public_share] == [
        ("over 15 % to 25 % public", 1), ("over 25 % to 35 % public", 1),
    ]  # fmt: skip
    assert [(band.name, band.n) for band in found.by_year] == [("2019", 1), ("2020", 2)]
    assert (found.with_public_share.n, found.with_public_share.rho) == (2, None)


def test_ten_competitions_give_quartiles_and_a_correlation() -> None:
    found = overview([case(index / 100, teams=100 * index, year=2020) for index in range(1, 11)])
    assert found.with_teams.rho == 1.0
    assert found.by_year[0].quartiles == (0.0325, 0.0775)
    assert found.with_year.rho is None


def test_a_correlation_says_how_sure_it_is() -> None:
    """Twelve in which neighbours change places: rho 0.958, arctanh 1.921, give or take 1.96 * sqrt(1.459 / 9)."""
    found = overview([case(s / 100, teams=100 + (s ^ 1)) for s in range(12)]).with_teams
    assert found.rho == pytest.approx(0.958, abs=0.0005)
    assert found.interval == pytest.approx((0.812, 0.991), abs=0.0005)
    exact = overview([case(index / 100, teams=100 * index) for index in range(1, 11)]).with_teams
    assert exact.interval is not None
    assert exact.interval[0] <= exact.interval[1] <= 1


def test_limits_of_submissions_a_day() -> None:
    found = overview(
        [case(index / 100, limit=limit) for index, limit in enumerate((1, 2, 3, 5, 5, 7, 10, 11, 999, None))]
    )
    assert [(band.name, band.n, band.median) for band in found.by_limit] == [
        ("1 or 2 a day", 2, 0.005), ("3 or 4 a day", 1, 0.02), ("5 a day", 2, 0.035), ("6 to 10 a day", 2, 0.055),
        ("more than 10 a day", 2, 0.075),
    ]  # fmt: skip
    assert (found.with_limit.n, found.with_limit.rho) == (9, None)
    assert overview([case(index / 100, limit=index) for index in range(1, 12)]).with_limit.rho == 1.0


def test_nothing_is_nothing() -> None:
    found = overview([])
    assert (found.n, found.median, found.counts, found.by_teams) == (0, None, (), ())


@given(st.lists(st.floats(0, 0.5), min_size=1))
def test_every_competition_is_in_one_bin_and_one_size(values: list[float]) -> None:
    found = overview([case(value) for value in values])
    assert sum(found.counts) == sum(band.n for band in found.by_teams) == len(values)
    assert found.edges[-1] > max(values) or abs(found.edges[-1] - max(values)) < 1e-9
