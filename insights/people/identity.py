"""Who is who: one key for a person, whatever handle a board or a text spells. Display names identify nobody."""

from collections.abc import Iterable, Mapping, Sequence

from archive.keys import person_key


class Identities:
    """Finds people by handle. A present handle beats another person's former one: platforms give handles again."""

    def __init__(self, handles: Mapping[str, Sequence[str]], owners: Mapping[str, str] | None = None) -> None:
        """`handles` are those of each key, the present one first; `owners` is what `owners_of` says of them."""
        self._handles = handles
        self.owners = owners_of(handles) if owners is None else owners
        """The key behind each handle in small letters."""

    def key(self, handle: str, platform: str = "kaggle") -> str:
        """The key behind a handle. On other platforms than Kaggle a handle is somebody else's: `@platform~handle`."""
        if platform != "kaggle":
            return person_key(handle=f"{platform}~{handle}")
        return self.owners.get(handle.lower()) or person_key(handle=handle)

    def keys(self, handles: Iterable[str], platform: str = "kaggle") -> dict[str, str]:
        """The keys behind many handles of one platform."""
        if platform != "kaggle":
            return {handle: self.key(handle, platform) for handle in handles}
        known = self.owners.get
        return {handle: known(handle.lower()) or person_key(handle=handle) for handle in handles}

    def handles(self, key: str, seen: str = "") -> tuple[str, ...]:
        """Handles of a person, newest first; `seen` is the spelling on a board, for those without a profile."""
        return tuple(self._handles.get(key) or ([seen] if seen else ()))


def owners_of(handles: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The key behind each handle in small letters; of several people with one handle, the first has it."""
    own = list(handles.items())[::-1]
    former = {handle.lower(): key for key, names in own for handle in names[1:]}
    return former | {names[0].lower(): key for key, names in own if names}
