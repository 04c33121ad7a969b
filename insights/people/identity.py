"""Who is who: one key for a person, whatever handle a board or a text spells. Display names identify nobody."""

from collections.abc import Iterable, Mapping, Sequence

from archive.keys import person_key


class Identities:
    """Finds people by handle. A present handle beats another person's former one: platforms give handles again."""

    def __init__(self, handles: Mapping[str, Sequence[str]]) -> None:
        """`handles` are those of each key, the present one first."""
        self._handles = handles
        self._keys: dict[str, str] = {}
        for present in (True, False):
            for key, own in handles.items():
                for handle in own[:1] if present else own[1:]:
                    self._keys.setdefault(handle.lower(), key)

    def key(self, handle: str, platform: str = "kaggle") -> str:
        """The key behind a handle. On other platforms than Kaggle a handle is somebody else's: `@platform~handle`."""
        if platform != "kaggle":
            return person_key(handle=f"{platform}~{handle}")
        return self._keys.get(handle.lower()) or person_key(handle=handle)

    def keys(self, handles: Iterable[str], platform: str = "kaggle") -> dict[str, str]:
        """The keys behind many handles of one platform."""
        if platform != "kaggle":
            return {handle: self.key(handle, platform) for handle in handles}
        known = self._keys.get
        return {handle: known(handle.lower()) or person_key(handle=handle) for handle in handles}

    def handles(self, key: str, seen: Sequence[str]) -> tuple[str, ...]:
        """Handles of a person, newest first; `seen` are spellings on boards, for those without a profile."""
        return tuple(self._handles.get(key) or dict.fromkeys(seen[:1]))
