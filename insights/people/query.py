"""Finding people among profiles: the facets of the search page and of the command line, with one meaning for both."""

from collections.abc import Callable, Iterable
from typing import Any

from archive.keys import fold
from archive.records import Medal
from insights.computed import Value
from insights.people.records import Profile, Result

LARGEST_TEAM = 5
"""Larger teams count as this: asked for five, a reader finds teams of five or more."""


class Query(Value):
    """What is asked of a person. Facets that speak of a result must hold for one and the same result.

    "Gold, solo, NLP" finds who won gold alone in an NLP competition, not who won gold in a team somewhere, played alone
    elsewhere and lost in NLP. Unknown never matches.
    """

    modality: str | None = None
    """Of a result: modality id of its competition."""
    medal: Medal | None = None
    """Of a result: its medal, of either basis."""
    best_rank: int | None = None
    """Of a result: private rank at least as good."""
    worst_rank: int | None = None
    """Of a result: private rank no better; 4 leaves the podium out."""
    best_public_rank: int | None = None
    """Of a result: public rank at least as good, so that its private rank was no matter of the shake-up alone."""
    year_from: int | None = None
    """Of a result: year of its competition, this one or a later one."""
    team_size: int | None = None
    """Of a result: members of the team; 1 is solo, `LARGEST_TEAM` so many or more."""
    least: int | None = None
    """At least so many results for which all of these hold."""
    technique: str | None = None
    """Used in a write-up of the person."""
    tier: str | None = None
    """Tier, as the platform names it."""
    active_since: int | None = None
    """Last active in this year or later."""
    writeups: int | None = None
    """At least so many write-ups."""
    code: int | None = None
    """At least so many addresses of code and notebooks."""
    location: str | None = None
    """Part of the location that the person's own profile states."""
    organisation: str | None = None
    """Part of the organisation that the person's own profile states."""
    text: str | None = None
    """Part of a handle or of the display name."""

    def matching(self, profile: Profile) -> tuple[Result, ...]:
        """Results for which all facets hold that speak of a result; empty where another facet does not hold, and where
        fewer than `least` are left.
        """
        if not self._person_matches(profile):
            return ()
        found = tuple(result for result in profile.results if self._result_matches(result))
        return found if len(found) >= (self.least or 1) else ()

    def _person_matches(self, profile: Profile) -> bool:
        return (
            (self.technique is None or self.technique in profile.techniques)
            and (self.tier is None or _holds(profile.tier, self.tier, whole=True))
            and (self.active_since is None or (profile.last_active or 0) >= self.active_since)
            and (self.writeups is None or profile.writeups >= self.writeups)
            and (self.code is None or profile.code >= self.code)
            and (self.location is None or _holds(profile.location, self.location))
            and (self.organisation is None or _holds(profile.organisation, self.organisation))
            and (
                self.text is None
                or any(_holds(name, self.text) for name in (profile.handle, *profile.former_handles, profile.name))
            )
        )

    def _result_matches(self, result: Result) -> bool:
        return (
            (self.modality is None or self.modality in result.modalities)
            and (self.medal is None or result.medal == self.medal)
            and (self.team_size is None or min(result.team_size or 0, LARGEST_TEAM) == self.team_size)
            and (self.best_rank is None or 0 < (result.private_rank or 0) <= self.best_rank)
            and (self.worst_rank is None or (result.private_rank or 0) >= self.worst_rank)
            and (self.best_public_rank is None or 0 < (result.public_rank or 0) <= self.best_public_rank)
            and (self.year_from is None or (result.year or 0) >= self.year_from)
        )


def _holds(stated: str | None, asked: str, whole: bool = False) -> bool:
    if stated is None:
        return False
    return fold(stated) == fold(asked) if whole else fold(asked) in fold(stated)


SORTS: dict[str, Callable[[Profile], Any]] = {
    "recent": lambda p: (-(p.last_active or 0), p.handle.lower()),
    "handle": lambda p: p.handle.lower(),
    "best": lambda p: (p.best.rank, -p.best.teams, p.handle.lower()),
    "median": lambda p: (p.median_private_rank, -p.ranked, p.handle.lower()),
    "top50": lambda p: (-p.top50, p.handle.lower()),
    "gold": lambda p: (-sum(n for name, n in p.medals.items() if name.startswith("gold")), p.handle.lower()),
    "writeups": lambda p: (-p.writeups, p.handle.lower()),
    "code": lambda p: (-p.code, p.handle.lower()),
}
"""Orders of a list of people; each ends with the handle, so that equal people always come in one order."""


def find(profiles: Iterable[Profile], query: Query, sort: str = "recent") -> list[tuple[Profile, tuple[Result, ...]]]:
    """Find the people that match, each with the results that do, in one of the orders of `SORTS`."""
    found = [(profile, results) for profile in profiles if (results := query.matching(profile))]
    return sorted(found, key=lambda pair: SORTS[sort](pair[0]))
