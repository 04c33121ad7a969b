"""Scores that are no scores: what hosts write for "failed"."""

NINES = tuple(10.0**digits - 1 for digits in range(5, 16))
"""Whole numbers of nines, such as 99999 and 999999; a float holds no longer one."""
BEYOND = 1e30
"""From here on no metric measures anything."""


def is_sentinel(score: float | None) -> bool:
    """Whether a score is a number of nines, of either sign, or beyond all scores; `insights.sentinels` asks of many."""
    return score is not None and (abs(score) in NINES or abs(score) >= BEYOND)
