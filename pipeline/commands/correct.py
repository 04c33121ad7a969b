"""`leaderlore correct`: apply what people corrected, without a harvest; a part of `run` that can be had alone."""

import click

from pipeline.commands.harvest import asdict_result, report_lines
from pipeline.console import Console
from pipeline.correct import correct
from pipeline.run import now


@click.command("correct")
@click.pass_obj
def command(console: Console) -> None:
    """Apply all of `corrections/` to the archive; no source is asked."""
    console.expect_data()
    result = correct(console.archive, console.cache, now())
    lines = [f"{change.slug}: {change.detail}" for change in result.changes if change.what == "correction"]
    console.result(asdict_result(result), [*lines, *report_lines(result)])
    console.end(bool(result.failures))
