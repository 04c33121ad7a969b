"""Which texts a change of the vocabulary touches: only those are read again."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from archive.records import Claim
from archive.vocab import VOCAB
from insights.mentions.forms import Scanner
from insights.mentions.mask import fold
from insights.mentions.vocabulary import devices, platforms, techniques

READER = ""
"""Key of the digest of the reader itself: its code and the contexts that all rows share."""


@cache
def digests() -> dict[str, str]:
    """A digest for each row of the vocabulary, and under `READER` one of everything that is not a row."""
    rows = {name: repr(row) for table in (techniques(), devices(), platforms()) for name, row in table.items()}
    files = [*sorted(Path(__file__).parent.glob("*.py")), VOCAB / "contexts.yml"]
    code = b"\0".join(file.read_bytes() for file in files)
    return {name: _digest(row.encode()) for name, row in rows.items()} | {READER: _digest(code)}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def changed_rows(old: Mapping[str, str], new: Mapping[str, str]) -> frozenset[str]:
    """Rows that were added, removed or changed between two states; `READER` among them means everything."""
    return frozenset(name for name in {*old, *new} if old.get(name) != new.get(name))


class Touched:
    """Tells whether changed rows can alter what was read from a text."""

    def __init__(self, rows: frozenset[str]) -> None:
        self._rows = rows
        self._scanner = Scanner((row, form) for row in rows for form in _words(row))

    def __call__(self, text: str, claims: Iterable[Claim]) -> bool:
        """Whether a claim rests on a changed row, or the text holds one of its expressions."""
        if READER in self._rows:
            return True
        if any(claim.value in self._rows for claim in claims):
            return True
        return any(True for _ in self._scanner.hits(text, fold(text)))


def _words(row: str) -> tuple[str, ...]:
    if technique := techniques().get(row):
        return technique.words + technique.weak
    if device := devices().get(row):
        return device.words
    return platforms().get(row, ())
