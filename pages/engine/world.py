"""The world of a build: a row for every competition, what it has in common with others, and where its dossier lies.

What compares competitions (peers, similar ones) is computed from rows, so that it costs no reading.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from archive.descriptor import read_settings
from archive.facts import Files
from archive.records import Change
from archive.records import Run as SourceRun
from archive.store import Archive
from insights.computed import decode
from insights.glossary import glossary
from insights.knowledge import Knowledge
from insights.peers import Placed, percentiles_in_peers
from insights.series import Edition, series
from insights.similar import Similar, Traits, similar
from insights.techniques import Technique, techniques
from insights.uses import Uses, uses_of
from pages.engine import Progress
from pages.engine.cache.digests import digest_of
from pages.engine.cache.file_hashes import Hashes
from pages.engine.cache.sections import Section
from pages.engine.dossiers import DossierRef, dossiers
from pages.engine.people import People
from pages.engine.people.making import few_people_of, people_of
from pages.engine.people.roll import Inputs
from pages.engine.processes.workers import Run
from pages.engine.row import Row, Rows


@dataclass(frozen=True)
class Kept:
    """What a dossier keeps of one kind, as JSON in the cache; equal references mean equal content."""

    folder: str
    digest: str
    content: Section = field(repr=False, compare=False)


@dataclass(frozen=True)
class World:
    """All that pages are made from. What is large is read, and what takes long made, when somebody asks for it."""

    root: Path = field(repr=False)
    """The archive."""
    site_url: str
    """Address of the site, with a slash at its end."""
    started: str
    """When the build started; only pages that speak of age may use it."""
    rows: Rows
    """Every competition, newest first."""
    dossiers: dict[str, DossierRef]
    """By folder."""
    writeups: tuple[Kept, ...]
    """Write-ups of every competition that has some, by folder."""
    fictional: bool
    """A made-up world: every page says so."""
    people_listed: bool
    """Whether search engines may list pages about people."""
    hashes: dict[str, str]
    """Hash of each of these fields and properties, by its name."""
    knowledge_files: tuple[Kept, ...]
    """What texts say, of every competition with a solution that was read, by folder."""
    call_people: Callable[[], People] = field(repr=False, compare=False)
    """Brings profiles and lists of people up to date."""

    @cached_property
    def people(self) -> People:
        """Profiles and lists of people."""
        return self.call_people()

    @cached_property
    def named(self) -> dict[str, tuple[str, str]]:
        """Title and folder of every competition by slug: for who asks nothing else, it changes with these alone."""
        return {row.slug: (row.title, row.folder) for row in self.rows}

    @cached_property
    def similar(self) -> dict[str, tuple[Similar, ...]]:
        """Similar competitions by folder; `index` points into `rows`. Only metrics that are known can be the same."""
        traits = [
            Traits(tags=row.tags, metric=row.metric if row.metric_id else None, host=row.host) for row in self.rows
        ]
        return dict(zip((row.folder for row in self.rows), similar(traits), strict=True))

    @cached_property
    def series(self) -> dict[str, tuple[int, ...]]:
        """Places in `rows` of the other editions of each competition's series, by folder."""
        editions = [Edition(row.title, row.platform, row.category) for row in self.rows]
        return dict(zip((row.folder for row in self.rows), series(editions), strict=True))

    @cached_property
    def knowledge(self) -> tuple[Knowledge, ...]:
        """What texts say (see `knowledge_files`), read."""
        return tuple(map(read_knowledge, self.knowledge_files))

    @cached_property
    def uses(self) -> Uses:
        """Who uses which technique."""
        return uses_of((known.practice for known in self.knowledge), tuple(glossary()))

    @cached_property
    def techniques(self) -> tuple[Technique, ...]:
        """All techniques of the vocabulary."""
        return techniques(self.uses)

    def let_go(self) -> None:
        """Keep no longer what texts say of all competitions; it is read again if somebody asks for it."""
        for name in ("knowledge", "uses", "techniques"):
            self.__dict__.pop(name, None)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """News, oldest first."""
        return Archive(self.root).changes()

    @cached_property
    def runs(self) -> tuple[SourceRun, ...]:
        """The last run of each source."""
        return Archive(self.root).runs()


def world_of(
    root: Path, cache: Path, files: Files, code: str, site_url: str, started: str, run: Run, progress: Progress
) -> World:
    """Gather the world; `files` are all of the archive, `code` is the hash of what turns them into dossiers."""
    hashes = Hashes(root, files, cache / "hashes.json")
    refs, own = dossiers(root, cache, code, hashes, run, progress)
    settings = read_settings(root)
    min_teams = settings.people_min_teams
    people_from = Inputs(
        general=digest_of(code, str(min_teams)),  # of the settings no other: a new source concerns no profile
        stated=digest_of(*hashes.folder("people")),
        parts={folder: one.part for folder, one in own.items()},
    )

    few = run.ahead(few_people_of, cache / "people", people_from, refs, root, min_teams)  # while others are planned

    def call_people() -> People:
        progress("people", 0, 1)
        return few() or people_of(cache / "people", people_from, refs, root, min_teams, run)

    progress("compare", 0, 1)
    rows = compared(sorted((one.row for one in own.values()), key=_newest_first))
    writeups = tuple(
        Kept(folder, one.writeups, refs[folder].writeups) for folder, one in sorted(own.items()) if one.row.writeups
    )
    knowledge_files = tuple(
        Kept(folder, one.knowledge, refs[folder].knowledge) for folder, one in sorted(own.items()) if one.knowledge
    )
    parts = {
        "rows": repr(rows),
        "named": digest_of(*(repr((row.slug, row.title, row.folder)) for row in rows)),
        "dossiers": digest_of(*map(repr, refs.values())),
        "writeups": digest_of(*map(repr, writeups)),
        "knowledge": digest_of(*(f"{folder} {one.knowledge}" for folder, one in own.items())),
        "changes": hashes.of("changes.csv"),
        "runs": digest_of(*hashes.folder("runs")),
        "people": digest_of(repr(people_from)),
        "root": "",  # its files are known by the other hashes
        "site_url": site_url,
        "started": started,
        "fictional": str(settings.fictional),
        "people_listed": str(not settings.people_noindex),
    }
    parts["similar"] = parts["series"] = parts["rows"]
    parts["knowledge_files"] = parts["uses"] = parts["techniques"] = parts["knowledge"]
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
        knowledge_files=knowledge_files,
        call_people=call_people,
    )


def read_knowledge(file: Kept) -> Knowledge:
    """What the texts of one competition say."""
    return decode(file.content.read_bytes(), Knowledge)


def compared(rows: Iterable[Row]) -> Rows:
    """The rows with each shake-up's percentile among its peers."""
    rows = tuple(rows)
    shaken = percentiles_in_peers([Placed(row.shakeup, row.public_share) for row in rows])
    return Rows(replace(row, shakeup=filled) for row, filled in zip(rows, shaken, strict=True))


def _newest_first(row: Row) -> tuple[int, str, str]:
    """By year, within it by deadline; those whose day is not known come after the others of their year."""
    day = row.deadline or row.opened or ""
    return -(row.year or 0), "".join(chr(0x7F - ord(digit)) for digit in day) or "\x7f", row.folder
