import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.shares import lift_of, share_of, wilson


def test_wilson_by_hand() -> None:
    """5 of 10: centre 0.5, half width z sqrt(0.025 + z^2/400) / (1 + z^2/10) = 0.263405."""
    assert wilson(5, 10) == pytest.approx((0.236593, 0.763407), abs=1e-6)


def test_wilson_of_none_and_all_by_hand() -> None:
    """0 of 10: from 0 to z^2 / (10 + z^2) = 3.841459 / 13.841459; 10 of 10 is its mirror image."""
    assert wilson(0, 10) == pytest.approx((0.0, 0.277533), abs=1e-6)
    assert wilson(10, 10) == pytest.approx((0.722467, 1.0), abs=1e-6)


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


counts = st.integers(10, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(counts, counts)
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
