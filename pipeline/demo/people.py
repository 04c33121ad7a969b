"""The people of the demo world: who they are is told by their number alone."""

import re

import numpy as np

from archive.keys import person_key
from archive.records import Person
from pipeline.demo.columns import Ints
from pipeline.demo.names import display_names, handles, place
from pipeline.demo.plans import AS_OF, HOST

RENAMED = "2018-06-01T00:00:00Z"
"""Before this day every fiftieth person had another handle."""
TIERS = ((40, "Grandmaster"), (400, "Master"), (2000, "Expert"), (10_000, "Contributor"))
"""Numbers below each bound have the tier; the rest are novices."""
FIRST_ID = 1_000_000


def user_id(person: int) -> int:
    """Give the platform's id of a person."""
    return FIRST_ID + person


def handles_on(people: Ints, time: str) -> list[str]:
    """Handles of people as the platform showed them at a time."""
    names: list[str] = handles(people).to_pylist()
    if time >= RENAMED:
        return names
    return [former(name) if _was_renamed(int(person)) else name for person, name in zip(people, names, strict=True)]


def former(handle: str) -> str:
    """Give the handle that a renamed person had before."""
    return f"{handle}-old"


def number_of(handle: str | None) -> int | None:
    """Give the platform's id of the person with this handle: every handle names its number."""
    found = re.search(r"(\d+)(-old)?$", handle or "")
    return user_id(int(found[1])) if found else None


def profiles(people: Ints) -> list[Person]:
    """Profiles as the platform shows them; one in forty is known by handle alone."""
    names, shown = handles(people).to_pylist(), display_names(people).to_pylist()
    return [_profile(int(person), names[row], shown[row]) for row, person in enumerate(people)]


def _profile(person: int, handle: str, name: str) -> Person:
    tier = next((tier for bound, tier in TIERS if person < bound), "Novice")
    return Person(
        person=person_key(handle=handle) if person % 40 == 3 else person_key(user_id=user_id(person)),
        handles=(handle, former(handle)) if _was_renamed(person) else (handle,),
        name="Namesake of Many" if person % 1000 in (11, 12) else name,
        tier=tier,
        tier_as_of=AS_OF,
        points=round(200_000 / (person + 10), 1),
        ranking=person + 1,
        location=f"{place(person % 97)}, {place(person % 7)}" if person % 3 == 0 else None,
        organisation=f"{place(person % 53)} Works" if person % 4 == 0 else None,
        profile_url=f"{HOST}/people/{handle}",
        as_of=AS_OF,
    )


def _was_renamed(person: int) -> bool:
    return person % 50 == 7


def everybody(count: int, chunk: int = 20_000) -> list[Ints]:
    """Numbers of all people in chunks."""
    return [np.arange(start, min(start + chunk, count), dtype=np.int64) for start in range(0, count, chunk)]
