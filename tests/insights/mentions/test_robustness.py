"""Nothing that anybody types makes the reader fail or hang. Work is counted, not timed."""

import sys
from collections import Counter
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insights.mentions.claims import read_message, read_writeup
from insights.mentions.predict import predict

MARKDOWN = st.text(
    alphabet=st.sampled_from(list("#*_`~|>-+[]()!<>/\\\n\t .:;=0123456789abxUNet×–。、しゃ\ud800\x00")), max_size=400
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(MARKDOWN, st.text(max_size=300)))
def test_any_text_is_read_and_its_claims_stand_in_it(text: str) -> None:
    predict(text)
    for claim in (*read_writeup("w1", text), *read_message("m1", text)):
        assert claim.start < claim.end
        assert claim.quote is not None
        assert len(claim.quote) == claim.end - claim.start


PATHOLOGICAL = {
    "fences never closed": "```\n" + "x = 1\n" * 2000,
    "brackets": "[" * 5000 + "](" * 5000,
    "tags": "<" * 10000 + "<!--" * 2000,
    "nested list": "".join(" " * depth + "- we used mixup\n" for depth in range(400)),
    "nested quotes": "> " * 5000 + "mixup",
    "headings": "".join(f"{'#' * (1 + n % 6)} part {n}\n" for n in range(3000)),
    "one long table row": "|" + " 0.5 |" * 5000,
    "named often in one row": "| a | worked? |\n|---|---|\n|" + " mixup | no |" * 5000,
    "verdicts": "We tried mixup. However, but and still, it " * 3000,
    "dots": "a." * 20000,
    "numbers": "1,2.3-4/5x" * 4000,
    "separators": "label" + "-_ " * 8000 + "smoothing",
    "averages": "averaging of the " * 3000,
    "joined words": "_a" * 30_000 + " " + "mixup_" * 5000 + " " + "ensemble_" * 5000,
    "joined figures": "1," * 30_000,
    "options": "```\nx -" + "dir" * 60_000 + "\n```",
    "lone surrogates": "\ud800 mixup \udfff" * 1000,
}


@pytest.mark.parametrize("text", PATHOLOGICAL.values(), ids=PATHOLOGICAL)
def test_pathological_markdown_is_read(text: str) -> None:
    predict(text)


@pytest.mark.slow
def test_five_megabytes_in_one_line_are_read() -> None:
    words = "we used mixup and a unet on 2 x V100 with 5 folds, score 0.91 on the private lb " + "of the and to " * 300
    line = words * 1_200
    assert len(line) > 5_000_000
    assert {"mixup", "unet"} <= set(predict(line)["used"])


def calls(text: str) -> int:
    """How many Python functions are entered while a text is read: a measure of work that no load disturbs."""
    count: Counter[str] = Counter()

    def watch(_frame: FrameType, event: str, _argument: Any) -> None:
        count[event] += 1

    sys.setprofile(watch)
    try:
        predict(text)
    finally:
        sys.setprofile(None)
    return count["call"] + count["c_call"]


@pytest.mark.parametrize("joint", ["\n\n", " ", "\n- ", "\n| a | "])
def test_work_grows_linearly_with_length(joint: str) -> None:
    unit = "We used mixup and LightGBM with 5-fold CV. Training took 3 hours on 2 x V100. EMA did not help." + joint
    predict(unit)
    small, large = calls(unit * 40), calls(unit * 160)
    assert large < 4.4 * small
