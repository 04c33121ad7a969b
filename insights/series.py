"""Which competitions are editions of one series: the same title but for year, month, number and everyday words.

"BirdCLEF 2024" and "BirdCLEF+ 2025" are, and so are "Second Annual Data Science Bowl" and "2018 Data Science Bowl".
What stands before a dash names the series where it holds the number: "Santa 2024 - A Puzzle" and "Santa 2025 - A Tree".
Hosts are no help: half of them are unknown, and many are spelt anew each year. Community competitions have no series:
homework of different classes bears one name.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from insights.computed import Value

LEAST = 4
"""Fewest letters of a title without its numbers that can name a series."""
_NUMBERS = re.compile(r"\d+(?:st|nd|rd|th)?")
_DASH = re.compile(r"\s[-–—]\s")
_LETTERS = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"[ivx]+")
_EVERYDAY = frozenset(
    {
        "a", "an", "and", "annual", "at", "challenge", "competition", "contest", "edition", "in", "of", "on", "part",
        "round", "season", "series", "the", "week",
        "cvpr", "eccv", "fgvc", "iccv", "icdar", "icdm", "icfhr", "icml", "mlsp", "neurips", "nips",
        "one", "two", "three", "four", "five", "six", "first", "second", "third", "fourth", "fifth", "sixth",
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "january",
        "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
    }
)  # fmt: skip


class Edition(Value):
    """What tells of which series a competition is."""

    title: str
    platform: str
    category: str | None


def series_key(title: str) -> str | None:
    """What is left of a title without numbers, months, conferences and everyday words; None where that is nothing."""
    head, *rest = _DASH.split(title, maxsplit=1)
    return (_named(head) if rest and _NUMBERS.search(head) else None) or _named(title)


def _named(title: str) -> str | None:
    words = _LETTERS.findall(_NUMBERS.sub(" ", title.casefold()))
    left = [word for word in words if word not in _EVERYDAY and not _ROMAN.fullmatch(word)]
    return " ".join(left) if len("".join(left)) >= LEAST else None


def series(editions: Sequence[Edition]) -> tuple[tuple[int, ...], ...]:
    """For each competition, the places of the others of its series, in the given order."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    keys = [(it.platform, "" if it.category == "community" else series_key(it.title) or "") for it in editions]
    for place, key in enumerate(keys):
        if key[1]:
            groups[key].append(place)
    return tuple(tuple(other for other in groups.get(key, ()) if other != place) for place, key in enumerate(keys))
