"""One thing that is wrong, where it stands, and what to do about it."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Problem:
    """A finding of `leaderlore check`. Errors break the contract of `data/`; warnings want a look."""

    file: str
    """Path below the archive's folder."""
    message: str
    """What is wrong."""
    remedy: str
    """What to do next."""
    line: int | None = None
    """Line in the file, from 1."""
    field: str | None = None
    """Field of the record."""
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.field) if part is not None)
        return f"{self.severity}: {place}: {self.message}: {self.remedy}"
