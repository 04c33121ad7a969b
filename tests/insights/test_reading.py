import re
from pathlib import Path

import pytest

from insights import mentions
from insights.reading import READING, Reading


def test_a_sample_of_claims_says_how_sure_it_is() -> None:
    found = Reading(claims=40, right=32, texts=1, recall=1, precision=1)
    assert found.interval == pytest.approx((0.652, 0.895), abs=0.001)
    assert READING.interval[0] < READING.right / READING.claims < READING.interval[1]


def test_it_is_the_last_row_of_unseen_texts() -> None:
    table = Path(mentions.__file__).with_name("README.md").read_text(encoding="utf-8")
    texts, precision, recall = re.findall(r"^\| (\d+) texts, unseen \| (\S+) / (\S+) /", table, re.MULTILINE)[-1]
    assert (READING.texts, READING.precision, READING.recall) == (int(texts), float(precision), float(recall))
