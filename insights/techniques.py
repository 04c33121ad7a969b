"""What techniques are worth: how often the top uses them, how much more often than the rest, when, where and with what.

The unit is the solution (see `insights.solutions`); every share stands beside its denominator. A technique that fewer
than ten solutions use has counts and no ratios. Use is what the authors say: silence is unknown, not no, so every share
is a lower bound.
"""

from collections.abc import Iterable
from statistics import median

import numpy as np

from insights.boards import Flags, Ints
from insights.computed import Computed
from insights.rounding import DIGITS, published
from insights.shares import ENOUGH, Lift, Share, interval_over_competitions, lift_of, lift_within, share_of
from insights.solutions import FIELD, PODIUM, TOP
from insights.together import PAIRS, Partner, together
from insights.uses import Uses


class Slice(Computed):
    """Use of a technique within one year or one kind of data."""

    key: str
    """The year, or the id of the modality or task."""
    used: Share
    """Solutions that use it, of all read solutions of this slice."""
    competitions: int
    """Competitions with a solution of this slice that uses it: a year may be one competition more than others."""
    of_competitions: int
    """Competitions with a read solution of this slice."""


class Companion(Computed):
    """A technique that goes with another."""

    technique: str
    """Its id."""
    together: int
    """Solutions that use both."""
    lift: float
    """Solutions with both, over what independent use would give: P(a and b) / (P(a) P(b)); 1 is no relation."""


class Technique(Computed):
    """What the archive says of one technique."""

    technique: str
    """Its id."""
    used: int
    """Solutions of any rank that use it."""
    rejected: int
    """Solutions that tried it without success or say that they left it out."""
    competitions: int
    """Competitions with a solution that uses it."""
    winners: int
    """Solutions at private rank 1 that use it."""
    winners_rejected: int
    """Solutions at private rank 1 that rejected it."""
    top10: Share
    """Solutions at private ranks 1-10 that use it, of all read solutions there."""
    top10_interval: tuple[float, float] | None = None
    """95 % interval of that share which knows that solutions of one competition resemble each other, where Wilson's
    takes them as drawn one by one; null where the share is, or where all are of one competition."""
    lift: Lift
    """Share among private ranks 1-3 over share among ranks 4-50."""
    within: Lift
    """The same within competitions, so that what a competition is about, and which of its places were read, is out."""
    first_year: int | None = None
    """First year in which a solution uses it."""
    last_year: int | None = None
    """Last year in which a solution uses it."""
    by_year: tuple[Slice, ...] = ()
    """One slice for every year with a read solution, oldest first."""
    by_modality: tuple[Slice, ...] = ()
    """One slice for every modality or task in which a solution uses it, most users first."""
    goes_with: tuple[Companion, ...] = ()
    """Techniques that at least ten solutions use together with it more often than independent use would give, highest
    lift first. Techniques of one time or one kind of data are there because they are of it: see `goes_within`."""
    goes_within: tuple[Partner, ...] = ()
    """The same compared within competitions, surest first."""
    usual_within: float | None = None
    """Median ratio within competitions of all pairs of techniques that at least ten solutions use together: what two
    techniques without any bond have, since some texts name more of everything. The same for every technique."""


def techniques(uses: Uses) -> tuple[Technique, ...]:
    """Sum up every technique of the vocabulary, in its order."""
    sums = _Sums(uses)
    return tuple(_technique(uses, sums, index) for index in range(len(uses.ids)))


def usual_lift(found: Iterable[Technique]) -> float | None:
    """Take the median lift within competitions of the techniques that have one; null where none has.

    Who places higher tells more: the usual lift, not 1, is what a technique without any merit would have.
    """
    lifts = [one.within.lift for one in found if one.within.lift is not None]
    return published(median(lifts)) if lifts else None


