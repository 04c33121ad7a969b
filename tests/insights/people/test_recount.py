"""Profiles agree with a naive recount of the files, field by field."""

import json
import os
import random
from pathlib import Path
from typing import Any

import pytest

from archive.store import Archive
from insights.computed import encode
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


def test_a_demo_of_any_size_agrees() -> None:
    folder = os.environ.get("LEADERLORE_DEMO")
    if not folder:
        pytest.skip("name one in LEADERLORE_DEMO: leaderlore demo --out DIR --competitions 700 --people 25000")
    assert_agrees(Archive(Path(folder)))


def assert_agrees(archive: Archive) -> None:
    """Compare every field of 200 random profiles."""
    states = (state for folder in archive.folders() if (state := archive.state(folder)))
    found = {profile.person: profile for profile in profiles(map(part_of, states), archive.people())}
    assert found
    assert len({profile.address.casefold() for profile in found.values()}) == len(found)
    chosen = random.Random(1).sample(sorted(found), min(200, len(found)))
    again = recount(archive.root, set(chosen))
    for person in chosen:
        assert as_counted(found[person]) == again[person], person
        for mate in found[person].teammates:
            assert mate.address == (found[mate.person].address if mate.person in found else None)


def as_counted(profile: Profile) -> dict[str, Any]:
    """All fields of a profile but the addresses, as plain data; what has no order of its own as sets."""
    said = json.loads(encode(profile))
    del said["address"]
    mates = {(mate.person, mate.handle, mate.competitions) for mate in profile.teammates}
    return said | {"teammates": mates, "unknown": set(profile.unknown)}
