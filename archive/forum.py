"""Counting forum messages without reading them as records: a forum is the largest file of a competition."""

import json
from collections import Counter, defaultdict

from archive import layout
from archive.store import Archive


def message_counts(archive: Archive, folder: str) -> dict[str, dict[int, int]]:
    """Messages by handle and year: those with an author and a date that are not deleted."""
    path = archive.path(layout.THREADS, folder)
    counts: Counter[tuple[str, int]] = Counter()
    if path.is_file():
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                counts.update(
                    (message["author"], int(message["posted"][:4]))
                    for message in json.loads(line)["messages"]
                    if message["author"] and message["posted"] and not message["deleted"]
                )
    by_handle: dict[str, dict[int, int]] = defaultdict(dict)
    for (handle, year), number in sorted(counts.items()):
        by_handle[handle][year] = number
    return dict(by_handle)
