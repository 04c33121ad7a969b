"""Rewards as sources print them."""

import re
from typing import Any

from archive.text import clean_name, parse_number

UNKNOWN = ("", "-", "0", "USD", "EUR")
"""Printed where a source knows no amount."""


_SIGNS = {"USD": "$", "EUR": "€"}


def read_reward(text: str) -> dict[str, Any]:
    """`reward` and, for an amount in dollars, `prize_usd`; empty where the source does not know.

    It stays as printed, but for an amount before its currency, as the platform's API has it since 2025 (`25,000 Usd`).
    """
    text = clean_name(text) or ""
    if named := re.fullmatch(rf"([\d,]+(?:\.\d+)?) ({'|'.join(_SIGNS)})", text, re.IGNORECASE):
        text = print_reward(named[2].upper(), parse_number(named[1]))
    if text in UNKNOWN:
        return {}
    found = re.fullmatch(r"\$\s?([\d,]+(?:\.\d+)?)", text)
    amount = parse_number(found[1]) if found else None
    return {"reward": text} if amount is None else {"reward": text, "prize_usd": amount}


def print_reward(kind: str | None, quantity: float | None) -> str:
    """A reward kept as type and quantity in one printed form: `$25,000`, `€5,000`, `Swag`."""
    sign = _SIGNS.get(kind or "")
    if sign is None:
        return kind or ""
    return f"{sign}{quantity:,.0f}" if quantity else ""
