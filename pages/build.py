"""Build the site: theme, world, pages, downloads, search index; then put it in the old site's place.

The bytes of the site depend on the archive, the code and `started`, and on nothing else: not on the number of workers,
not on what was cached. Pagefind's folder is the exception (its tool is not deterministic), so it is rebuilt only when
what it indexes changed.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from archive.facts import Files
from pages.engine import PAGE_BYTES, Progress
from pages.engine.cache.digests import digest
from pages.engine.cache.whole import DamagedError
from pages.engine.kinds import Batches, Kind, PageSettings, Unit, kinds_by_name
from pages.engine.looked import Looked, looks
from pages.engine.plan import Job, Plan
from pages.engine.processes.locks import building
from pages.engine.processes.workers import Run, workers
from pages.engine.rendering.environment import compile_all, keep_compiled
from pages.engine.rendering.theme import Theme, load, render
from pages.engine.search import index_pages
from pages.engine.site_files import write_site_files
from pages.engine.staging.folders import Content, Facts, Folders
from pages.engine.staging.outputs import Totals
from pages.engine.staging.stage import Stage
from pages.engine.world import world_of

GITHUB_PAGES_BYTES = 1_000_000_000
CLOUDFLARE_PAGES_FILES = 20_000
LIGHTER = "publish elsewhere, or have fewer profiles by a higher people_min_teams in the archive's datapackage.json"
"""What to do about a site that is too large: nearly all of its files are about people."""


@dataclass(frozen=True)
class BuildReport:
    """What a build made."""

    pages: dict[str, int]
    """Pages and groups of files by kind."""
    made: int
    """How many of them were made; the rest was taken over from the old site."""
    kept: int
    """Those whose inputs had not changed."""
    files: int
    """Files of the whole site."""
    bytes: int
    """Their size."""
    warnings: tuple[str, ...]
    """What the maintainer should know."""


def build(
    archive_root: Path,
    out: Path,
    cache: Path,
    jobs: int,
    started: str,
    progress: Progress,
    looked: Looked | None = None,
) -> BuildReport:
    """Build the site of an archive into `out`, which is replaced whole, in up to `jobs` processes.

    `looked` is what was seen of the files just before, where somebody looked already. A part of the cache in which
    something is damaged is made anew. Raises DamagedError where that does not help.
    """
    warnings: dict[Path, str] = {}
    while True:
        try:
            made = build_with(archive_root, out, cache, jobs, started, progress, None if warnings else looked)
            return replace(made, warnings=(*warnings.values(), *made.warnings))
        except DamagedError as error:  # by now nobody works at it any more
            part = cache / error.path.relative_to(cache).parts[0]
            if part in warnings:
                raise
            warnings[part] = f"{error.path} was damaged: {part} was made anew"
            with building(cache, out):
                shutil.rmtree(part)


def build_with(
    archive_root: Path,
    out: Path,
    cache: Path,
    jobs: int,
    started: str,
    progress: Progress,
    looked: Looked | None,
) -> BuildReport:
    """Build the site with the cache as it is. Raises DamagedError where something that is needed of it is damaged."""
    kinds_by_name()  # imports all kinds of pages before workers part from this process
    with workers(jobs) as run, building(cache, out), ThreadPoolExecutor(1) as aside:
        looked = looked or Looked(*(run.ahead(look) for look in looks(archive_root, out, cache)))
        rendering = aside.submit(render, cache, site=looked.site)  # MkDocs and Pagefind run aside
        stage = Stage(out, cache, run, looked.intact)
        code = looked.code()
        templates = aside.submit(templates_of, cache, code)
        files = looked.files()
        world = world_of(archive_root, cache, files, code, looked.site().url, started, run, progress)
        progress("theme", 0, 1)
        theme = rendering.result()
        settings = PageSettings(world.fictional, world.people_listed)
        plan = Plan(world, theme, code, settings, stage)
        bench = Bench(theme.folder, templates.result(), settings, stage.folders)
        begun = list(begin_stale(plan, stage, bench, run, progress))
        indexing = aside.submit(index_pages, stage, digest(code, plan.found_by), plan.records, theme)
        made = finish_stale(begun, stage, progress)
        progress("files", 0, 1)
        write_theme(stage, theme, code, fictional=world.fictional)
        progress("search", 0, 1)
        indexing.result()
        progress("publish", 0, 1)
        write_site_files(stage, theme, listed(stage, settings), people_listed=settings.people_listed)
        stage.publish()
    return report(stage.totals(), made, left_out(files))


@dataclass(frozen=True)
class Bench:
    """What a worker needs beside the unit that it makes."""

    theme: Path
    """The rendered theme."""
    templates: Path
    """Where compiled templates are kept."""
    settings: PageSettings
    folders: Folders


def templates_of(cache: Path, code: str) -> Path:
    """Where compiled templates of this code are kept; those of other code go.

    All are compiled at once, since each worker would compile them for itself.
    """
    folder = cache / "templates" / code[:16]
    if not folder.exists():
        shutil.rmtree(folder.parent, ignore_errors=True)
        compile_all(folder)
    return folder


Begun = tuple[list[tuple[Job, frozenset[str]]], Iterable[dict[str, dict[str, Facts]]]]
"""Jobs with the parts that have to be made, and what is made of each, which may take its time."""


def begin_stale(plan: Plan, stage: Stage, bench: Bench, run: Run, progress: Progress) -> Iterator[Begun]:
    """Begin with the parts of each kind whose inputs changed, and take over the others."""
    progress("plan", 0, 1)
    for jobs in plan:
        progress("plan", 0, 1)  # people may have been called meanwhile
        changed = [job for job in jobs if not stage.keep(job.name, job.made_from)]
        stale = [(job, stage.stale(job.name, job.made_from, job.parts)) for job in changed]
        if stale:
            stage.break_seal()
            yield stale, run(make, [(bench, job.kind.name, job.unit, parts) for job, parts in stale])


def finish_stale(begun: Sequence[Begun], stage: Stage, progress: Progress) -> int:
    """Wait until all parts are made, and note them; how many there are."""
    whole = sum(len(stale) for stale, _ in begun)
    done = 0
    for stale, made in begun:
        for (job, _), files_by_part in zip(stale, made, strict=True):
            progress("pages", done, whole)
            done += 1
            hashes = job.parts
            for part, files in files_by_part.items():
                stage.add(job.name, part, hashes[part], files)
    return sum(len(parts) for stale, _ in begun for _, parts in stale)


def listed(stage: Stage, settings: PageSettings) -> Iterator[str]:
    """Addresses of the pages that search engines may list."""
    groups = stage.totals()
    for kind in kinds_by_name().values():
        if isinstance(kind, Kind | Batches) and kind.name in groups and (kind.listed or settings.people_listed):
            yield from groups[kind.name].parts if isinstance(kind, Kind) else stage.pages(kind.name)


def make(bench: Bench, kind: str, unit: Unit, wanted: frozenset[str]) -> dict[str, dict[str, Facts]]:
    """Make the wanted parts of one unit and lay their files in the next site; runs in a worker."""
    keep_compiled(bench.templates)
    made = kinds_by_name()[kind].make(unit, partial(load, bench.theme), bench.settings, wanted)
    return {part: bench.folders.write_all(files) for part, files in made.items()}


def write_theme(stage: Stage, theme: Theme, code: str, *, fictional: bool) -> None:
    """The theme's own files, and the hand-written pages that no kind fills."""
    made_from = f"{theme.folder.name} {code} {fictional}"
    if stage.keep("theme", made_from):
        return
    filled = {kind.shell for kind in kinds_by_name().values() if isinstance(kind, Kind | Batches)}
    files: dict[str, Content] = {name: theme.content(name) for name in theme.files}
    for address, shell in theme.shells.items():
        if address not in filled and not shell.has_body:
            name = address if address.endswith(".html") else f"{address}index.html"
            files[name] = shell.fill("", "", address, "", fictional=fictional).encode()
    stage.write("theme", made_from, files)


