import numpy as np
import pytest

from archive.sentinels import is_sentinel
from insights import sentinels

NO_SCORES = [99999.0, 999999.0, -999999.0, 1e15 - 1, 1e30, -1e40]
SCORES = [0.0, 0.99999, 9999.0, 99998.0, 99999.5, 1e5, 1e6, -1e10, 9.99999e29]


@pytest.mark.parametrize("score", NO_SCORES + SCORES)
def test_check_and_charts_take_the_same_scores_for_none(score: float) -> None:
    assert is_sentinel(score) == (score in NO_SCORES)
    assert sentinels.is_sentinel(np.array([score, np.nan])).tolist() == [score in NO_SCORES, False]


def test_no_score_is_no_stand_in() -> None:
    assert not is_sentinel(None)
