"""Who is who: one key for a person, whatever handle a board or a text spells. Display names identify nobody."""

from collections.abc import Iterable, Sequence

from archive.keys import person_key
from archive.records import Person


class Identities:
    """Finds people by handle. A present handle beats another person's former one: platforms give handles again."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = {person.person: person for person in people}
        self._keys: dict[str, str] = {}
        for present in (True, False):
            for person in self.people.values():
                for handle in person.handles[:1] if present else person.handles[1:]:
                    self._keys.setdefault(handle.lower(), person.person)

    def key(self, handle: str, platform: str = "kaggle") -> str:
        """The key behind a handle. On other platforms than Kaggle a handle is somebody else's: `@platform~handle`."""
        if platform != "kaggle":
            return person_key(handle=f"{platform}~{handle}")
        return self._keys.get(handle.lower()) or person_key(handle=handle)

    def handles(self, key: str, seen: Sequence[str]) -> tuple[str, ...]:
        """Handles of a person, newest first; `seen` are spellings on boards, for those without a profile."""
        person = self.people.get(key)
        return person.handles if person and person.handles else tuple(dict.fromkeys(seen))[:1]
