"""From values to pixels: linear and logarithmic scales with round ticks."""

import math

import numpy as np

from insights.boards import Floats, Ints
from insights.computed import Value

TICKS = 6
"""About so many on a linear axis."""


class Scale(Value):
    """Maps values in `low..high` to pixels in `start..end` (either may run backwards)."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __call__(self, value: float) -> float:
        """The pixel of a value; values outside the domain land on its edge."""
        low, high, value = (_log(v) if self.log else v for v in (self.low, self.high, value))
        if high == low:
            return (self.start + self.end) / 2
        share = min(1.0, max(0.0, (value - low) / (high - low)))
        return self.start + share * (self.end - self.start)

    def all(self, values: Ints | Floats) -> Floats:
        """The pixels of many values."""
        low, high = self.low, self.high
        if self.log:
            low, high, values = _log(low), _log(high), np.log10(np.maximum(values, 1e-12))
        if high == low:
            return np.full(len(values), (self.start + self.end) / 2)
        share = np.clip((values - low) / (high - low), 0, 1)
        return self.start + share * (self.end - self.start)

    def ticks(self) -> list[float]:
        """Round values in the domain, about `TICKS` of them, both ends of a rank axis included where they are round."""
        return _log_ticks(self.low, self.high) if self.log else _linear_ticks(self.low, self.high)


def _log(value: float) -> float:
    return math.log10(max(value, 1e-12))


def _linear_ticks(low: float, high: float) -> list[float]:
    if high <= low:
        return [low]
    raw = (high - low) / TICKS
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= raw * 0.999)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(index * step, 12) for index in range(first, last + 1)]


def _log_ticks(low: float, high: float) -> list[float]:
    decades = range(math.floor(_log(low)), math.ceil(_log(high)) + 1)
    factors = (1, 2, 5) if _log(high) - _log(low) < 1.5 else (1,)
    return [factor * 10.0**decade for decade in decades for factor in factors if low <= factor * 10.0**decade <= high]
