"""How far the private board moved from the public one.

`S = mean(|private_rank - public_rank|) / n` over the n teams on both boards (BreakfastPirate's metric, as computed in
davidthaler/shakeup). Identical ranks give 0, a random order 1/3 on average, a full reversal 1/2.
"""

import numpy as np
from msgspec.structs import replace

from archive.records import Competition, Format
from insights.boards import Boards, Ints
from insights.bootstrap import intervals
from insights.computed import Computed
from insights.correlation import kendall, skewness, spearman
from insights.medals import NO_PRIVATE, Medals
from insights.plateaus import tie_mass
from insights.quantiles import quantiles
from insights.rounding import published, published_all

MIN_TEAMS = 20
"""Fewer teams on both boards than this say nothing about a shake-up."""
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Points of the distribution of places gained."""
_NO_BOARDS: dict[Format, str] = {
    "simulation": "agents play each other: there is one board, no public and private part",
    "hackathon": "judged, not scored: there are no boards to compare",
}
_NO_PUBLIC = "no public board is known"
_NO_TEAMS = "the boards are known without their teams"


class Shakeup(Computed):
    """The shake-up of one competition. Places gained are public minus private rank: positive rose, negative fell."""

    applicable: bool
    """Whether the statistics mean something here; where false, `reason` says why and all statistics are null."""
    reason: str | None = None
    """Why the statistics do not apply."""
    two_stage: bool | None
    """New test data decided the private board, so that the public board said little; null where no source says."""
    n: int | None
    """Teams on both boards; null where no team is known to stand on both, so that nobody can count them."""
    n_public_only: int | None
    """Teams on the public board alone, left out of n; null as n is."""
    n_private_only: int | None
    """Teams on the private board alone, left out of n; null as n is."""
    s: float | None = None
    """Mean of |private rank - public rank|, divided by n: 0 nothing moved, 1/3 random order, 1/2 reversal."""
    s_of_random: float | None = None
    """`s` as a share of what a random order gives, 1/3."""
    s_top10pct: float | None = None
    """The same mean over the first floor(0.1 n) teams by private rank, divided by the same n."""
    s_ci: tuple[float, float] | None = None
    """95 % bootstrap interval of `s` over teams, which are ranked anew in each resample."""
    spearman: float | None = None
    """Spearman's rho between the two ranks."""
    spearman_ci: tuple[float, float] | None = None
    """95 % bootstrap interval of `spearman` over teams."""
    kendall: float | None = None
    """Kendall's tau-b between the two ranks."""
    survival_10: float | None = None
    """Share (0..1) of the public top 10 that is in the private top 10."""
    survival_50: float | None = None
    """Share (0..1) of the public top 50 that is in the private top 50; null below 50 teams."""
    survival_gold: float | None = None
    """Share (0..1) of the public ranks down to the last gold one whose teams are there on the private board too.

    The last rank is that of `medals`; null where it tells none: no medals, another platform, two stages.
    """
    survival_silver: float | None = None
    """The same for all ranks down to the last silver one."""
    survival_bronze: float | None = None
    """The same for all ranks down to the last bronze one."""
    winner_public_rank: int | None = None
    """Public rank of the team at private rank 1; null where the public board lacks it."""
    max_rise: int | None = None
    """Most places that a team gained."""
    max_fall: int | None = None
    """Most places that a team lost, as a negative number."""
    places_gained: tuple[float, ...] | None = None
    """5, 25, 50, 75 and 95 % quantiles of places gained."""
    places_gained_std: float | None = None
    """Standard deviation of places gained."""
    places_gained_skew: float | None = None
    """Skewness of places gained."""
    unmoved: int | None = None
    """Teams with the same rank on both boards."""
    tie_mass_public: float | None = None
    """Share (0..1) of the teams of the public board whose displayed score is another team's too."""
    tie_mass_private: float | None = None
    """The same on the private board."""
    percentile_in_peers: float | None = None
    """Percentile (0..100) of `s` among archived competitions of similar size and split (see `insights.peers`)."""
    peers: int | None = None
    """How many these are; null as the percentile is."""

    @property
    def unknown(self) -> bool:
        """Whether there may well be a shake-up, and only the boards that would tell are not known."""
        return self.reason in (NO_PRIVATE, _NO_PUBLIC, _NO_TEAMS)


