"""Bands of the most submissions a day that a competition allows."""

BANDS = ("1 or 2", "3 or 4", "5", "6 to 10", "more than 10")
"""Names, smallest first."""
_LAST = (2, 4, 5, 10)


def band_of(limit: int | None) -> str | None:
    """The band of a limit; None where it is not known."""
    return None if limit is None else BANDS[sum(limit > last for last in _LAST)]
