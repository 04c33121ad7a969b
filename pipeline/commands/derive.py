"""`leaderlore derive`: read the texts again; a part of `run` that can be had alone."""

from dataclasses import asdict

import click

from pipeline.console import Console
from pipeline.derive import Derived, derive
from pipeline.progress import Progress


@click.command("derive")
@click.option("--jobs", type=click.IntRange(min=1), help="Worker processes; default: one a core.")
@click.pass_obj
def command(console: Console, jobs: int | None) -> None:
    """Bring claims up to date with texts and vocabulary."""
    console.expect_data()
    with Progress() as progress:
        result = derive(console.archive, console.cache, jobs, progress)
    console.result(asdict(result), report_lines(result))
    console.end(bool(result.failures))


def report_lines(result: Derived) -> list[str]:
    """A derivation for a person."""
    return [str(result), *(f"cannot be read, left as it is: {failure}" for failure in result.failures)]
