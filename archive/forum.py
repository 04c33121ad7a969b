"""Counting forum messages by handle and year: those with an author and a date that are not deleted.

`message_counts` reads no records: a forum is the largest file of a competition.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from archive import layout
from archive.faults import first_fault
from archive.records import Topic
from archive.store import Archive, ArchiveError


def messages_of(topics: Iterable[Topic]) -> dict[str, dict[int, int]]:
    """Messages in these topics."""
    return _by_handle(
        (message.author, message.posted)
        for topic in topics
        for message in topic.messages
        if message.author and message.posted and not message.deleted
    )


def message_counts(archive: Archive, folder: str) -> dict[str, dict[int, int]]:
    """Messages in the forum of a competition. Raises ArchiveError where it cannot be read."""
    path = archive.path(layout.THREADS, folder)
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8") as lines:
            return _by_handle(_said(lines))
    except (ValueError, KeyError, TypeError) as error:
        file = path.relative_to(archive.root)
        raise ArchiveError(
            f"{file} cannot be read ({first_fault(error)}): run `leaderlore check` for line and field"
        ) from error


def _said(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        for message in json.loads(line)["messages"]:
            if message["author"] and message["posted"] and not message["deleted"]:
                yield message["author"], message["posted"]


def _by_handle(said: Iterable[tuple[str, str]]) -> dict[str, dict[int, int]]:
    counts = Counter((handle, int(posted[:4])) for handle, posted in said)
    by_handle: dict[str, dict[int, int]] = defaultdict(dict)
    for (handle, year), number in sorted(counts.items()):
        by_handle[handle][year] = number
    return dict(by_handle)
