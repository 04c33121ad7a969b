"""Where dossiers lie in the cache. Only competitions whose files changed are read again."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from archive.forum import message_counts, messages_of
from archive.store import Archive
from insights.computed import Computed, decode, encode
from insights.people import marks_of
from insights.people.parts import part_from
from pages.engine import Progress
from pages.engine.cache.digests import digest_of, hash_of
from pages.engine.cache.file_hashes import Hashes
from pages.engine.cache.sections import Section, joined
from pages.engine.cache.whole import read_whole, write_whole
from pages.engine.dossiers.board_table import board_table, packed_columns, packed_rows
from pages.engine.dossiers.dossier import Dossier, dossier_of, texts_of
from pages.engine.processes.workers import Run
from pages.engine.row import Row

AT_ONCE = 100
"""Competitions whose files are hashed before workers get those that changed."""


@dataclass(frozen=True, repr=False)
class DossierRef:
    """A dossier in the cache; equal references mean equal content."""

    folder: str
    digest: str
    store: Path = field(compare=False)
    """The folder in which it lies."""

    def __repr__(self) -> str:
        """What tells it from others; plans hash thousands of these, and the usual text takes five times as long."""
        return f"{self.folder} {self.digest}"

    @property
    def _name(self) -> str:
        return f"{self.folder}-{self.digest[:16]}"

    @property
    def path(self) -> Path:
        """Its file."""
        return self.store / f"{self._name}.dossier"

    def load(self) -> Dossier:
        """Read it."""
        return _load(self)

    @property
    def dossier(self) -> Section:
        """The dossier. Beside it in the file, so that whoever needs no more reads no more, lie the other sections."""
        return Section(str(self.path), 0)

    @property
    def part(self) -> Section:
        """What the competition says of people."""
        return Section(str(self.path), 1)

    @property
    def marks(self) -> Section:
        """Its marks for the roll of all people."""
        return Section(str(self.path), 2)

    @property
    def writeups(self) -> Section:
        """Its write-ups as they stand in the dossier, for the table of all of them."""
        return Section(str(self.path), 3)

    @property
    def knowledge(self) -> Section:
        """What its texts say, for pages that sum it up over all competitions."""
        return Section(str(self.path), 4)

    def rows(self) -> bytes:
        """The rows of its board, packed for the table of its year, from a file beside it."""
        return self._beside(0, "gz")

    def columns(self) -> bytes:
        """The columns of its board, packed for the same table in its other form."""
        return self._beside(1, "arrow")

    def _beside(self, number: int, kind: str) -> bytes:
        digests = Section(str(self.path), 5).read_bytes().decode().split()
        return read_whole(self.store / f"{self._name}.{kind}", digests[number])

    def keep(self, sections: Sequence[bytes], rows: bytes, columns: bytes) -> None:
        """Write its three files. Those beside the dossier have no checksums of their own, so it holds their hashes."""
        write_whole(self.store / f"{self._name}.gz", rows)
        write_whole(self.store / f"{self._name}.arrow", columns)
        write_whole(self.path, joined([*sections, f"{hash_of(rows)} {hash_of(columns)}".encode()]))

    @property
    def names(self) -> set[str]:
        """Names of all three files in their folder."""
        return {f"{self._name}.{kind}" for kind in ("dossier", "gz", "arrow")}


@lru_cache(maxsize=2)
def _load(ref: DossierRef) -> Dossier:
    return decode(ref.dossier.read_bytes(), Dossier)


class Known(Computed):
    """What the cache knows of one competition."""

    digest: str
    row: Row
    knowledge: str
    """Hash of what its texts say; empty where no text of a solution was read."""
    part: str
    """Hash of what it says of people."""
    writeups: str
    """Hash of its write-ups."""


def dossiers(
    root: Path, cache: Path, code: str, hashes: Hashes, run: Run, progress: Progress
) -> tuple[dict[str, DossierRef], dict[str, Known]]:
    """Make the dossiers of competitions whose files changed; where all dossiers lie, and what the index knows of each.

    Workers begin with the first competitions while the files of others are hashed.
    """
    store, index = cache / "dossiers", cache / "rows.json"
    store.mkdir(parents=True, exist_ok=True)
    known, there = _read_index(index), set(os.listdir(store))
    common = digest_of(code, hashes.of("redactions.csv"))
    refs: dict[str, DossierRef] = {}
    begun: list[tuple[list[DossierRef], Iterable[Known]]] = []
    folders = Archive(root).folders()
    for start in range(0, len(folders), AT_ONCE):
        some = [_ref(folder, store, common, hashes) for folder in folders[start : start + AT_ONCE]]
        refs |= {ref.folder: ref for ref in some}
        stale = [ref for ref in some if not _is_known(ref, known, there)]
        if stale:
            begun.append((stale, run(investigate, [(root, ref) for ref in stale])))
    made = (pair for stale, results in begun for pair in zip(stale, results, strict=True))
    fresh, whole = {}, sum(len(stale) for stale, _ in begun)
    for done, (ref, one) in enumerate(made):
        progress("archive", done, whole)
        fresh[ref.folder] = one
    own = {folder: fresh.get(folder) or known[folder] for folder in refs}
    if fresh or known.keys() != refs.keys():
        _write_index(index, own)
        _prune(store, {name for ref in refs.values() for name in ref.names})
    return refs, own


def _ref(folder: str, store: Path, common: str, hashes: Hashes) -> DossierRef:
    files = hashes.folder(f"competitions/{folder}")
    made_from = digest_of(common, hashes.of(f"corrections/{folder}.yml"), *files)
    return DossierRef(folder, made_from, store)


def investigate(root: Path, ref: DossierRef) -> Known:
    """Make and keep the dossier of one competition and its part about people; hand back what the index needs."""
    archive = Archive(root)
    texts = texts_of(archive, ref.folder)
    board = board_table(archive, ref.folder)
    dossier = dossier_of(archive, ref.folder, texts, board)
    part = part_from(
        dossier.competition,
        teams=dossier.row.teams or 0,
        applicable=dossier.row.shakeup.applicable,
        standings=dossier.standings_top50,
        writeups=dossier.writeups,
        claims=texts.claims,
        messages=messages_of(texts.topics) if texts.topics else message_counts(archive, ref.folder),
    )
    told, writeups, knowledge = encode(part), encode(dossier.writeups), encode(dossier.knowledge)
    ref.keep(
        [encode(dossier), told, encode(marks_of(part)), writeups, knowledge],
        packed_rows(board, ref.folder) if board else b"",
        packed_columns(board) if board else b"",
    )
    return Known(
        digest=ref.digest,
        row=dossier.row,
        knowledge=hash_of(knowledge) if dossier.knowledge.practice.solutions else "",
        part=hash_of(told),
        writeups=hash_of(writeups),
    )


def _is_known(ref: DossierRef, known: dict[str, Known], there: set[str]) -> bool:
    return ref.folder in known and known[ref.folder].digest == ref.digest and ref.names <= there


def _read_index(path: Path) -> dict[str, Known]:
    try:
        return decode(path.read_bytes(), dict[str, Known])
    except (OSError, ValueError):
        return {}  # absent, torn or of an older version: everything is made anew


def _write_index(path: Path, known: dict[str, Known]) -> None:
    write_whole(path, encode(known))


def _prune(store: Path, wanted: set[str]) -> None:
    for name in os.listdir(store):
        if name not in wanted:
            (store / name).unlink()
