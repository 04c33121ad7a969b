"""`leaderlore check`: is the archive what the contract says?"""

from dataclasses import asdict

import click

from archive.check import check
from archive.store import ArchiveError
from pages.format import plural
from pipeline.console import Console
from pipeline.memo import clean_memo
from pipeline.run import now


@click.command("check")
@click.option("--warnings/--no-warnings", default=False, help="Print doubtful data too, not only broken contracts.")
@click.pass_obj
def command(console: Console, warnings: bool) -> None:
    """Check every file of the archive: form, keys, references, redactions, doubtful data."""
    console.need_data()
    try:
        rows, withheld = console.archive.redactions(), console.archive.withheld()
    except ArchiveError:  # the check itself names the line
        rows, withheld = (), ()
    with clean_memo(console.cache, rows, withheld) as redactions:
        problems = check(console.data, redactions, now=now())
    errors = [problem for problem in problems if problem.severity == "error"]
    doubts = len(problems) - len(errors)
    summary = f"{console.data}: {plural(len(errors), 'error')}, {plural(doubts, 'warning')}"
    shown = problems if warnings else errors
    hint = [] if warnings or not doubts else ["see the warnings with --warnings"]
    console.result({"problems": [asdict(problem) for problem in problems]}, [*map(str, shown), summary, *hint])
    console.end(bool(errors))
