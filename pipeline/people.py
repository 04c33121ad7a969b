"""People of an archive: profiles made from its files."""

from collections.abc import Iterator

from archive.descriptor import read_settings
from archive.store import Archive
from insights.people import Part, Profile, part_of, profiles


def listed(archive: Archive) -> list[Profile]:
    """Profiles of everybody who is listed. Competitions are read one at a time."""

    def parts() -> Iterator[Part]:
        for folder in archive.folders():
            if state := archive.state(folder):
                yield part_of(state)

    return list(profiles(parts(), archive.people(), read_settings(archive.root).people_min_teams))
