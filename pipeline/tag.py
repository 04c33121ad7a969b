"""Modality and task tags of all competitions, brought up to date from the archive alone."""

from archive.layout import COMPETITION
from archive.store import Archive
from insights.modalities import modalities


def tag(archive: Archive) -> list[str]:
    """Store the tags that title, metric and write-ups give; the files whose bytes changed."""
    changed = []
    for folder in archive.folders():
        competition = archive.competition(folder)
        if competition is None:
            continue
        writeups = {writeup.writeup for writeup in archive.writeups(folder)}
        tags = modalities(competition, [claim for claim in archive.claims(folder) if claim.subject in writeups])
        if tags != competition.modalities:
            row = competition.model_copy(update={"modalities": tags})
            if path := archive.save_table(COMPETITION, (row,), folder=folder):
                changed.append(str(path))
    return changed
