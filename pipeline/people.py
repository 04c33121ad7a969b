"""People of an archive: profiles made from its files, with redactions applied once more while reading."""

from collections.abc import Callable, Iterator

from archive.descriptor import read_settings
from archive.people import is_hidden
from archive.redactions import Redactions
from archive.store import Archive
from insights.people import Part, Profile, part_of, profiles


def listed(archive: Archive, redactions: Redactions, progress: Callable[[str], None] = lambda _: None) -> list[Profile]:
    """Profiles of everybody who is listed. Competitions are read one at a time."""

    def parts() -> Iterator[Part]:
        for folder in archive.folders():
            progress(folder)
            if state := archive.state(folder):
                yield part_of(redactions.state(state))

    people = (person for person in archive.people() if not is_hidden(person, redactions))
    return list(profiles(parts(), people, read_settings(archive.root).people_min_teams))
