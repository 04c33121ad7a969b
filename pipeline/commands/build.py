"""`leaderlore build`: pages from the archive."""

from dataclasses import asdict
from pathlib import Path

import click

from pipeline.beforehand import beforehand
from pipeline.console import Console


@click.command("build")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("site"),
    show_default=True,
    help="Folder of the site.",
)
@click.option("--jobs", type=click.IntRange(min=1), help="Worker processes; default: one a core.")
@click.pass_obj
def command(console: Console, out: Path, jobs: int | None) -> None:
    """Build the site from the archive; only what changed is rendered again."""
    console.expect_data()
    with beforehand(console.data, out, console.cache, apart=jobs != 1) as found:
        from pipeline.build import build_site, report_lines  # while another process finds this out
        from pipeline.run import now

        report = build_site(console, out, jobs, now(), found)
    console.result(asdict(report), report_lines(report, out))
