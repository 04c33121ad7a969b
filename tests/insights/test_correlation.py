import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from insights.correlation import kendall, skewness, spearman

PAIRS = st.lists(st.tuples(st.integers(-3, 60), st.integers(-3, 60)), min_size=2, max_size=80)


def columns(pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    x, y = zip(*pairs, strict=True)
    return np.array(x), np.array(y)


def test_by_hand() -> None:
    x, y = np.array([1, 2, 3, 4]), np.array([1, 3, 2, 4])
    assert kendall(x, y) == pytest.approx(4 / 6)  # 5 pairs agree, 1 does not, of 6
    assert spearman(x, y) == pytest.approx(1 - 6 * 2 / (4 * 15))
    assert kendall(x, x[::-1]) == spearman(x, x[::-1]) == -1
    assert skewness(np.array([0, 0, 0, 4])) == pytest.approx(6 / 3**1.5)  # moments about 1: 3 and 6


def test_a_side_that_never_varies_has_no_correlation() -> None:
    x, y = np.array([1, 2, 3]), np.array([7, 7, 7])
    assert math.isnan(kendall(x, y))
    assert math.isnan(spearman(x, y))
    assert math.isnan(skewness(y))


@given(PAIRS.filter(lambda pairs: all(len(set(side)) > 1 for side in zip(*pairs, strict=True))))
def test_the_reference_library_says_the_same(pairs: list[tuple[int, int]]) -> None:
    x, y = columns(pairs)
    assert kendall(x, y) == pytest.approx(stats.kendalltau(x, y).statistic, abs=1e-12)
    assert spearman(x, y) == pytest.approx(stats.spearmanr(x, y).statistic, abs=1e-12)
    assert skewness(x) == pytest.approx(stats.skew(x), abs=1e-9)


def test_a_long_board() -> None:
    rng = np.random.default_rng(7)
    x, y = rng.integers(0, 5000, 20_000), rng.integers(0, 5000, 20_000)
    assert kendall(x, y) == pytest.approx(stats.kendalltau(x, y).statistic, abs=1e-12)
