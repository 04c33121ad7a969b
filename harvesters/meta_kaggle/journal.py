"""What was imported before, so that an import rewrites only what changed since; kept in the cache."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

VERSION = "1"
"""Raised when the same tables come to other findings, so that all is imported again."""


@dataclass
class Journal:
    """Digest and counts of each competition's rows at its last import into one archive."""

    path: Path
    known: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def open(cls, cache: Path, archive: Path) -> "Journal":
        """Read the journal of an archive; a line that a killed run left half-written counts as not written."""
        name = hashlib.sha256(str(archive.resolve()).encode()).hexdigest()[:12]
        path = cache / "meta_kaggle" / f"imported-{name}.jsonl"
        lines = path.read_text(encoding="utf-8").split("\n") if path.is_file() else []
        journal = cls(path)
        for line in lines:
            try:
                entry = json.loads(line)
                journal.known[entry["slug"]] = entry
            except (ValueError, KeyError, TypeError):
                continue
        return journal

    def counts_if_same(self, slug: str, digest: str) -> dict[str, int] | None:
        """Counts of the last import of these very rows; None where they are new or different."""
        entry = self.known.get(slug, {})
        counts: dict[str, int] | None = entry.get("counts") if entry.get("digest") == digest else None
        return counts

    def add(self, imports: Iterable[tuple[str, str, Mapping[str, int]]]) -> None:
        """Note imports that are done: slug, digest and counts of each."""
        entries = [{"slug": slug, "digest": digest, "counts": dict(counts)} for slug, digest, counts in imports]
        self.known.update({str(entry["slug"]): entry for entry in entries})
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as out:
            out.writelines("\n" + json.dumps(entry) for entry in entries)


def digest(*parts: object) -> str:
    """Digest of facts and row hashes under this version of the import."""
    return hashlib.sha256(json.dumps([VERSION, *parts], sort_keys=True, default=str).encode()).hexdigest()
