"""The world of a build: a row for every competition, what it has in common with others, and where its dossier lies.

Only competitions whose files changed are read again; the rest comes from the cache. What compares competitions (peers,
similar ones) is computed from rows, so that it costs no reading.
"""

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from msgspec.structs import replace

from archive.descriptor import read_settings
from archive.forum import message_counts
from archive.records import Change
from archive.records import Run as SourceRun
from archive.store import Archive
from insights.computed import Computed, decode, encode
from insights.knowledge import Knowledge
from insights.peers import Placed, percentiles_in_peers
from insights.people import marks_of
from insights.people.parts import messages_of, part_from
from insights.similar import Similar, Traits, similar
from pages.engine import Progress
from pages.engine.boardrows import packed_rows
from pages.engine.dossier import Dossier, Row, dossier_of, texts_of
from pages.engine.hashes import Hashes
from pages.engine.people import People
from pages.engine.people_making import people_of
from pages.engine.people_roll import Inputs
from pages.engine.sections import Section, joined
from pages.engine.whole import write_whole
from pages.engine.workers import Run


@dataclass(frozen=True)
class DossierRef:
    """A dossier in the cache; equal references mean equal content."""

    folder: str
    digest: str
    path: Path = field(repr=False, compare=False)

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

    @property
    def rows(self) -> Path:
        """The rows of its board, packed for the table of its year, in a file beside it."""
        return self.path.with_suffix(".gz")

    @property
    def names(self) -> set[str]:
        """Names of both files in their folder."""
        return {self.path.name, self.rows.name}


@dataclass(frozen=True)
class WriteupsFile:
    """The write-ups of a competition in the cache, as JSON; equal references mean equal content."""

    folder: str
    digest: str
    content: Section = field(repr=False, compare=False)


@lru_cache(maxsize=2)
def _load(ref: DossierRef) -> Dossier:
    return decode(ref.dossier.read_bytes(), Dossier)


@dataclass(frozen=True)
class World:
    """All that pages are made from. What is large is read, and what takes long made, when somebody asks for it."""

    root: Path = field(repr=False)
    """The archive."""
    site_url: str
    """Address of the site, with a slash at its end."""
    started: str
    """When the build started; only pages that speak of age may use it."""
    rows: tuple[Row, ...]
    """Every competition, newest first."""
    dossiers: dict[str, DossierRef]
    """By folder."""
    writeups: tuple[WriteupsFile, ...]
    """Write-ups of every competition that has some, by folder."""
    fictional: bool
    """A made-up world: every page says so."""
    people_listed: bool
    """Whether search engines may list pages about people."""
    hashes: dict[str, str]
    """Hash of each of these fields and properties, by its name."""
    told: tuple[DossierRef, ...] = field(repr=False)
    """Competitions with a solution that was read, by folder."""
    call_people: Callable[[], People] = field(repr=False, compare=False)
    """Brings profiles and lists of people up to date."""

    @cached_property
    def people(self) -> People:
        """Profiles and lists of people."""
        return self.call_people()

    @cached_property
    def similar(self) -> dict[str, tuple[Similar, ...]]:
        """Similar competitions by folder; `index` points into `rows`."""
        traits = [Traits(tags=row.tags, metric=row.metric, host=row.host) for row in self.rows]
        return dict(zip((row.folder for row in self.rows), similar(traits), strict=True))

    @cached_property
    def knowledge(self) -> tuple[Knowledge, ...]:
        """What texts say, of every competition with a solution that was read, by folder."""
        return tuple(decode(ref.knowledge.read_bytes(), Knowledge) for ref in self.told)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """News, oldest first."""
        return Archive(self.root).changes()

    @cached_property
    def runs(self) -> tuple[SourceRun, ...]:
        """The last run of each source."""
        return Archive(self.root).runs()


class _Known(Computed):
    """What the cache knows of one competition."""

    digest: str
    row: Row
    knowledge: str
    """Hash of what its texts say; empty where no text of a solution was read."""
    part: str
    """Hash of what it says of people."""
    writeups: str
    """Hash of its write-ups."""


AT_ONCE = 100
"""Competitions whose files are hashed before workers get those that changed."""


