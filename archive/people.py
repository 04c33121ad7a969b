"""Profiles of several sources and runs as one record a person."""

from collections.abc import Iterable
from typing import Any

from archive.hiding import Hider
from archive.keys import person_key
from archive.records import Person


def merge_people(old: Iterable[Person], new: Iterable[Person], redactions: Hider) -> tuple[Person, ...]:
    """All profiles after new ones arrived.

    The id wins over the handle: a person known as `@handle` takes the id when it arrives, and a handle that changes is
    kept under `handles`, newest first. `as_of` moves only when another field moves. Redacted and opted-out people are
    left out.
    """
    people = {person.person: person for person in old}
    for person in new:
        nameless = [key for handle in person.handles if (key := person_key(handle=handle)) in people]
        known = people.get(person.person) or (people[nameless[0]] if nameless else None)
        for key in nameless:
            del people[key]
        people[person.person] = _join(known, person) if known else person
    return tuple(person for person in people.values() if not is_hidden(person, redactions))


def is_hidden(person: Person, redactions: Hider) -> bool:
    """Whether the person opted out or is redacted by id or by any handle."""
    return bool(person.progression_opt_out) or redactions.person(person)


def _join(known: Person, new: Person) -> Person:
    values: dict[str, Any] = {**dict(known), **{name: value for name, value in dict(new).items() if value is not None}}
    values["handles"] = tuple(dict.fromkeys((*new.handles, *known.handles)))
    joined = Person.model_validate(values)
    moved = joined.model_copy(update={"as_of": known.as_of, "tier_as_of": known.tier_as_of}) != known
    return joined if moved else known
