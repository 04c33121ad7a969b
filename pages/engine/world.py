"""The world of a build: a row for every competition, what it has in common with others, and where its dossier lies.

Only competitions whose files changed are read again; the rest comes from the cache. What compares competitions (peers,
similar ones) is computed from rows, so that it costs no reading.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter

from archive.descriptor import read_settings
from archive.forum import message_counts
from archive.records import Change, Record, WriteUp
from archive.records import Run as SourceRun
from archive.store import Archive
from insights.knowledge import Knowledge
from insights.peers import Placed, percentiles_in_peers
from insights.people import marks_of
from insights.people.parts import part_from
from insights.similar import Similar, Traits, similar
from pages.engine import Progress
from pages.engine.dossier import Dossier, Row, dossier_of
from pages.engine.hashes import Hashes
from pages.engine.people import People
from pages.engine.people_making import people_of
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
    def part(self) -> Path:
        """What the competition says of people, beside the dossier."""
        return self.path.with_suffix(".people")

    @property
    def writeups(self) -> Path:
        """Its write-ups as they stand in the dossier, beside it: the table of all of them needs no more."""
        return self.path.with_suffix(".writeups")

    @property
    def files(self) -> tuple[Path, ...]:
        """All of them."""
        return self.path, self.part, self.marks, self.writeups

    @property
    def marks(self) -> Path:
        """Its marks for the roll of all people, beside it too."""
        return self.path.with_suffix(".marks")


@dataclass(frozen=True)
class WriteupsFile:
    """The write-ups of a competition in the cache, as JSON; equal references mean equal content."""

    folder: str
    digest: str
    path: Path = field(repr=False, compare=False)


@lru_cache(maxsize=2)
def _load(ref: DossierRef) -> Dossier:
    return Dossier.model_validate_json(ref.path.read_bytes())


@dataclass(frozen=True)
class World:
    """All that pages are made from."""

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
    similar: dict[str, tuple[Similar, ...]]
    """By folder; `index` points into `rows`."""
    knowledge: tuple[Knowledge, ...]
    """What texts say, of every competition with a solution that was read, by folder."""
    writeups: tuple[WriteupsFile, ...]
    """Write-ups of every competition that has some, by folder."""
    changes: tuple[Change, ...]
    """News, oldest first."""
    runs: tuple[SourceRun, ...]
    """The last run of each source."""
    fictional: bool
    """A made-up world: every page says so."""
    people: People
    """Profiles and lists of people."""


class _Known(Record):
    """What the cache knows of one competition."""

    digest: str
    row: Row
    knowledge: Knowledge | None
    """Null where no text of a solution was read."""
    part: str
    """Hash of what it says of people."""
    writeups: str
    """Hash of its write-ups."""


_KNOWN = TypeAdapter(dict[str, _Known])
_WRITEUPS = TypeAdapter(tuple[WriteUp, ...])


def world_of(root: Path, cache: Path, code: str, site_url: str, started: str, run: Run, progress: Progress) -> World:
    """Gather the world; `code` is the hash of everything that turns files into dossiers."""
    archive = Archive(root)
    store = cache / "dossiers"
    store.mkdir(parents=True, exist_ok=True)
    index = cache / "rows.json"
    hashes = Hashes(root, cache / "hashes.json")
    common = hashes.of("redactions.csv")
    refs = {}
    for folder in archive.folders():
        files = hashes.folder(f"competitions/{folder}")
        made_from = _digest(code, common, hashes.of(f"corrections/{folder}.yml"), *files)
        refs[folder] = DossierRef(folder, made_from, store / f"{folder}-{made_from[:16]}.json")
    known = _read_index(index)
    stale = [ref for ref in refs.values() if not _is_known(ref, known)]
    fresh = {}
    for done, (ref, one) in enumerate(zip(stale, run(investigate, [(root, ref) for ref in stale]), strict=True)):
        progress("archive", done, len(stale))
        fresh[ref.folder] = one
    own = {folder: fresh.get(folder) or known[folder] for folder in refs}
    if fresh or known.keys() != refs.keys():
        _write_index(index, own)
        _prune(store, {path for ref in refs.values() for path in ref.files})
    progress("people", 0, 1)
    settings = read_settings(root)
    people = people_of(
        cache / "people",
        _digest(code, str(settings), *hashes.folder("people"), *(one.part for one in own.values())),
        _digest(code, str(settings)),
        refs.values(),
        archive,
        settings,
    )
    hashes.save()
    found = (one.row for one in own.values())
    progress("compare", 0, 1)
    rows = compared(sorted(found, key=_newest_first))
    traits = [Traits(tags=row.tags, metric=row.metric, host=row.host) for row in rows]
    return World(
        root=root,
        site_url=site_url,
        started=started,
        rows=rows,
        dossiers=refs,
        similar=dict(zip((row.folder for row in rows), similar(traits), strict=True)),
        knowledge=tuple(told for folder in sorted(own) if (told := own[folder].knowledge)),
        writeups=tuple(
            WriteupsFile(folder, one.writeups, refs[folder].writeups)
            for folder, one in sorted(own.items())
            if one.row.writeups
        ),
        changes=archive.changes(),
        runs=archive.runs(),
        fictional=settings.fictional,
        people=people,
    )


def investigate(root: Path, ref: DossierRef) -> _Known:
    """Make and keep the dossier of one competition and its part about people; hand back what the index needs."""
    archive = Archive(root)
    dossier = dossier_of(archive, ref.folder)
    part = part_from(
        dossier.competition,
        teams=dossier.row.teams or 0,
        comparable=dossier.row.shakeup.applicable,
        standings=dossier.standings_top50,
        writeups=dossier.writeups,
        claims=archive.claims(ref.folder),
        messages=message_counts(archive, ref.folder),
    )
    content = {
        ref.path: dossier.model_dump_json(),
        ref.part: part.model_dump_json(),
        ref.marks: json.dumps(marks_of(part), ensure_ascii=False, separators=(",", ":")),
        ref.writeups: _WRITEUPS.dump_json(dossier.writeups).decode(),
    }
    for path, text in content.items():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    told = dossier.knowledge if dossier.knowledge.practice.solutions else None
    hashed = {"part": _digest(content[ref.part]), "writeups": _digest(content[ref.writeups])}
    return _Known(digest=ref.digest, row=dossier.row, knowledge=told, **hashed)


def compared(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows with each shake-up's percentile among its peers."""
    rows = tuple(rows)
    shaken = percentiles_in_peers([Placed(row.shakeup, row.public_share) for row in rows])
    return tuple(row.model_copy(update={"shakeup": filled}) for row, filled in zip(rows, shaken, strict=True))


def _newest_first(row: Row) -> tuple[int, str, str]:
    """By year, within it by deadline; those whose day is not known come after the others of their year."""
    day = row.deadline or row.opened or ""
    return -(row.year or 0), "".join(chr(0x7F - ord(digit)) for digit in day) or "\x7f", row.folder


def _is_known(ref: DossierRef, known: dict[str, _Known]) -> bool:
    return ref.folder in known and known[ref.folder].digest == ref.digest and all(path.exists() for path in ref.files)


def _read_index(path: Path) -> dict[str, _Known]:
    try:
        return _KNOWN.validate_json(path.read_bytes())
    except (OSError, ValueError):
        return {}  # absent, torn or of an older version: everything is made anew


def _write_index(path: Path, known: dict[str, _Known]) -> None:
    draft = path.with_suffix(".new")
    draft.write_bytes(_KNOWN.dump_json(known, exclude_defaults=True))
    draft.replace(path)


def _prune(store: Path, wanted: set[Path]) -> None:
    for path in store.iterdir():
        if path not in wanted:
            path.unlink()


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
