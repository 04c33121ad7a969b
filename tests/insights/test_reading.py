import pytest

from insights.reading import READING, Reading


def test_a_sample_of_claims_says_how_sure_it_is() -> None:
    found = Reading(claims=40, right=32, texts=1, recall=1, precision=1)
    assert found.interval == pytest.approx((0.652, 0.895), abs=0.001)
    assert READING.interval[0] < READING.right / READING.claims < READING.interval[1]
