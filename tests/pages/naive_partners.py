"""Which techniques go together within competitions, counted pair by pair and competition by competition."""

import math
import statistics
from collections import defaultdict
from functools import cache
from itertools import groupby, product
from typing import Any

from insights.glossary import glossary
from tests.pages.naive_knowledge import Naive, ratio_within

Strata = list[tuple[int, int, int, int]]
"""Users of another technique and size of the group, among users of one technique and among others, by competition."""


@cache
def partners(naive: Naive) -> tuple[dict[str, list[tuple[Any, ...]]], float | None]:
    """By technique: minus the statistic, place of the other, users and sizes of both groups, ratio; the usual ratio."""
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    ratios = []
    for one, (place, other) in product(glossary(), enumerate(glossary())):
        if one != other and sum(other in s["used"] for s in naive.users(one)) >= 10:
            strata = strata_of(naive, one, other)
            a, m, b, n = (sum(column) for column in zip(*strata, strict=True)) if strata else (0, 0, 0, 0)
            ratio = ratio_within(strata) if min(m, n) >= 10 and a and b else None
            ratios += [ratio[0]] if ratio else []
            if (sureness := beyond_chance(strata)) > 0:
                found[one].append((-sureness, place, (a, m, b, n), ratio))
    return found, statistics.median(ratios) if ratios else None


def strata_of(naive: Naive, one: str, other: str) -> Strata:
    strata = []
    for _, group in groupby(naive.solutions, key=lambda s: s["folder"]):
        here = list(group)
        users, others = ([s for s in here if (one in s["used"]) is use] for use in (True, False))
        if users and others:
            a, b = (sum(other in s["used"] for s in group) for group in (users, others))
            strata.append((a, len(users), b, len(others)))
    return strata


def beyond_chance(strata: Strata) -> float:
    """Mantel and Haenszel's statistic: what is beyond the expectation of each table, over its standard deviation."""
    beyond = sum(a - m * (a + b) / (m + n) for a, m, b, n in strata)
    variance = sum(m * n * (a + b) * (m + n - a - b) / ((m + n) ** 2 * (m + n - 1)) for a, m, b, n in strata)
    return round(beyond / math.sqrt(variance), 6) if variance else 0
