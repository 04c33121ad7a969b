"""`leaderlore diff`: what is new in the archive since a commit."""

import click

from archive.store import ArchiveError
from pipeline.console import Console, UsageFault
from pipeline.diff import RevisionError, archive_at, diff_archives
from pipeline.report import NewsReport
from pipeline.run import now


@click.command("diff")
@click.argument("revision", default="HEAD")
@click.option("--commit-message", is_flag=True, help="Print a commit message instead of a report.")
@click.pass_obj
def command(console: Console, revision: str, commit_message: bool) -> None:
    """Say what is new in the archive since REVISION (default HEAD: since the last commit)."""
    try:
        with archive_at(revision, console.data) as old:
            changes = diff_archives(old, console.archive, now())
    except (RevisionError, ArchiveError) as error:
        raise UsageFault(str(error)) from error
    report = NewsReport(f"News since {revision}", tuple(changes))
    text = report.commit_message() if commit_message else report.markdown()
    console.result({**report.plain(), "commit_message": report.commit_message()}, text.splitlines())
