"""`leaderlore diff`: what is new in the archive since a commit, or between two."""

from contextlib import ExitStack

import click

from pipeline.console import Console, UsageFault
from pipeline.diff import RevisionError, archive_at, diff_archives
from pipeline.report import NewsReport
from pipeline.run import now


@click.command("diff")
@click.argument("revision", default="HEAD")
@click.argument("until", required=False)
@click.option("--commit-message", is_flag=True, help="Print a commit message instead of a report.")
@click.pass_obj
def command(console: Console, revision: str, until: str | None, commit_message: bool) -> None:
    """Say what is new in the archive since REVISION (default HEAD: since the last commit), up to UNTIL or to now."""
    console.refuse_strange_data()
    try:
        with ExitStack() as states:
            old = states.enter_context(archive_at(revision, console.data))
            new = states.enter_context(archive_at(until, console.data)) if until else console.archive
            changes = diff_archives(old, new, now())
    except RevisionError as error:
        raise UsageFault(str(error)) from error
    span = f"News from {revision} to {until}" if until else f"News since {revision}"
    report = NewsReport(span, tuple(changes))
    text = report.commit_message() if commit_message else report.markdown()
    console.result({**report.plain(), "commit_message": report.commit_message()}, text.splitlines())
