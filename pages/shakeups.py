"""Shake-ups: the ranking, the distribution, what goes with them, and how clear wins were."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from insights.closeness import CloseTotal, close_total
from insights.shakeup import MIN_TEAMS
from insights.shakeups import Association, Case, Group, Overview, overview
from insights.shares import ENOUGH
from pages.basis import Basis, basis
from pages.charts.plots import across, histogram, scatter, upward
from pages.charts.svg import Axis
from pages.engine.kinds import Context, Kind, Unit
from pages.engine.row import Row
from pages.engine.world import World
from pages.format import most_first, number, plural

RANKED = 150
"""Competitions in the ranking on the page; the whole is in the downloads."""
CLEAR = 20
"""Wins in the list of the clearest."""


class ShakeupsPage(Context):
    """What the page shows."""

    overview: Overview
    ranked: tuple[Row, ...]
    """Competitions that are not known to have had two stages, largest shake-up first."""
    close: CloseTotal
    """How clear wins were."""
    clear: tuple[Row, ...]
    """The clearest of them, largest lead first."""
    two_stage: tuple[Row, ...]
    """Two-stage competitions apart, largest first."""
    unknown: tuple[tuple[str, int], ...]
    """What is missing where a shake-up is not known, with counts."""
    not_applicable: tuple[tuple[str, int], ...]
    """Reasons why a shake-up does not apply, with counts."""
    distribution: str | None
    against_teams: str | None
    against_share: str | None
    rests_on: Basis
    groups: tuple[tuple[str, str, tuple[Group, ...]], ...]
    """Heading, how S goes with it, and the bands."""


def units(world: World) -> Iterator[Unit]:
    """The one page."""
    yield Unit("shakeups/", (world.rows,))


def fill(rows: tuple[Row, ...]) -> ShakeupsPage:
    """Make the page."""
    found = [row for row in rows if row.shakeup.s is not None]
    found.sort(key=lambda row: (-(row.shakeup.s or 0), row.folder))
    one_stage = [row for row in found if not row.shakeup.two_stage]
    cases = [
        Case(row.shakeup.s or 0, row.shakeup.n or 0, row.public_share, row.max_daily_submissions, row.year)
        for row in one_stage
    ]
    all_in_all = overview(cases)
    return ShakeupsPage(
        title="Shake-ups",
        description=f"How far private leaderboards moved from public ones in {len(found)} competitions.",
        overview=all_in_all,
        ranked=tuple(one_stage[:RANKED]),
        close=close_total(row.closeness for row in rows),
        clear=clearest(rows, CLEAR),
        two_stage=tuple(row for row in found if row.shakeup.two_stage),
        unknown=_reasons(row.shakeup.reason for row in rows if row.shakeup.unknown),
        not_applicable=_reasons(row.shakeup.reason for row in rows if not row.shakeup.unknown),
        rests_on=basis(rows),
        distribution=_distribution(all_in_all),
        against_teams=_against_teams(cases, all_in_all.with_teams),
        against_share=_against_share(cases, all_in_all.with_public_share),
        groups=(
            ("Teams", _says(all_in_all.with_teams), all_in_all.by_teams),
            ("Public share", _says(all_in_all.with_public_share), all_in_all.by_public_share),
            ("Submissions a day, at most", _says(all_in_all.with_limit), all_in_all.by_limit),
            ("Year", _says(all_in_all.with_year), all_in_all.by_year),
        ),
    )


def clearest(rows: Iterable[Row], most: int) -> tuple[Row, ...]:
    """Competitions whose winners had the largest leads, largest first."""
    leads = sorted((-lead, row.folder, row) for row in rows if (lead := row.closeness.lead) is not None)
    return tuple(row for *_, row in leads[:most])


def _reasons(given: Iterable[str | None]) -> tuple[tuple[str, int], ...]:
    """Reasons with their counts, most frequent first."""
    few = f"fewer than {MIN_TEAMS} teams on both boards"
    return most_first(Counter(few if "fewer than" in reason else reason for reason in given if reason))


def _says(found: Association) -> str:
    over = plural(found.n, "competition")
    if found.n < ENOUGH:
        return f"{over}: too few for a correlation"
    if found.rho is None or found.interval is None:
        return f"{over}: no correlation where all have one value"
    low, high = found.interval
    interval = f"95 % interval {number(low, 2)} to {number(high, 2)}"
    return f"Spearman's rho with the shake-up {number(found.rho, 2)} ({interval}) over {over}"


def _distribution(found: Overview) -> str | None:
    if not found.n:
        return None
    description = f"Number of competitions by shake-up S in steps of 0.025; the median is {number(found.median, 3)}."
    return histogram("distribution", "Distribution of shake-ups", description, found.edges, found.counts, "shake-up S")


def _against_teams(cases: Sequence[Case], found: Association) -> str | None:
    if not cases:
        return None
    most = max(case.teams for case in cases)
    x = Axis(across(20, max(most, 100), log=True), "teams on both boards (logarithmic)")
    points = [(float(case.teams), case.s) for case in cases]
    return scatter("teams", "Shake-up against size", _dots(found), points, x, _s_axis(cases))


def _against_share(cases: Sequence[Case], found: Association) -> str | None:
    points = [(100 * case.public_share, case.s) for case in cases if case.public_share is not None]
    if not points:
        return None
    x = Axis(across(0, 100), "public share of the test data (%)")
    return scatter("share", "Shake-up against public share", _dots(found), points, x, _s_axis(cases))


def _dots(found: Association) -> str:
    """What the dots show, for who does not see them."""
    return f"One dot a competition. {_says(found)}."


def _s_axis(cases: Sequence[Case]) -> Axis:
    return Axis(upward(0, max(max(case.s for case in cases), 0.1)), "shake-up S")


KIND = Kind("shakeups", "shakeups/", units, fill)