class _Sums:
    """Counts over groups of solutions, each taken once for all techniques."""

    def __init__(self, uses: Uses) -> None:
        rank = uses.rank
        self.both = uses.used.count_both()
        self.together = together(uses, self.both)
        self.rejected = uses.rejected.count()
        self.competitions = uses.used.count_groups(uses.competition)
        self.winners, self.winners_rejected = uses.used.count(rank == 1), uses.rejected.count(rank == 1)
        self.top10 = _group(uses, rank <= TOP)
        self.tops = _by_competition(uses, rank <= TOP)
        self.podium, self.field = _group(uses, rank <= PODIUM), _group(uses, (rank > PODIUM) & (rank <= FIELD))
        self.podiums = _by_competition(uses, rank <= PODIUM)
        self.fields = _by_competition(uses, (rank > PODIUM) & (rank <= FIELD))
        self.years = {year: _Part(uses, rows) for year, rows in uses.years.items()}
        self.modalities = {modality: _Part(uses, rows) for modality, rows in uses.modalities.items()}


class _Part:
    """Counts over the solutions of one year, or of one kind of data."""

    def __init__(self, uses: Uses, rows: Flags) -> None:
        self.group = _group(uses, rows)
        self.competitions = uses.used.count_groups(uses.competition, rows)
        self.of_competitions = len({*uses.competition[rows].tolist()})


def _group(uses: Uses, rows: Flags) -> tuple[Ints, int]:
    """Users of each technique in a group, and the size of the group."""
    return uses.used.count(rows), int(np.count_nonzero(rows))


def _by_competition(uses: Uses, rows: Flags) -> tuple[Ints, Ints]:
    """Users of each technique in a group, one row a competition, and the size of the group in each."""
    sizes = np.bincount(uses.competition[rows], minlength=uses.competitions)
    return uses.used.count_by(uses.competition, len(sizes), rows), sizes


def _technique(uses: Uses, sums: _Sums, index: int) -> Technique:
    count = int(sums.both[index, index])

    def share(group: tuple[Ints, int]) -> Share:
        return share_of(int(group[0][index]), group[1], enough=count >= ENOUGH)

    (top, top_of), (rest, rest_of) = sums.podiums, sums.fields
    top10, (in_top, tops_of) = share(sums.top10), sums.tops

    def slice_of(key: str, part: _Part) -> Slice:
        used, competitions = share(part.group), int(part.competitions[index])
        return Slice(key=key, used=used, competitions=competitions, of_competitions=part.of_competitions)

    years = [slice_of(year, part) for year, part in sums.years.items()] if count else []
    active = [int(year.key) for year in years if year.used.count]
    kinds = [slice_of(kind, part) for kind, part in sums.modalities.items() if part.competitions[index]]
    return Technique(
        technique=uses.ids[index],
        used=count,
        rejected=int(sums.rejected[index]),
        competitions=int(sums.competitions[index]),
        winners=int(sums.winners[index]),
        winners_rejected=int(sums.winners_rejected[index]),
        top10=top10,
        top10_interval=None if top10.share is None else interval_over_competitions(in_top[:, index], tops_of),
        lift=lift_of(share(sums.podium), share(sums.field)),
        within=lift_within(top[:, index], top_of, rest[:, index], rest_of, enough=count >= ENOUGH),
        first_year=min(active, default=None),
        last_year=max(active, default=None),
        by_year=tuple(years),
        by_modality=tuple(sorted(kinds, key=lambda kind: (-kind.used.count, kind.key))),
        goes_with=_companions(uses, index, sums.both),
        goes_within=sums.together.of[index],
        usual_within=sums.together.usual,
    )


def _companions(uses: Uses, index: int, both_of: Ints) -> tuple[Companion, ...]:
    own, solutions = int(both_of[index, index]), len(uses.rank)
    found = [
        Companion(technique=uses.ids[other], together=both, lift=round(lift, DIGITS))
        for other, both in enumerate(both_of[index].tolist())
        if other != index and both >= ENOUGH and (lift := both * solutions / (own * int(both_of[other, other]))) > 1
    ]
    return tuple(sorted(found, key=lambda pair: (-pair.lift, pair.technique))[:PAIRS])
