"""`leaderlore check`: is the archive what the contract says?"""

from dataclasses import asdict
from itertools import count

import click

from archive.check import check
from archive.store import ArchiveError
from pages.format import plural
from pipeline.console import Console
from pipeline.progress import Progress
from pipeline.redaction.memo import clean_memo
from pipeline.run import now

SLOW = (
    "names are held against the list of redactions, which is slow on purpose: minutes the first time, seconds once the "
    "cache knows them"
)


@click.command("check")
@click.option("--warnings/--no-warnings", default=False, help="Print doubtful data too, not only broken contracts.")
@click.pass_obj
def command(console: Console, warnings: bool) -> None:
    """Check every file of the archive: form, keys, references, redactions, doubtful data."""
    console.expect_data()
    try:
        rows, withheld = console.archive.redactions(), console.archive.withheld()
    except ArchiveError:  # the check itself names the line
        rows, withheld = (), ()
    with clean_memo(console.cache, rows, withheld) as redactions, Progress() as progress:
        if rows and not redactions.clean:
            click.echo(SLOW, err=True)
        total = len(console.archive.folders())
        done = count(1)
        tell = (lambda _: progress("check", next(done), total)) if rows else (lambda _: None)
        problems = check(console.data, redactions, tell, now())
    errors = [problem for problem in problems if problem.severity == "error"]
    doubts = len(problems) - len(errors)
    summary = f"{console.data}: {plural(len(errors), 'error')}, {plural(doubts, 'warning')}"
    shown = problems if warnings else errors
    hint = [] if warnings or not doubts else ["see the warnings with --warnings"]
    console.result({"problems": [asdict(problem) for problem in problems]}, [*map(str, shown), summary, *hint])
    console.end(bool(errors))
