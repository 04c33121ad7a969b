import io
from collections.abc import Iterator
from itertools import count

import pytest
import requests

from harvesters.limits import AnswerLimits, LimitError, read_body, read_retry_after


def answer(pieces: int, size: int = 10) -> requests.Response:
    """One that comes in pieces."""
    made = requests.Response()
    made.raw = io.BytesIO()

    def iter_content(chunk_size: int) -> Iterator[bytes]:
        yield from [b"x" * size] * pieces

    made.iter_content = iter_content  # type: ignore[assignment,method-assign]
    return made


def test_a_body_within_the_limits_is_read_whole() -> None:
    limits = AnswerLimits(whole=5, most_bytes=50)
    assert read_body(answer(5), limits, iter(range(6)).__next__) == b"x" * 50


def test_too_large_an_answer_is_closed_where_it_passes_the_limit() -> None:
    given = answer(1000)
    with pytest.raises(LimitError, match=r"larger than 45 bytes; 50 bytes were read"):
        read_body(given, AnswerLimits(most_bytes=45), lambda: 0.0)
    assert given.raw.closed


@pytest.mark.parametrize(
    "said", ["soon", f"Fri, 31 Dec {'9' * 30} 23:59:59 GMT", "31 Dec 2026 23:59:59 +99999999999999999"]
)
def test_a_pause_that_cannot_be_read_is_none(said: str) -> None:
    assert read_retry_after({"Retry-After": said, "Date": "Thu, 01 Jan 2026 00:00:00 GMT"}) is None


def test_an_answer_that_drips_is_given_up() -> None:
    seconds = count(100)
    with pytest.raises(LimitError, match=r"took longer than 3 seconds; 40 bytes were read"):
        read_body(answer(1000), AnswerLimits(whole=3), lambda: float(next(seconds)))
