"""Colours of the style sheet against the page that they stand on, by WCAG 2.2's contrast ratio."""

import re
from itertools import product

import pytest

from pages.engine.cache.code import REPOSITORY

STYLE = (REPOSITORY / "site_src/assets/leaderlore.css").read_text(encoding="utf-8")
LEAST = {
    4.5: ("ink", "soft", "accent", "accent-strong", "rose", "fell", "gold", "silver", "bronze"),
    3.0: ("dot-gold", "dot-silver", "dot-bronze", "dot-rest"),
}
"""Least ratio of text (1.4.3) and of what charts draw (1.4.11)."""
CASES = [(name, least) for least, names in LEAST.items() for name in names]


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("scheme", "case"), list(product(("default", "slate"), CASES)))
def test_what_is_drawn_can_be_told_from_the_page(scheme: str, case: tuple[str, float]) -> None:
    rules = STYLE.partition(f'[data-md-color-scheme="{scheme}"]')[2].partition("}")[0]
    colours = dict(re.findall(r"--ll-([\w-]+): (#\w+);", rules))
    name, least = case
    low, high = sorted((luminance(colours[name]) + 0.05, luminance(colours["page"]) + 0.05))
    assert high / low >= least
