"""What was imported before, so that an import rewrites only what changed since; kept in the cache.

The archive may be deleted, put back or changed by others while the cache stays. So an import counts only as long as the
archive's files are those that it left: an older state comes to the same again, at the cost of an import.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.keys import archive_key
from archive.layout import COMPETITION, LEADERBOARD, THREADS, WRITEUPS
from archive.store import Archive

PEOPLE = ""
"""Slug of the finding with all people."""
IMPORTED = (COMPETITION, LEADERBOARD, THREADS, WRITEUPS)
VERSION = "1"
"""Raised when the same tables come to other findings, so that all is imported again."""


@dataclass
class Journal:
    """Digest and counts of each competition's rows at its last import into one archive, and the files that it left."""

    path: Path
    archive: Archive
    known: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def open(cls, cache: Path, archive: Archive) -> "Journal":
        """Read the journal of an archive; a line that a killed run left half-written counts as not written."""
        path = cache / "meta_kaggle" / f"imported-{archive_key(archive.root)}.jsonl"
        lines = path.read_text(encoding="utf-8").split("\n") if path.is_file() else []
        journal = cls(path, archive)
        for line in lines:
            try:
                entry = json.loads(line)
                journal.known[entry["slug"]] = entry
            except (ValueError, KeyError, TypeError):
                continue
        return journal

    def counts_if_same(self, slug: str, digest: str) -> dict[str, int] | None:
        """Counts of the last import, if it was of these very rows and the archive's files are those that it left."""
        entry = self.known.get(slug, {})
        if entry.get("digest") != digest or entry.get("files") != self._files(slug):
            return None
        counts: dict[str, int] = entry["counts"]
        return counts

    def add(self, imports: Iterable[tuple[str, str, Mapping[str, int]]]) -> None:
        """Note imports that are done: slug, digest and counts of each."""
        entries = [
            {"slug": slug, "digest": digest, "counts": dict(counts), "files": self._files(slug)}
            for slug, digest, counts in imports
        ]
        self.known.update({str(entry["slug"]): entry for entry in entries})
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as out:
            out.writelines("\n" + json.dumps(entry) for entry in entries)

    def _files(self, slug: str) -> dict[str, list[int]]:
        """Size and time of the files that an import writes: a competition's, or those of all people."""
        if slug == PEOPLE:
            paths = sorted((self.archive.root / "people").glob("*.jsonl"))
        else:
            folder = self.archive.folder_of(slug)
            paths = [path for table in IMPORTED if (path := self.archive.path(table, folder)).is_file()]
        return {path.name: [path.stat().st_size, path.stat().st_mtime_ns] for path in paths}


def digest(*parts: object) -> str:
    """Digest of facts and row hashes under this version of the import."""
    return hashlib.sha256(json.dumps([VERSION, *parts], sort_keys=True, default=str).encode()).hexdigest()
