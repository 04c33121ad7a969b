"""How many took part, and how good that is."""

from typing import Literal

Band = Literal["poor", "ok", "good", "great"]


def participation(teams: int) -> Band:
    """Name the size band of a competition by the teams on its board.

    Below 10 poor, below 100 ok, below 1000 good, from 1000 on great (V. Iglovikov,
    "I want to organize ML competition").
    """
    if teams < 10:
        return "poor"
    if teams < 100:
        return "ok"
    return "good" if teams < 1000 else "great"
