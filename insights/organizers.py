"""What organizers of a kind of data chose and got, and how finely their boards tell teams apart.

Prizes, teams, days, limits, public shares and kinds of submission by kind of data, task or field: what is usual, not
what is best, for all of them go together and grew with the platform. Ties are what a coarse metric, few displayed
digits or one copied notebook leave: an organizer who sees them coming states how they are broken.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from insights.computed import Computed, Value
from insights.daily import BANDS, band_of
from insights.quantiles import Quartiles, quartiles_of
from insights.shares import ENOUGH, Share, share_of


class Choices(Value):
    """What is known of one competition."""

    kinds: tuple[str, ...]
    """Ids of its kinds of data, tasks and fields."""
    prize_usd: float | None
    teams: int | None
    public_share: float | None
    days_open: float | None
    max_daily_submissions: int | None
    submissions: int | None
    """Submissions that all teams made."""
    code_competition: bool | None
    metric_id: str | None
    tied: float | None
    """Share of the teams of the private board whose displayed score is another team's too; null where it is not known
    or agents play each other."""
    plateau: float | None
    """Share of the teams of the public board on its most common displayed score; null as `tied` is."""


class OfKind(Computed):
    """Competitions of one kind of data, task or field."""

    kind: str
    """Its id."""
    n: int
    """Competitions."""
    prize_usd: Quartiles
    """Prizes in US dollars, where there is one and it is known."""
    teams: Quartiles
    """Teams."""
    public_share: Quartiles
    """Public share of the test data; 0 and 1 are no split of it and are left out."""
    days_open: Quartiles
    """Days from the opening to the deadline."""
    max_daily_submissions: Quartiles
    """Most submissions a day."""
    code: Share
    """Code competitions, of those of which it is known whether they are."""


class OfLimit(Computed):
    """Competitions with one limit of submissions a day."""

    band: str
    """The limits taken together."""
    n: int
    """Competitions."""
    by_team: Quartiles
    """Submissions that a team made in all: those of a competition divided by its teams."""


class OfMetric(Computed):
    """Boards of one metric."""

    metric: str | None
    """Its id; null for all metrics together."""
    tied: Quartiles
    """Share of teams of the private board whose displayed score is another team's too."""
    plateau: Quartiles
    """Share of teams of the public board on its most common displayed score."""


def usual_choices(entries: Iterable[Choices]) -> tuple[OfKind, ...]:
    """Sum up what organizers of every kind of data, task or field chose, most common first.

    A competition of several kinds counts for each. Medians and quartiles stand where ten competitions tell.
    """
    by_kind: dict[str, list[Choices]] = defaultdict(list)
    for it in entries:
        for kind in it.kinds:
            by_kind[kind].append(it)
    return tuple(
        _of_kind(kind, by_kind[kind]) for kind in sorted(by_kind, key=lambda kind: (-len(by_kind[kind]), kind))
    )


def by_limit(entries: Iterable[Choices]) -> tuple[OfLimit, ...]:
    """Sum up how many submissions a team made, by how many it might make a day; fewest first."""
    found: dict[str | None, list[Choices]] = defaultdict(list)
    for it in entries:
        found[band_of(it.max_daily_submissions)].append(it)
    return tuple(
        OfLimit(band=band, n=len(found[band]), by_team=quartiles_of(map(_by_team, found[band])))
        for band in BANDS
        if found[band]
    )


def ties(entries: Sequence[Choices]) -> tuple[OfMetric, ...]:
    """Sum up how many teams share a displayed score: over all metrics, then by each with ten private boards or more."""
    by_metric: dict[str, list[Choices]] = defaultdict(list)
    for it in entries:
        if it.metric_id:
            by_metric[it.metric_id].append(it)
    found = [_of_metric(metric, of_it) for metric, of_it in by_metric.items()]
    known = sorted(
        (one for one in found if one.tied.n >= ENOUGH), key=lambda one: (-(one.tied.median or 0), str(one.metric))
    )
    return (_of_metric(None, entries), *known)


def _of_kind(kind: str, entries: Sequence[Choices]) -> OfKind:
    told = [it.code_competition for it in entries if it.code_competition is not None]
    return OfKind(
        kind=kind,
        n=len(entries),
        prize_usd=quartiles_of(it.prize_usd or None for it in entries),
        teams=quartiles_of(it.teams for it in entries),
        public_share=quartiles_of(it.public_share for it in entries if 0 < (it.public_share or 0) < 1),
        days_open=quartiles_of(it.days_open for it in entries),
        max_daily_submissions=quartiles_of(it.max_daily_submissions for it in entries),
        code=share_of(sum(told), len(told)),
    )


def _by_team(it: Choices) -> float | None:
    return it.submissions / it.teams if it.submissions is not None and it.teams else None


def _of_metric(metric: str | None, entries: Sequence[Choices]) -> OfMetric:
    return OfMetric(
        metric=metric, tied=quartiles_of(it.tied for it in entries), plateau=quartiles_of(it.plateau for it in entries)
    )
