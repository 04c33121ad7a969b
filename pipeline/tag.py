"""Tags of data, task and field of all competitions, brought up to date from the archive alone."""

from collections.abc import Callable

from archive.layout import COMPETITION
from archive.store import Archive, ArchiveError
from insights.modalities import modalities


def tag(archive: Archive, fail: Callable[[str], None]) -> list[str]:
    """Store the tags that title, metric and write-ups give; the files whose bytes changed."""
    changed = []
    for folder in archive.folders():
        try:
            changed += _tag_one(archive, folder)
        except ArchiveError as error:
            fail(str(error))
    return changed


def _tag_one(archive: Archive, folder: str) -> list[str]:
    competition = archive.competition(folder)
    if competition is None:
        return []
    writeups = {writeup.writeup for writeup in archive.writeups(folder)}
    tags = modalities(competition, [claim for claim in archive.claims(folder) if claim.subject in writeups])
    if tags == competition.modalities:
        return []
    row = competition.model_copy(update={"modalities": tags})
    path = archive.save_table(COMPETITION, (row,), folder=folder)
    return [str(path)] if path else []
