import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.shares import Lift, interval_over_competitions, lift_of, lift_within, share_of, wilson


def test_wilson_by_hand() -> None:
    """5 of 10: centre 0.5, half width z sqrt(0.025 + z^2/400) / (1 + z^2/10) = 0.263405."""
    assert wilson(5, 10) == pytest.approx((0.236593, 0.763407), abs=1e-6)


def test_wilson_of_none_and_all_by_hand() -> None:
    """0 of 10: from 0 to z^2 / (10 + z^2) = 3.841459 / 13.841459; 10 of 10 is its mirror image."""
    assert wilson(0, 10) == pytest.approx((0.0, 0.277533), abs=1e-6)
    assert wilson(10, 10) == pytest.approx((0.722467, 1.0), abs=1e-6)


def by_competition(*groups: tuple[int, int]) -> tuple[float, float] | None:
    return interval_over_competitions(*np.array(groups, dtype=np.int64).T)


def test_interval_over_competitions_by_hand() -> None:
    """Shares 0, 0, 1 and 1 of ten each: variance 4/3 * 4 * 25 / 40^2 = 1/12, design effect 1/12 * 40 / (1/4) = 40/3."""
    assert by_competition((0, 10), (0, 10), (10, 10), (10, 10)) == pytest.approx(wilson(1.5, 3), abs=1e-8)


def test_competitions_that_are_all_alike_are_no_better_than_draws() -> None:
    assert by_competition((5, 10), (5, 10), (0, 0)) == pytest.approx(wilson(10, 20), abs=1e-8)
    assert by_competition((0, 10), (0, 10)) == pytest.approx(wilson(0, 20), abs=1e-8)
    assert by_competition((10, 10), (10, 10)) == pytest.approx(wilson(20, 20), abs=1e-8)


def test_one_competition_has_no_interval_over_competitions() -> None:
    assert by_competition((5, 10), (0, 0)) is None


@given(st.lists(st.integers(1, 50).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))), min_size=2))
def test_an_interval_over_competitions_holds_that_of_wilson(groups: list[tuple[int, int]]) -> None:
    found = by_competition(*groups)
    assert found is not None
    plain = wilson(sum(a for a, _ in groups), sum(n for _, n in groups))
    assert 0 <= found[0] <= plain[0] + 1e-8
    assert plain[1] - 1e-8 <= found[1] <= 1


def test_small_denominators_have_counts_only() -> None:
    assert share_of(3, 9).share is None
    assert share_of(3, 10).share == 0.3
    assert share_of(3, 10, enough=False).share is None
    assert share_of(0, 0).of == 0


def test_lift_by_hand() -> None:
    found = lift_of(share_of(6, 10), share_of(6, 20))
    assert found.lift == 2.0
    assert found.low is not None
    assert found.high is not None
    # R's own arithmetic of the closed form, ends of Wilson (0.3127, 0.8318) and (0.1455, 0.5190):
    assert (found.low, found.high) == pytest.approx(_closed_form(6, 10, 6, 20), abs=1e-9)


def _closed_form(a: int, m: int, b: int, n: int) -> tuple[float, float]:
    """Donner and Zou's formula as printed, with its differences in the denominators."""
    p, q = a / m, b / n
    (pl, pu), (ql, qu) = wilson(a, m), wilson(b, n)
    low = (p * q - ((p * q) ** 2 - pl * qu * (2 * p - pl) * (2 * q - qu)) ** 0.5) / (qu * (2 * q - qu))
    high = (p * q + ((p * q) ** 2 - pu * ql * (2 * p - pu) * (2 * q - ql)) ** 0.5) / (ql * (2 * q - ql))
    return low, high


def test_no_lift_over_nothing() -> None:
    assert lift_of(share_of(6, 10), share_of(0, 20)).lift is None
    assert lift_of(share_of(6, 9), share_of(5, 20)).lift is None
    zero = lift_of(share_of(0, 10), share_of(5, 20))
    assert (zero.lift, zero.low) == (0.0, 0.0)


shares = st.integers(10, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(shares, shares)
def test_intervals_hold_their_estimate(top: tuple[int, int], rest: tuple[int, int]) -> None:
    share = share_of(*top)
    assert share.low is not None
    assert share.high is not None
    assert 0 <= share.low <= share.count / share.of + 1e-9
    assert share.count / share.of - 1e-9 <= share.high <= 1
    lift = lift_of(share, share_of(*rest))
    if lift.lift is not None:
        assert lift.low is not None
        assert lift.high is not None
        assert 0 <= lift.low <= lift.lift + 1e-9
        assert lift.lift - 1e-9 <= lift.high


def within(*strata: tuple[int, int, int, int]) -> Lift:
    """Users and solutions of the top, users and solutions below, of each competition."""
    return lift_within(*np.array(strata, dtype=np.int64).reshape(-1, 4).T)


def test_lift_within_one_competition_is_the_ratio_of_its_shares() -> None:
    """6 of 10 against 6 of 20; the interval is then that of Katz: variance 1/6 - 1/10 + 1/6 - 1/20 of the logarithm."""
    found = within((6, 10, 6, 20))
    reach = math.exp(1.959964 * math.sqrt(1 / 6 - 1 / 10 + 1 / 6 - 1 / 20))
    assert (found.lift, found.low, found.high) == pytest.approx((2.0, 2 / reach, 2 * reach), abs=1e-8)


def test_lift_within_two_competitions_by_hand() -> None:
    """Mantel-Haenszel: (4*10/20 + 1*20/25) / (2*10/20 + 2*5/25) = 2.8 / 1.4."""
    found = within((4, 10, 2, 10), (1, 5, 2, 20))
    variance = (6 * 10 * 10 / 20**2 - 4 * 2 / 20 + 3 * 5 * 20 / 25**2 - 1 * 2 / 25) / (2.8 * 1.4)
    reach = math.exp(1.959964 * math.sqrt(variance))
    assert (found.lift, found.low, found.high) == pytest.approx((2.0, 2 / reach, 2 * reach), abs=1e-8)
    assert (found.top.count, found.top.of, found.rest.count, found.rest.of) == (5, 15, 4, 30)


def test_what_a_competition_is_about_is_no_lift() -> None:
    """Of one competition with few users the top was read, of one with many the places below: each is even."""
    assert within((1, 20, 1, 20), (18, 20, 162, 180)).lift == 1.0


def test_a_competition_of_which_one_group_was_read_says_nothing() -> None:
    assert within((6, 10, 6, 20), (9, 9, 0, 0), (0, 0, 30, 40)) == within((6, 10, 6, 20))


def test_no_lift_within_competitions_over_nothing() -> None:
    for few in ((6, 10, 0, 20), (6, 9, 5, 20), (0, 10, 5, 20)):
        assert within(few).lift is None
    assert within().lift is None


counts = st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(st.lists(st.tuples(counts, counts), max_size=5))
def test_intervals_within_competitions_hold_their_estimate(
    strata: list[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    for top, _ in strata:
        share = share_of(*top)
        if share.share is not None:
            assert share.low is not None
            assert share.high is not None
            assert 0 <= share.low <= share.count / share.of + 1e-9
            assert share.count / share.of - 1e-9 <= share.high <= 1
    found = within(*((*top, *rest) for top, rest in strata))
    if found.lift is not None:
        assert found.low is not None
        assert found.high is not None
        assert 0 <= found.low <= found.lift <= found.high