def shakeup(competition: Competition, boards: Boards, zones: Medals) -> Shakeup:
    """Compare the two boards of a competition and its medal zones on them, or say why they cannot be compared."""
    n = len(boards.both_public) or None
    reason = why_not(competition, boards)
    found = Shakeup(
        applicable=reason is None,
        reason=reason,
        two_stage=competition.two_stage,
        n=n,
        n_public_only=boards.n_public_only if n else None,
        n_private_only=boards.n_private_only if n else None,
    )
    return found if reason else replace(found, **_statistics(boards, zones))


def mean_change(public: Ints, private: Ints, first: int | None = None) -> float:
    """Compute S of paired ranks; with `first`, the mean over that many leading pairs, divided by the same n."""
    change = np.abs(private - public)
    return float(change[:first].mean() / len(change))


def survival(boards: Boards, k: int) -> float | None:
    """Compute |public top k ∩ private top k| / k; null where k is 0 or above the number of teams on both boards.

    A public board that gives one rank to several teams may have more than k of them in its top k: a share of these.
    """
    if not 0 < k <= len(boards.both_public):
        return None
    kept = int(((boards.both_public <= k) & (boards.both_private <= k)).sum())
    return published(kept / max(k, int(boards.public.rank.searchsorted(k, side="right"))))


def why_not(competition: Competition, boards: Boards) -> str | None:
    """Say why the two boards cannot be compared; None where they can."""
    if competition.format in _NO_BOARDS:
        return _NO_BOARDS[competition.format]
    if not len(boards.private):
        return NO_PRIVATE
    if not len(boards.public):
        return _NO_PUBLIC
    if competition.public_share in (0, 1):
        return "a public share of 0 or 100 %: the boards are not two parts of one test set"
    n = len(boards.both_public)
    if not n:
        return _NO_TEAMS
    if n < MIN_TEAMS:
        return f"{n} {'team' if n == 1 else 'teams'} on both boards: fewer than {MIN_TEAMS} say nothing"
    if _identical(boards):
        return "no private split: both boards are identical for every team"
    return None


def _identical(boards: Boards) -> bool:
    """Tell whether every team has the same score on both boards or, where scores are not known, the same rank."""
    known = ~(np.isnan(boards.both_public_score) | np.isnan(boards.both_private_score))
    same_score = boards.both_public_score == boards.both_private_score
    return bool(np.where(known, same_score, boards.both_public == boards.both_private).all())


def _statistics(boards: Boards, zones: Medals) -> dict[str, object]:
    public, private = boards.both_public, boards.both_private
    gained = public - private
    s = mean_change(public, private)
    interval = intervals(public, private)
    return {
        "s": published(s),
        "s_of_random": published(3 * s),
        "s_top10pct": published(mean_change(public, private, first=len(public) // 10)),
        "s_ci": interval.s,
        "spearman": published(spearman(public, private)),
        "spearman_ci": interval.spearman,
        "kendall": published(kendall(public, private)),
        "survival_10": survival(boards, 10),
        "survival_50": survival(boards, 50),
        "survival_gold": survival(boards, zones.gold.rank) if zones.gold else None,
        "survival_silver": survival(boards, zones.silver.rank) if zones.silver else None,
        "survival_bronze": survival(boards, zones.bronze.rank) if zones.bronze else None,
        "winner_public_rank": int(public[0]) if private[0] == 1 else None,
        "max_rise": max(int(gained.max()), 0),
        "max_fall": min(int(gained.min()), 0),
        "places_gained": published_all(quantiles(gained, QUANTILES)),
        "places_gained_std": published(gained.std()),
        "places_gained_skew": published(skewness(gained)) if np.ptp(gained) else None,
        "unmoved": int((gained == 0).sum()),
        "tie_mass_public": published(tie_mass(boards.public)),
        "tie_mass_private": published(tie_mass(boards.private)),
    }
