"""What an answer from the network may cost, reading it within that, and the pause it asks for: for all sources."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import requests

NAME = "Leaderlore/0.1"
"""Who asks; each source says what for."""

PIECE = 1024
"""Bytes after which the clock is looked at: a server that drips is waited for so long at least."""


class LimitError(Exception):
    """An answer that is larger or slower than allowed."""


@dataclass(frozen=True)
class AnswerLimits:
    """Times in seconds; a source narrows them to what it expects."""

    connect: float = 10.0
    """For a connection."""
    read: float = 60.0
    """For each piece of an answer."""
    whole: float = 300.0
    """For a whole answer, so that one that drips does not hold the run."""
    most_bytes: int = 256 * 1024 * 1024
    """Largest answer, after decompression."""

    @property
    def timeouts(self) -> tuple[float, float]:
        """As `requests` takes them."""
        return self.connect, self.read


def read_body(response: requests.Response, limits: AnswerLimits, clock: Callable[[], float]) -> bytes:
    """The body of a streamed answer. Raises LimitError, and closes the answer, where it is too large or too slow."""
    end, body = clock() + limits.whole, bytearray()
    for piece in response.iter_content(PIECE):
        body += piece
        slow = clock() > end
        if slow or len(body) > limits.most_bytes:
            response.close()
            said = (
                f"took longer than {limits.whole:g} seconds" if slow else f"is larger than {limits.most_bytes:,} bytes"
            )
            raise LimitError(f"the answer {said}; {len(body):,} bytes were read")
    return bytes(body)


def read_retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds of a `Retry-After` header; null where it says nothing usable.

    A date is counted from the answer's own `Date`, so that a wrong clock here does not matter.
    """
    said = headers.get("Retry-After", "").strip()
    if said.isdecimal():
        return float(said)
    try:
        wait = parsedate_to_datetime(said) - parsedate_to_datetime(headers.get("Date", ""))
    except (TypeError, ValueError, OverflowError):
        return None
    return max(0.0, wait.total_seconds())
