"""What matters for a kind of data, task or field: the techniques that its solutions use most, those that set it apart,
and the families that they use something of."""

from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np
from msgspec.structs import replace

from insights.boards import Flags, Ints
from insights.computed import Computed
from insights.glossary import FAMILIES, glossary
from insights.practice import Practice
from insights.rounding import DIGITS
from insights.shares import Share, interval_over_competitions, ratio_over_competitions, share_of
from insights.uses import Pairs, Uses

MOST = 8
"""Techniques listed."""
MOST_OF_FAMILY = 3
"""Techniques listed of one family."""
LISTED = 5
"""A kind with fewer read solutions is left out; one with fewer than ten has counts and no ratios."""
TYPICAL = 1.5
"""A technique sets a kind apart when its share there is so many times its share elsewhere."""
SURE = 3.290527
"""Standard errors by which that has to be sure: an interval of 99.9 %. Hundreds of techniques are compared for each of
many kinds, and 95 % let too much through: on 416 solutions of 120 competitions 180 pairs of kind and technique passed,
and 84 where kinds were dealt to competitions by chance; with 99.9 % it is 78 and 16."""
FEWEST, SMALL = 3, 20
"""Solutions of the kind that must use a technique before it is listed; one less in a kind with fewer than `SMALL`."""
SEVERAL = 2
"""Competitions in which a technique must be used before it sets a kind apart: of one, nobody knows whether its kind of
data made it use that, or what else it was about."""


class Used(Computed):
    """A technique within one kind of data, task or field."""

    technique: str
    """Its id."""
    here: Share
    """Solutions of this kind that use it."""
    elsewhere: Share
    """Solutions of all other kinds that use it."""
    competitions: int
    """Competitions of this kind in which a solution uses it; solutions of one competition resemble each other."""
    times: float | None = None
    """Share here over share elsewhere; null where either has fewer than ten solutions or elsewhere none uses it."""
    low: float | None = None
    """Lower end of its 95 % interval, which knows that solutions of one competition resemble each other; given for what
    sets a kind apart, also where elsewhere none uses it."""
    high: float | None = None
    """Upper end of the same interval; null where elsewhere none uses it."""


class UsedFamily(Computed):
    """A family of techniques within one kind of data, task or field."""

    family: str
    """Its key, such as `validation`."""
    here: Share
    """Solutions of this kind that use at least one technique of the family; one that uses several counts once. The
    others do not say, which is no "no"."""
    interval: tuple[float, float] | None
    """The 95 % interval of that share, which knows that solutions of one competition resemble each other; null for
    fewer than ten solutions or for solutions of one competition."""
    elsewhere: Share
    """Solutions of all other kinds that use at least one technique of the family."""
    competitions: int
    """Competitions of this kind in which a solution does."""
    most: tuple[Used, ...]
    """The most used techniques of the family, up to three, ordered as those of the kind; empty where several solutions
    use none of them, though together several may use the family."""


class KindOfData(Computed):
    """One kind of data, task or field."""

    modality: str
    """Its id."""
    solutions: int
    """Read solutions in its competitions."""
    inferred: int
    """Those of competitions of which only techniques tell that they are of this kind: see `typical`."""
    told: int
    """The other ones, which alone count in `typical`."""
    competitions: int
    """Competitions with a read solution."""
    largest: int
    """Read solutions of that one of them of which most were read."""
    most: tuple[Used, ...]
    """Most used first; of two that as many use, the one that is rarer elsewhere."""
    typical: tuple[Used, ...]
    """Those that are at least one and a half times as common here as elsewhere, or used nowhere else, in at least two
    competitions, with an interval of 99.9 % that lies above 1, the most telling first; none where either side has fewer
    than ten solutions. Inferred solutions are on neither side: there the technique told the kind."""
    elsewhere: int
    """Read solutions of all other competitions: the other side of `typical`."""
    families: tuple[UsedFamily, ...]
    """Families that a solution of this kind uses, in the order of a solution's making; of the others nothing is known.
    Inferred solutions count, as they do in `most`."""


def kinds_of_data(uses: Uses) -> tuple[KindOfData, ...]:
    """Sum up every kind with at least five read solutions, the one with most solutions first.

    A solution uses a family of techniques when it uses at least one technique of the family; the interval of a family's
    share is that of solutions which come from competitions.
    """
    total = uses.used.count()
    families = _families(uses)
    found = []
    for modality, rows in uses.modalities.items():
        solutions = int(np.count_nonzero(rows))
        if solutions < LISTED:
            continue
        counts = uses.used.count(rows)
        elsewhere, others = total - counts, len(rows) - solutions
        inferred = uses.inferred.get(modality, np.zeros_like(rows))
        used = sorted(_used(uses, rows, elsewhere, others), key=_common)
        told = rows & ~inferred
        typical = _apart(uses, [one for one in _used(uses, told, elsewhere, others) if _may_tell(one)], told, ~rows)
        of_each = np.bincount(uses.competition[rows])
        found.append(
            KindOfData(
                modality=modality,
                solutions=solutions,
                inferred=solutions - int(np.count_nonzero(told)),
                told=int(np.count_nonzero(told)),
                competitions=int(np.count_nonzero(of_each)),
                largest=int(of_each.max()),
                most=tuple(used[:MOST]),
                typical=tuple(sorted(typical, key=_telling, reverse=True)[:MOST]),
                elsewhere=others,
                families=tuple(_by_family(uses, families, rows, used)),
            )
        )
    return tuple(sorted(found, key=lambda kind: (-kind.solutions, kind.modality)))


