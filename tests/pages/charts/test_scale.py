import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.charts.scale import Scale

values = st.floats(-1e6, 1e6)


def test_the_domain_lands_on_the_pixels() -> None:
    scale = Scale(0, 10, 100, 200)
    assert (scale(0), scale(5), scale(10)) == (100, 150, 200)
    down = Scale(0, 10, 200, 100)
    assert (down(0), down(10)) == (200, 100)
    log = Scale(1, 1000, 0, 300, log=True)
    assert (log(1), log(10), log(1000)) == pytest.approx((0, 100, 300))


@given(values, values, st.lists(values, min_size=1), st.booleans())
def test_one_and_all_agree_and_stay_inside(low: float, high: float, points: list[float], log: bool) -> None:
    low, high = sorted((abs(low) + 1, abs(high) + 1)) if log else sorted((low, high))
    scale = Scale(low, high, 10, 90, log)
    assert all(10 <= scale(point) <= 90 for point in points)
    assert scale.all(np.array(points)) == pytest.approx([scale(point) for point in points], abs=1e-6)


@given(values, st.floats(1e-6, 1e6))
def test_ticks_are_few_rising_and_inside(low: float, width: float) -> None:
    ticks = Scale(low, low + width, 0, 100).ticks()
    assert len(ticks) <= 13
    assert ticks == sorted(set(ticks))
    slack = width * 1e-6 + 2 * math.ulp(low + width)
    assert all(low - slack <= tick <= low + width + slack for tick in ticks)


def test_logarithmic_ticks_are_powers_of_ten() -> None:
    assert Scale(1, 5000, 0, 1, log=True).ticks() == [1, 10, 100, 1000]
    assert Scale(20, 300, 0, 1, log=True).ticks() == [20, 50, 100, 200]