def left_out(files: Files) -> Iterator[str]:
    """What to say of folders of competitions that lost the file which makes them one."""
    for folder, inside in files.items():
        if folder.startswith("competitions/") and inside and "competition.json" not in inside:
            yield f"{folder} has no competition.json and is left out: restore it from git, or delete the folder"


def report(groups: Mapping[str, Totals], made: int, warnings: Iterable[str] = ()) -> BuildReport:
    """Compare the sizes of all files with what readers and static hosts accept; `made` parts were made anew."""
    whole, files = sum(totals.bytes for totals in groups.values()), sum(totals.files for totals in groups.values())
    heavy = sorted(path for totals in groups.values() for path in totals.heavy)
    found = list(warnings)
    if heavy:
        found.append(f"{len(heavy)} pages above {PAGE_BYTES:,} bytes, {heavy[0]} first: show less on them")
    if whole > GITHUB_PAGES_BYTES:
        found.append(f"{whole / 1e9:.2f} GB: GitHub Pages takes 1 GB; {LIGHTER}")
    if files > CLOUDFLARE_PAGES_FILES:
        found.append(f"{files:,} files: Cloudflare Pages takes 20,000 on its free plan; {LIGHTER}")
    parts = {name: groups[name].parts for name in kinds_by_name() if name in groups}
    pages = {
        # The twin of a batch is a part of it, and none of its pages.
        name: sum(own.values()) - (len(own) if isinstance(kinds_by_name()[name], Batches) else 0)
        for name, own in parts.items()
    }
    kept = sum(sum(own.values()) for own in parts.values()) - made
    return BuildReport(pages, made, kept, files, whole, tuple(found))
