"""How a person's places held: the median over competitions of private percentile minus public percentile."""

from collections.abc import Iterable
from functools import cache
from statistics import median

from insights.people.records import Result, Robustness
from insights.rounding import DIGITS

CONFIDENCE = 0.95


def robustness(results: Iterable[Result]) -> Robustness | None:
    """Compare both ranks of all comparable results.

    A percentile is the share of the competition's teams that stand behind, in per cent, so that the difference is the
    places gained as a percentage of the teams. Only results whose boards can be compared (see `insights.shakeup`) and
    that have both ranks count; None where there is none. Two stages count for nothing: their public board said little.
    The archive names teams in the top 50 of either board alone, so the differences are those of a person's better
    results, and whoever is listed for private places is likelier to have risen to them than to have fallen.
    """
    moves = sorted(
        100 * (result.public_rank - result.private_rank) / result.teams
        for result in results
        if result.comparable and result.public_rank and result.private_rank
    )
    if not moves:
        return None
    return Robustness(median=round(median(moves), DIGITS), n=len(moves), interval=_interval(moves))


def _interval(ordered: list[float]) -> tuple[float, float] | None:
    """Take the narrowest pair of symmetric order statistics that holds the median with at least 95 %.

    The number of values below the median is binomial (n, 1/2); it needs at least 6 values. Exact, hence the same on
    every machine (Conover, Practical Nonparametric Statistics, section 3.2).
    """
    below = _left_out(len(ordered))
    if below is None:
        return None
    return round(ordered[below], DIGITS), round(ordered[-1 - below], DIGITS)


@cache
def _left_out(n: int) -> int | None:
    """Count the values that may be left out at either end of n; None where even all of them are too few."""
    tail, term, chosen = 0, 1, None
    for k in range(n // 2):
        tail += term
        if tail / 2**n > (1 - CONFIDENCE) / 2:
            break
        chosen, term = k, term * (n - k) // (k + 1)  # the next binomial coefficient
    return chosen
