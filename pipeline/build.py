"""Builds the site for a command: workers, progress, what is said at the end."""

import os
from functools import partial
from pathlib import Path

import click

from archive.facts import files_of
from pages.build import BuildReport, build
from pages.engine import BuildError
from pages.engine.processes.locks import BusyError
from pages.engine.staging.stage import ForeignFolderError
from pipeline.beforehand import Beforehand
from pipeline.console import Console, UsageFault
from pipeline.progress import Progress
from pipeline.redaction.cleared import cleared


def build_site(
    console: Console, out: Path, jobs: int | None, started: str, found: Beforehand | None = None
) -> BuildReport:
    """Build the archive's site into `out`; `found` is what was found out already."""
    _check_apart(out.resolve(), console)
    workers, data = jobs or os.cpu_count() or 1, console.archive
    with Progress() as progress:
        try:
            root = cleared(data, console.cache, found and found.fit, console.say).root
            looked = found and found.looked
            if looked and root != data.root:
                looked = looked._replace(files=partial(files_of, str(root)))
            cache = console.cache.absolute()  # MkDocs takes a relative one for a folder beside its settings
            return build(root, out, cache, workers, started, progress, looked)
        except (BusyError, ForeignFolderError) as error:
            raise UsageFault(str(error)) from error
        except BuildError as error:
            raise click.ClickException(str(error)) from error


def _check_apart(out: Path, console: Console) -> None:
    """Raise UsageFault where a site, which a build replaces whole, or the cache would lie among the archive's files."""
    data = console.data.resolve()
    if not out.name or out == data or data in out.parents:
        raise UsageFault(f"the site cannot lie in {out}: name a folder of its own with --out, outside of {data}")
    if console.cache.resolve() == data:
        raise UsageFault(f"the cache cannot be the archive's folder {data}: name another one with --cache")


def report_lines(report: BuildReport, out: Path) -> list[str]:
    """A build for a person."""
    pages = ", ".join(f"{number} {kind}" for kind, number in report.pages.items())
    return [
        f"{out / 'index.html'}: {pages}; {report.made} made, {report.kept} unchanged; "
        f"{report.files} files, {report.bytes / 1e6:.0f} MB",
        *(f"warning: {warning}" for warning in report.warnings),
        f"look at it: leaderlore serve --out {out}",
    ]
