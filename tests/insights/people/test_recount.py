"""Profiles agree with a naive recount of the files, field by field."""

import random
from pathlib import Path
from typing import Any

import pytest

from archive.store import Archive
from insights.people import Profile, part_of, profiles
from tests.insights.people.random_world import random_people, random_world
from tests.insights.people.recount import recount

REPOSITORY = Path(__file__).parents[3]


def test_random_world_agrees(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    people = random_people(600)
    for state in random_world(40, people):
        archive.save(state.competition.slug, state)
    archive.save_people(people)
    assert_agrees(archive)


def test_the_demo_agrees(mini_archive: Archive) -> None:
    assert_agrees(mini_archive)


def test_the_archive_in_this_repository_agrees() -> None:
    archive = Archive(REPOSITORY / "data")
    if not any(archive.standings(folder) for folder in archive.folders()):
        pytest.skip("no boards in data/: run `make data` or a harvest first")
    assert_agrees(archive)


def assert_agrees(archive: Archive) -> None:
    """Compare 200 random profiles, and count the listed people again."""
    states = (state for folder in archive.folders() if (state := archive.state(folder)))
    found = {profile.person: profile for profile in profiles(map(part_of, states), archive.people())}
    assert found
    chosen = random.Random(1).sample(sorted(found), min(200, len(found)))
    again = recount(archive.root, set(chosen))
    for person in chosen:
        assert as_counted(found[person]) == again[person], person


def as_counted(profile: Profile) -> dict[str, Any]:
    """The fields of a profile in the form of the recount."""
    robust = profile.robustness
    return {
        "folders": sorted(result.folder for result in profile.results),
        "listed_for": profile.listed_for,
        "best": profile.best.rank,
        "median": profile.median_private_rank,
        "top50": profile.top50,
        "beyond_podium": profile.beyond_podium,
        "medals": profile.medals,
        "solo": profile.solo,
        "in_team": profile.in_team,
        "usual_team_size": profile.usual_team_size,
        "best_solo": profile.best_solo.rank if profile.best_solo else None,
        "last_active": profile.last_active,
        "modalities": profile.modalities,
        "writeups": profile.writeups,
        "code": profile.code,
        "techniques": profile.techniques,
        "robustness": (robust.median, robust.n) if robust else None,
        "teammates": {mate.person: mate.competitions for mate in profile.teammates},
        "messages": {year.year: year.messages for year in profile.activity if year.messages},
        "name": profile.name,
        "tier": profile.tier,
        "location": profile.location,
        "organisation": profile.organisation,
    }
