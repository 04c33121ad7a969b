"""Numbers as they are published."""

import math

from insights.boards import Floats

DIGITS = 9
"""Decimals of a published statistic: more than any reader needs, fewer than the last bits that differ by machine."""


def published(value: float) -> float | None:
    """Round a statistic for publication; what is not a finite number is not known."""
    return round(float(value), DIGITS) if math.isfinite(value) else None


def published_all(values: Floats) -> tuple[float, ...]:
    """Round several finite statistics for publication."""
    return tuple(round(value, DIGITS) for value in values.tolist())
