"""Keeps the slow hashes of people who are not redacted, so that a weekly harvest hashes new handles only."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.files import write_if_changed
from archive.records import Redaction, Withheld
from archive.redactions import Redactions

FILE = "clean-identities.txt"


@contextmanager
def clean_memo(cache: Path, rows: tuple[Redaction, ...], withheld: tuple[Withheld, ...] = ()) -> Iterator[Redactions]:
    """Redactions that remember between runs who is clean; nothing is kept of who is not."""
    path, redactions = cache / FILE, read_memo(cache, rows, withheld)
    try:
        yield redactions
    finally:
        if rows:
            lines = [f"{digest} {hashed}\n" for digest, hashed in sorted(redactions.clean.items())]
            write_if_changed(path, "".join(lines))


def read_memo(cache: Path, rows: tuple[Redaction, ...], withheld: tuple[Withheld, ...] = ()) -> Redactions:
    """Redactions that know who was clean in earlier runs; what they find out is the caller's to keep."""
    path = cache / FILE
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if rows and path.is_file() else []
    pairs = (line.split() for line in lines)
    return Redactions(rows, {pair[0]: pair[1] for pair in pairs if len(pair) == 2}, withheld)