def world_of(root: Path, cache: Path, code: str, site_url: str, started: str, run: Run, progress: Progress) -> World:
    """Gather the world; `code` is the hash of everything that turns files into dossiers."""
    hashes = Hashes(root, cache / "hashes.json")
    refs, own = _dossiers(root, cache, code, hashes, run, progress)
    settings = read_settings(root)
    people_from = Inputs(
        general=_digest(code, str(settings)),
        stated=_digest(*hashes.folder("people")),
        parts={folder: one.part for folder, one in own.items()},
    )

    def call_people() -> People:
        progress("people", 0, 1)
        return people_of(cache / "people", people_from, refs, root, settings, run)

    progress("compare", 0, 1)
    rows = compared(sorted((one.row for one in own.values()), key=_newest_first))
    writeups = tuple(
        WriteupsFile(folder, one.writeups, refs[folder].writeups)
        for folder, one in sorted(own.items())
        if one.row.writeups
    )
    parts = {
        "rows": _digest(*map(repr, rows)),
        "dossiers": _digest(*map(repr, refs.values())),
        "writeups": _digest(*map(repr, writeups)),
        "knowledge": _digest(*(f"{folder} {one.knowledge}" for folder, one in own.items())),
        "changes": hashes.of("changes.csv"),
        "runs": _digest(*hashes.folder("runs")),
        "people": _digest(repr(people_from)),
        "root": "",  # its files are known by the other hashes
        "site_url": site_url,
        "started": started,
        "fictional": str(settings.fictional),
        "people_listed": str(not settings.people_noindex),
    }
    parts["similar"] = parts["rows"]
    hashes.save()
    return World(
        root=root,
        site_url=site_url,
        started=started,
        rows=rows,
        dossiers=refs,
        writeups=writeups,
        fictional=settings.fictional,
        people_listed=not settings.people_noindex,
        hashes=parts,
        told=tuple(refs[folder] for folder, one in sorted(own.items()) if one.knowledge),
        call_people=call_people,
    )


def _dossiers(
    root: Path, cache: Path, code: str, hashes: Hashes, run: Run, progress: Progress
) -> tuple[dict[str, DossierRef], dict[str, _Known]]:
    """Make the dossiers of competitions whose files changed; where all dossiers lie, and what the index knows of each.

    Workers begin with the first competitions while the files of others are hashed.
    """
    store, index = cache / "dossiers", cache / "rows.json"
    store.mkdir(parents=True, exist_ok=True)
    known, there = _read_index(index), set(os.listdir(store))
    common = _digest(code, hashes.of("redactions.csv"))
    refs: dict[str, DossierRef] = {}
    begun: list[tuple[list[DossierRef], Iterable[_Known]]] = []
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
    made_from = _digest(common, hashes.of(f"corrections/{folder}.yml"), *files)
    return DossierRef(folder, made_from, store / f"{folder}-{made_from[:16]}.dossier")


def investigate(root: Path, ref: DossierRef) -> _Known:
    """Make and keep the dossier of one competition and its part about people; hand back what the index needs."""
    archive = Archive(root)
    texts = texts_of(archive, ref.folder)
    dossier = dossier_of(archive, ref.folder, texts)
    part = part_from(
        dossier.competition,
        teams=dossier.row.teams or 0,
        comparable=dossier.row.shakeup.applicable,
        standings=dossier.standings_top50,
        writeups=dossier.writeups,
        claims=texts.claims,
        messages=messages_of(texts.topics) if texts.topics else message_counts(archive, ref.folder),
    )
    told, writeups, knowledge = encode(part), encode(dossier.writeups), encode(dossier.knowledge)
    write_whole(ref.rows, packed_rows(archive, ref.folder))
    write_whole(ref.path, joined([encode(dossier), told, encode(marks_of(part)), writeups, knowledge]))
    return _Known(
        digest=ref.digest,
        row=dossier.row,
        knowledge=_hash(knowledge) if dossier.knowledge.practice.solutions else "",
        part=_hash(told),
        writeups=_hash(writeups),
    )


def compared(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows with each shake-up's percentile among its peers."""
    rows = tuple(rows)
    shaken = percentiles_in_peers([Placed(row.shakeup, row.public_share) for row in rows])
    return tuple(replace(row, shakeup=filled) for row, filled in zip(rows, shaken, strict=True))


def _newest_first(row: Row) -> tuple[int, str, str]:
    """By year, within it by deadline; those whose day is not known come after the others of their year."""
    day = row.deadline or row.opened or ""
    return -(row.year or 0), "".join(chr(0x7F - ord(digit)) for digit in day) or "\x7f", row.folder


def _is_known(ref: DossierRef, known: dict[str, _Known], there: set[str]) -> bool:
    return ref.folder in known and known[ref.folder].digest == ref.digest and ref.names <= there


def _read_index(path: Path) -> dict[str, _Known]:
    try:
        return decode(path.read_bytes(), dict[str, _Known])
    except (OSError, ValueError):
        return {}  # absent, torn or of an older version: everything is made anew


def _write_index(path: Path, known: dict[str, _Known]) -> None:
    write_whole(path, encode(known))


def _prune(store: Path, wanted: set[str]) -> None:
    for name in os.listdir(store):
        if name not in wanted:
            (store / name).unlink()


def _digest(*parts: str) -> str:
    return _hash("\n".join(parts).encode())


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
