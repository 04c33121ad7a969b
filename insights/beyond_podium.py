"""Beyond the podium: who did well repeatedly without standing on it.

Prizes and interviews go to ranks 1-3. A person with several places in ranks 4-50 has shown the same skill more than
once, with less luck in it. Rows come in the order of handles: it is a table, not a ranking.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from archive.records import Record
from insights.people import TOP

FIRST = 4
"""Best rank that is not on the podium."""
REPEATEDLY = 3
"""Places in ranks 4-50 that make "repeatedly"."""


class Placed(Protocol):
    """What counts of a result."""

    @property
    def year(self) -> int | None:
        """Year."""

    @property
    def modalities(self) -> Sequence[str]:
        """Modalities of the competition."""

    @property
    def teams(self) -> int:
        """Its teams."""

    @property
    def private_rank(self) -> int | None:
        """Final rank."""

    @property
    def team_size(self) -> int | None:
        """Members of the team."""


class Known(Protocol):
    """What counts of a person: a profile has it, and so has a summary of one."""

    @property
    def person(self) -> str:
        """Key."""

    @property
    def handle(self) -> str:
        """Handle."""

    @property
    def results(self) -> Sequence[Placed]:
        """All results."""

    @property
    def writeups(self) -> int:
        """Write-ups."""

    @property
    def last_active(self) -> int | None:
        """Last active year."""


class Steady(Record):
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


def beyond_podium(
    profiles: Iterable[Known], modality: str | None = None, at_least: int = REPEATEDLY, min_teams: int = 0
) -> list[Steady]:
    """List people with at least so many places in ranks 4-50, in one modality or in all.

    Only competitions of at least `min_teams` teams count.
    """
    rows = []
    for profile in profiles:
        results = [
            result
            for result in profile.results
            if result.private_rank and result.teams >= min_teams and (modality is None or modality in result.modalities)
        ]
        steady = [result for result in results if FIRST <= (result.private_rank or 0) <= TOP]
        if len(steady) >= at_least:
            rows.append(_row(profile, steady, podium=sum((result.private_rank or 0) < FIRST for result in results)))
    return sorted(rows, key=lambda row: row.handle.lower())


def _row(profile: Known, steady: list[Placed], podium: int) -> Steady:
    years = [result.year for result in steady if result.year]
    return Steady(
        person=profile.person,
        handle=profile.handle,
        places=len(steady),
        best=min(result.private_rank or TOP for result in steady),
        solo=sum(result.team_size == 1 for result in steady),
        podium=podium,
        years=(min(years), max(years)) if years else None,
        writeups=profile.writeups,
        last_active=profile.last_active,
    )
