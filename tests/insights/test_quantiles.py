import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from insights.quantiles import quantiles


def test_by_hand() -> None:
    # Five values have four gaps: a share of 0.1 is 0.4 of the first, 0.9 is 0.6 of the last.
    assert quantiles(np.array([30, 10, 20, 50, 40]), (0, 0.1, 0.5, 0.9, 1)).tolist() == [10, 14, 30, 46, 50]
    assert quantiles(np.array([7.5]), (0.05, 0.95)).tolist() == [7.5, 7.5]


@given(
    st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=60) | st.lists(st.integers(-5000, 5000), min_size=1),
    st.lists(st.floats(0, 1), min_size=1, max_size=5),
)
def test_the_reference_library_says_the_same_to_the_last_bit(values: list[float], shares: list[float]) -> None:
    assert quantiles(np.array(values), shares).tolist() == np.quantile(np.array(values), shares).tolist()
