"""Keeps which identities were found clean, so that a weekly harvest does not hash every handle slowly again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.files import write_if_changed
from archive.records import Redaction
from archive.redactions import Redactions


@contextmanager
def clean_memo(cache: Path, rows: tuple[Redaction, ...]) -> Iterator[Redactions]:
    """Redactions that remember between runs who is clean; nothing is kept of who is not."""
    path = cache / "clean-identities.txt"
    known = set(path.read_text().split()) if rows and path.is_file() else set()
    redactions = Redactions(rows, known)
    try:
        yield redactions
    finally:
        if rows:
            write_if_changed(path, "".join(line + "\n" for line in sorted(redactions.clean)))