def listed_kinds(practices: Iterable[Practice]) -> dict[str, int]:
    """The kinds that `kinds_of_data` sums up, each with its read solutions, the one with most first."""
    counts: Counter[str] = Counter()
    for practice in practices:
        counts.update(dict.fromkeys(practice.modalities, len(practice.solutions)))
    found = [(kind, count) for kind, count in counts.items() if count >= LISTED]
    return dict(sorted(found, key=lambda item: (-item[1], item[0])))


def _used(uses: Uses, rows: Flags, elsewhere: Ints, of_elsewhere: int) -> list[Used]:
    """Techniques that several of these solutions use."""
    here, of_here = uses.used.count(rows), int(np.count_nonzero(rows))
    competitions = uses.used.count_groups(uses.competition, rows)
    fewest = FEWEST if of_here >= SMALL else FEWEST - 1
    return [
        _one(uses.ids[index], int(here[index]), of_here, int(elsewhere[index]), of_elsewhere, int(competitions[index]))
        for index in np.flatnonzero(here >= fewest).tolist()
    ]


def _families(uses: Uses) -> Pairs:
    """Which solution uses which family, numbered as in `FAMILIES`; techniques outside the glossary have none."""
    order = list(FAMILIES)
    entries = [glossary().get(technique) for technique in uses.ids]
    number = np.array([order.index(entry.family) if entry else -1 for entry in entries], dtype=np.int64)
    return uses.used.merged(number, len(order))


def _by_family(uses: Uses, families: Pairs, rows: Flags, used: list[Used]) -> Iterator[UsedFamily]:
    """Those families that some of these solutions use; `used` are the techniques that several use, most used first."""
    by_competition = families.count_by(uses.competition, uses.competitions, rows)
    of_each = np.bincount(uses.competition[rows], minlength=uses.competitions)
    here, elsewhere = by_competition.sum(axis=0), families.count(~rows)
    for number, family in enumerate(FAMILIES):
        if not here[number]:
            continue
        share = share_of(int(here[number]), int(of_each.sum()))
        told = by_competition[:, number]
        known = [one for one in used if one.technique in glossary() and glossary()[one.technique].family == family]
        yield UsedFamily(
            family=family,
            here=share,
            interval=None if share.share is None else interval_over_competitions(told, of_each),
            elsewhere=share_of(int(elsewhere[number]), int(np.count_nonzero(~rows))),
            competitions=int(np.count_nonzero(told)),
            most=tuple(known[:MOST_OF_FAMILY]),
        )


def _one(technique: str, here: int, of_here: int, elsewhere: int, of_elsewhere: int, competitions: int) -> Used:
    first, second = share_of(here, of_here), share_of(elsewhere, of_elsewhere)
    comparable = first.share is not None and second.share
    times = here * of_elsewhere / (of_here * elsewhere) if comparable else None  # of counts: shares are rounded
    return Used(
        technique=technique,
        here=first,
        elsewhere=second,
        competitions=competitions,
        times=None if times is None else round(times, DIGITS),
    )


def _apart(uses: Uses, candidates: Iterable[Used], told: Flags, others: Flags) -> list[Used]:
    """Those of the candidates that are surely more common here, with their interval of 95 %."""
    here, elsewhere = (uses.used.count_by(uses.competition, uses.competitions, rows) for rows in (told, others))
    here_of, elsewhere_of = (
        np.bincount(uses.competition[rows], minlength=uses.competitions) for rows in (told, others)
    )
    found = []
    for one in candidates:
        column = uses.ids.index(one.technique)
        counts = here[:, column], here_of, elsewhere[:, column], elsewhere_of
        sure, interval = ratio_over_competitions(*counts, z=SURE), ratio_over_competitions(*counts)
        if sure and interval and sure[0] > 1:
            found.append(replace(one, low=interval[0], high=interval[1]))
    return found


def _may_tell(one: Used) -> bool:
    if one.here.share is None or one.elsewhere.share is None or one.competitions < SEVERAL:
        return False
    return one.elsewhere.count == 0 or (one.times or 0) >= TYPICAL


def _common(one: Used) -> tuple[int, int, str]:
    """Sort key of what is used most: of two that as many use, the one that is rarer elsewhere says more of the kind."""
    return -one.here.count, one.elsewhere.count, one.technique


def _telling(one: Used) -> tuple[int, str]:
    """How many solutions more than expected: common and rare elsewhere beats rare and rarer elsewhere."""
    return one.here.count * one.elsewhere.of - one.elsewhere.count * one.here.of, one.technique
