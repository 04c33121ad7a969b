"""Dates that lie in the future: what is read later takes itself for older than they are, so none goes by itself."""

from collections.abc import Iterator

from archive.check.problem import Problem
from archive.check.references import API
from archive.layout import COMPETITION, LEADERBOARD
from archive.merge_boards import board_sources
from archive.records import Person
from archive.store import State
from archive.text import latest_snapshot

REMEDY = "see that the clock here is right; if it is, restore the file from git, or write the true date into it by hand"


def check_dates(folder: str, state: State, now: str) -> Iterator[Problem]:
    """Dates of one competition, and of a board that somebody exported, which is as old as its newest submission."""
    latest, competition = latest_snapshot(now), state.competition
    for name, moment in (("as_of", competition.as_of), ("settled", competition.settled)):
        if moment and moment > latest:
            yield _problem(COMPETITION.path.format(folder=folder), name, moment)
    if set(board_sources(competition, state.standings).values()) <= {API}:
        return
    line, newest = max(
        ((line, row.last_submission or "") for line, row in enumerate(state.standings, 2)), key=lambda pair: pair[1]
    )
    if newest > latest:
        yield _problem(LEADERBOARD.path.format(folder=folder), "last_submission", newest, line)


def check_profile_dates(shards: dict[str, tuple[Person, ...]], now: str) -> Iterator[Problem]:
    """Dates of the profiles: `shards` maps a file's stem to its records."""
    latest = latest_snapshot(now)
    for shard, people in sorted(shards.items()):
        for line, person in enumerate(people, 1):
            if person.as_of > latest:
                yield _problem(f"people/{shard}.jsonl", "as_of", person.as_of, line)


def _problem(file: str, field: str, moment: str, line: int | None = None) -> Problem:
    return Problem(file, f"{field} {moment} is still to come", REMEDY, line, field)
