"""Profiles of several sources and runs as one record a person."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import reduce
from operator import attrgetter
from typing import Any

from archive.hiding import Hider, identities_of
from archive.keys import person_key, person_shard
from archive.records import Person
from archive.redactions import Redactions

TIERS = ("Novice", "Contributor", "Expert", "Master", "Grandmaster", "Staff")
"""Tiers as the platform names them, lowest first."""


class Profiles:
    """All profiles, and new ones as they arrive.

    The id wins over the handle: a person known as `@handle` takes the id when it arrives, and a handle that changes is
    kept under `handles`, newest first. Of two profiles of one person the later counts and the other fills blanks;
    `as_of` moves only when another field moves. Display names join nobody. Redacted and opted-out people are left out.
    """

    def __init__(self, people: Iterable[Person], redactions: Redactions) -> None:
        self._redactions = redactions
        self._shards: dict[str, dict[str, Person]] = defaultdict(dict)
        self._of_handle: dict[str, str] = {}
        for person in people:
            self._shards[person_shard(person.person)][person.person] = person
            for handle in person.handles[1:]:
                self._of_handle.setdefault(person_key(handle=handle), person.person)
        everybody = (person for shard in self._shards.values() for person in shard.values())
        for person in sorted(everybody, key=attrgetter("as_of")):
            self._of_handle.update({person_key(handle=handle): person.person for handle in person.handles[:1]})

    def get(self, key: str) -> Person | None:
        """The profile under this key."""
        return self._shards[person_shard(key)].get(key)

    def take(self, new: Collection[Person]) -> dict[str, tuple[Person, ...]]:
        """Join new profiles; the shards that changed, with all their people."""
        self._redactions.ask(identity for person in new for identity in identities_of(person))
        changed: set[str] = set()
        for person in new:
            changed.update(self._take(person))
        return {shard: tuple(self._shards[shard].values()) for shard in sorted(changed)}

    def _take(self, person: Person) -> Iterator[str]:
        """Join one profile; the shards that changed."""
        handles = dict.fromkeys(person_key(handle=handle) for handle in person.handles)  # once, in whatever case
        key = person.person
        if key.startswith("@") and self.get(key) is None:
            key = self._of_handle.get(key, key)
        nameless = [handle for handle in handles if handle != key and self.get(handle)]
        told = [*filter(None, map(self.get, (key, *nameless))), person]
        joined = reduce(lambda known, new: _join(known, new, key), told)
        for gone in nameless:
            yield person_shard(gone)
            del self._shards[person_shard(gone)][gone]
            self._of_handle.pop(gone, None)
        if joined != self.get(key):
            yield person_shard(key)
        if is_hidden(joined, self._redactions):
            self._shards[person_shard(key)].pop(key, None)
            return
        self._shards[person_shard(key)][key] = joined
        for number, handle in enumerate(joined.handles):
            of_handle = person_key(handle=handle)
            self._of_handle[of_handle] = self._of_handle.get(of_handle, key) if number else key


def is_hidden(person: Person, redactions: Hider) -> bool:
    """Whether the person opted out or is redacted by id or by any handle."""
    return bool(person.progression_opt_out) or redactions.person(person)


_SELF_DECLARED = ("location", "organisation")
"""What a newer profile no longer states is gone: the person took it back, and an older word must not outlive that."""


def _join(known: Person, new: Person, key: str) -> Person:
    first, second = (new, known) if new.as_of >= known.as_of else (known, new)
    taken_back = _SELF_DECLARED if first.profile_url else ()  # a handle without its profile takes nothing back
    told = {name: value for name, value in dict(first).items() if value is not None or name in taken_back}
    values: dict[str, Any] = {**dict(second), **told, "person": key}
    values["handles"] = tuple(dict.fromkeys((*first.handles, *second.handles)))
    dates = {"as_of": known.as_of, "tier_as_of": known.tier_as_of}
    moved = Person.model_validate({**values, **dates}) != known
    return Person.model_validate(values) if moved else known
