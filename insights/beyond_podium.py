"""Beyond the podium: who did well repeatedly without standing on it.

Prizes and interviews go to a few at the top. A person with several places in ranks 4-50 came near them more than once,
with less luck in it.
"""

from insights.computed import Computed
from insights.people import TOP50, Profile, Result

FIRST = 4
"""Best rank that is not on the podium."""
REPEATEDLY = 3
"""Places in ranks 4-50 that make "repeatedly"."""


class Steady(Computed):
    """One person with enough places in ranks 4-50."""

    person: str
    """Key."""
    handle: str
    """Handle."""
    places: int
    """Places in ranks 4-50."""
    best: int
    """Best of these ranks."""
    solo: int
    """How many of them in a team of one."""
    podium: int
    """Places in ranks 1-3, for comparison."""
    years: tuple[int, int] | None = None
    """First and last year of these places; null where no year is known."""
    writeups: int
    """Write-ups of the person, in whatever competition."""
    last_active: int | None = None
    """Last active year."""


def steady(
    profile: Profile, modality: str | None = None, at_least: int = REPEATEDLY, min_teams: int = 0
) -> Steady | None:
    """A person with at least so many places in ranks 4-50, in one modality or in all; None with fewer.

    Only competitions of at least `min_teams` teams count.
    """
    results = [
        result
        for result in profile.results
        if result.private_rank and result.teams >= min_teams and (modality is None or modality in result.modalities)
    ]
    places = [result for result in results if FIRST <= (result.private_rank or 0) <= TOP50]
    if len(places) < at_least:
        return None
    return _row(profile, places, podium=sum((result.private_rank or 0) < FIRST for result in results))


def _row(profile: Profile, places: list[Result], podium: int) -> Steady:
    years = [result.year for result in places if result.year]
    return Steady(
        person=profile.person,
        handle=profile.handle,
        places=len(places),
        best=min(result.private_rank or TOP50 for result in places),
        solo=sum(result.team_size == 1 for result in places),
        podium=podium,
        years=(min(years), max(years)) if years else None,
        writeups=profile.writeups,
        last_active=profile.last_active,
    )
