"""A competition that an import is to bring."""

from dataclasses import dataclass
from typing import Any

from archive.records import Competition

FOREVER = "9999-12-31T00:00:00Z"


@dataclass(frozen=True)
class Wanted:
    """One competition with the facts of its row."""

    slug: str
    facts: dict[str, Any]
    id: str | None
    """The platform's id; without one nothing can be joined to it."""
    forum: str | None
    """Id of its forum; blank for about half of the rows by 2026."""
    known: Competition | None
    """What the archive holds of it."""

    @property
    def number(self) -> int:
        """The id for joins; -1 joins nothing."""
        return int(self.id or -1)

    @property
    def deadline(self) -> str:
        """Deadline, or the end of times where it is not known: no topic then counts as written after it."""
        return str(self.facts.get("deadline") or FOREVER)

    @property
    def by_name(self) -> bool:
        """Whether the archive may know teams by name alone, so that all names are needed to find their ids."""
        return self.known is not None and self.known.sources.get("leaderboard") not in (None, "kaggle", "meta_kaggle")
