"""News that is not in `changes.csv` yet: noted before the files are written, so that a killed run loses none of it."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TextIO

from archive.keys import archive_key
from archive.layout import CHANGES
from archive.records import Change
from archive.store import Archive


@dataclass(frozen=True)
class PendingNews:
    """A file of news in the cache, one a line."""

    path: Path

    @classmethod
    def of(cls, archive: Archive, cache: Path) -> "PendingNews":
        """The file about this archive; several archives may share a cache."""
        return cls(cache / f"pending-news-{archive_key(archive.root)}.jsonl")

    def note(self, changes: list[Change]) -> None:
        """Append news."""
        if changes:
            self._file.writelines(["\n" + change.model_dump_json() for change in changes])  # not behind a half line
            self._file.flush()

    @cached_property
    def _file(self) -> TextIO:
        """Opened once: an import notes news of ten thousand competitions."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        return self.path.open("a", encoding="utf-8")

    def close(self) -> None:
        """Leave the file, which stays until its news are cleared."""
        if file := self.__dict__.pop("_file", None):
            file.close()

    def read(self) -> list[Change]:
        """All that was noted, each thing once and on its first day; a half line of a killed run is left out."""
        first: dict[tuple[str, str, str | None], Change] = {}
        for line in self.path.read_text(encoding="utf-8").split("\n") if self.path.is_file() else []:
            try:
                change = Change.model_validate(json.loads(line))
            except ValueError:
                continue
            first.setdefault((change.slug, change.what, change.detail), change)
        return list(first.values())

    def publish(self, archive: Archive) -> tuple[list[Change], Path | None]:
        """Move all that was noted into `changes.csv`; the news, and the file's path where its bytes changed."""
        changes = self.read()
        news_of_all = dict.fromkeys([*archive.changes(), *changes])
        path = archive.save_table(CHANGES, tuple(news_of_all)) if changes else None
        self.clear()
        return changes, path

    def clear(self) -> None:
        """Forget: it stands in `changes.csv` now."""
        self.path.unlink(missing_ok=True)
