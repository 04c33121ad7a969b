"""What one source says of one competition: the only thing that a harvester hands over."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.records import Person, ScoreRow, Standing, Topic, WriteUp


@dataclass(frozen=True)
class Finding:
    """One source's word on one competition, or on one aspect of it. None means that the source did not speak of it."""

    platform: str
    """Platform id, e.g. `kaggle`."""
    slug: str
    """Slug as the platform spells it; empty for a finding that brings people alone."""
    source: str
    """Name of the harvester."""
    as_of: str
    """UTC time at which the source said so (the snapshot's, not the import's)."""
    facts: dict[str, Any] = field(default_factory=dict)
    """Fields of Competition that the source knows; never null values."""
    standings: Sequence[Standing] | None = None
    """All rows of the boards, names and members included; what may be kept is decided by the merge."""
    scores: tuple[ScoreRow, ...] | None = None
    """All rows of boards without teams."""
    topics: tuple[Topic, ...] | None = None
    """Forum topics."""
    topics_complete: bool = False
    """Whether topics that are not in this finding are gone upstream."""
    writeups: tuple[WriteUp, ...] | None = None
    """Write-ups."""
    writeups_complete: bool = False
    """Whether write-ups that only this source told of and that are not in this finding were withdrawn."""
    texts: dict[str, str] = field(default_factory=dict)
    """Normalised texts by SHA-256; kept as the text policy says."""
    people: tuple[Person, ...] = ()
    """Profiles."""

    @property
    def is_silent(self) -> bool:
        """Whether it has no word on the competition: the competition is still there, and nothing of it is new."""
        rows = (self.standings, self.scores, self.topics, self.writeups)
        return not self.facts and all(part is None for part in rows)

    def counts(self) -> dict[str, int]:
        """Records by kind."""
        rows = {name: getattr(self, name) for name in ("standings", "scores", "topics", "writeups")}
        counts = {name: len(records) for name, records in rows.items() if records is not None}
        return counts | ({"people": len(self.people)} if self.people else {})
