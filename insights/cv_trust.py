"""Whether local validation or the public board told the private score better.

Counted are solutions whose write-ups state exactly one cross-validation score, one public and one private score on one
scale. Left out, and counted: those with several different values for one of them (it cannot be told which belongs to
the final submission), and those whose values are not on one scale (a percentage beside a share, another metric in
validation).
"""

from collections.abc import Iterable

from archive.text import parse_number
from insights.computed import Computed
from insights.rounding import published
from insights.shares import Share, share_of
from insights.solutions import Described, Place, place_of

SCALE = 2.0
"""Values of one scale: the larger magnitude is at most so many times the smaller."""


class Scores(Computed):
    """The three scores that one solution states."""

    rank: int | None = None
    """Private rank."""
    cv: float
    """Cross-validation score."""
    public: float
    """Public score."""
    private: float
    """Private score."""
    cv_gap: float
    """|CV - private|, in units of the metric."""
    public_gap: float
    """|public - private|, in units of the metric."""
    places: tuple[Place, Place, Place]
    """Where the three are said."""


class CvTrust(Computed):
    """Stated scores of one competition's solutions."""

    scores: tuple[Scores, ...] = ()
    """Solutions that state all three."""
    ambiguous: int = 0
    """Solutions left out: several values for one of the three."""
    other_scale: int = 0
    """Solutions left out: the three are not on one scale."""


class CvTrustTotal(Computed):
    """Over all competitions."""

    cv_nearer: Share
    """Solutions whose CV lay nearer to the private score than the public score did, of all counted."""
    public_nearer: int
    """Solutions where the public score lay nearer."""
    equal: int
    """Solutions where both lay equally near."""
    ambiguous: int
    """Left out: several values."""
    other_scale: int
    """Left out: not on one scale."""


def cv_trust(solutions: Iterable[Described]) -> CvTrust:
    """Gather the stated scores of one competition."""
    found, ambiguous, other_scale = [], 0, 0
    for solution in solutions:
        stated = {scope: _values(solution, scope) for scope in ("cv", "public", "private")}
        if not all(stated.values()):
            continue
        if any(len(values) > 1 for values in stated.values()):
            ambiguous += 1
            continue
        (cv, cv_place), (public, public_place), (private, private_place) = (
            next(iter(values.items())) for values in stated.values()
        )
        if not one_scale(cv, public, private):
            other_scale += 1
            continue
        found.append(
            Scores(
                rank=solution.rank,
                cv=cv,
                public=public,
                private=private,
                cv_gap=published(abs(cv - private)) or 0.0,
                public_gap=published(abs(public - private)) or 0.0,
                places=(cv_place, public_place, private_place),
            )
        )
    return CvTrust(scores=tuple(found), ambiguous=ambiguous, other_scale=other_scale)


def cv_trust_total(competitions: Iterable[CvTrust]) -> CvTrustTotal:
    """Count over all competitions."""
    competitions = tuple(competitions)
    scores = [score for found in competitions for score in found.scores]
    nearer = sum(score.cv_gap < score.public_gap for score in scores)
    farther = sum(score.cv_gap > score.public_gap for score in scores)
    return CvTrustTotal(
        cv_nearer=share_of(nearer, len(scores)),
        public_nearer=farther,
        equal=len(scores) - nearer - farther,
        ambiguous=sum(found.ambiguous for found in competitions),
        other_scale=sum(found.other_scale for found in competitions),
    )


def _values(solution: Described, scope: str) -> dict[float, Place]:
    found: dict[float, Place] = {}
    for claim in solution.said("score"):
        value = parse_number(claim.value)
        if claim.scope == scope and value is not None:
            found.setdefault(value, place_of(claim))
    return found


def one_scale(*values: float) -> bool:
    """Tell whether values can be scores of one metric: of one sign, and within a factor of `SCALE`."""
    low, high = min(map(abs, values)), max(map(abs, values))
    return len({value < 0 for value in values}) == 1 and high <= SCALE * low
