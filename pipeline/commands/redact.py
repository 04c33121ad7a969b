"""`leaderlore redact`: take a person who does not want to be named out of everything, for good, or take that back."""

from dataclasses import asdict
from pathlib import Path

import click

from archive.descriptor import FILE
from archive.files import sweep
from archive.layout import REDACTIONS
from archive.redact import UnknownPersonError, find_target
from harvesters.base import HarvestError
from pages.engine.processes.locks import BusyError, building
from pages.format import plural
from pipeline.console import Console, UsageFault
from pipeline.folder import locked
from pipeline.redaction.clean import is_clean
from pipeline.redaction.kept_list import put_back
from pipeline.redaction.redact import RedactReport, apply_list, redact
from pipeline.redaction.seen import note
from pipeline.redaction.take_back import take_back as take_back_rows
from pipeline.redaction.traces import clear_cassettes
from pipeline.run import now

NO_PROFILE = (
    "no profile of them is known: redacted by what was given alone; if they had another handle, redact that one too"
)
NOBODY = "nobody of that name stood here, and none will: is it spelt as on the platform? If not, add --take-back"


@click.command("redact")
@click.argument("who", required=False, metavar="HANDLE|ID")
@click.option("--reason", type=click.Choice(("asked", "deleted", "opted-out")), default="asked", show_default=True)
@click.option(
    "--cassettes",
    type=click.Path(path_type=Path),
    default=Path("tests/cassettes"),
    show_default=True,
    help="Folder of recorded answers in which names are replaced.",
)
@click.option(
    "--site",
    type=click.Path(path_type=Path),
    default=Path("site"),
    show_default=True,
    help="Folder of the built site, from which every file goes that names the person.",
)
@click.option("--take-back", is_flag=True, help="It was a mistake: take this person off the list again.")
@click.pass_obj
def command(
    console: Console, who: str | None, reason: str, cassettes: Path, site: Path, take_back: bool
) -> None:  # fmt: skip
    """Take a person out of archive, cache and site: `@handle`, or `u` and the number of the account.

    Without an argument everybody on the list is taken out again: after a merge, or a row added by hand. Ranks and
    scores stay. Run `leaderlore build` afterwards: it makes what is missing from the site. The page on privacy says how
    to clear the history in git. A mistake is taken back with --take-back and what was given by mistake.
    """
    console.need_data()
    if take_back:
        _take_back(console, who)
        return
    try:
        # A build beside this would lay pages and keep copies of what it read before.
        with locked(console.data), building(console.cache, site):
            sweep(console.data)
            if who is None:
                report = apply_list(console.archive, console.cache, site)
            else:
                target, known = find_target(who, console.archive.people())
                recorded = clear_cassettes(cassettes, target)
                put_back(console.archive, console.cache)
                clean = is_clean(console.archive, console.cache)
                report = redact(console.archive, console.cache, target, now()[:10], reason, site)
                report.deleted += recorded
                if not clean:  # only now: it may take away the profile, which alone knows all names of the person
                    apply_list(console.archive, console.cache)
                if not known:
                    console.say(NO_PROFILE if _stood(report) else NOBODY)
            note(console.archive, console.cache)
    except BusyError as error:  # its advice is a build's: another cache or site would be cleared in vain
        raise UsageFault(f"{error.what}: wait for it, and redact again") from error
    except (UnknownPersonError, HarvestError) as error:
        raise UsageFault(str(error)) from error
    console.result(asdict(report), _lines(report))
    console.end(bool(report.left))


def _take_back(console: Console, who: str | None) -> None:
    if who is None:
        raise UsageFault("--take-back takes one person off the list: name the handle or id")
    try:
        with locked(console.data):
            target, _ = find_target(who, console.archive.people())
            done = take_back_rows(console.archive, console.cache, target)
    except (UnknownPersonError, HarvestError) as error:
        raise UsageFault(str(error)) from error
    lines = [f"{plural(done.rows, 'identity', 'identities')} taken back: what went comes with the next harvest"]
    if done.shared:
        lines.append("a name of these letters was listed for somebody else too, and stays listed")
    if done.beside:
        lines.append(
            f"{plural(done.beside, 'identity', 'identities')} listed on the same day for the same reason stay: an "
            "account's number, another handle or a display name (without spaces) of the same person is given by itself"
        )
    if done.withheld:
        places = plural(done.withheld, "place")
        lines.append(f"{places} by others withheld that day stay so: delete from withheld.csv what came of it")
    console.result(asdict(done), [*lines, "now run `leaderlore harvest --refresh`, and commit data/"])


def _stood(report: RedactReport) -> bool:
    """Whether anything named the person, beside the list and what describes it."""
    named = set(report.changed) - {REDACTIONS.path, FILE}
    return bool(named or report.deleted or report.withheld or report.left)


def _lines(report: RedactReport) -> list[str]:
    lines = [
        f"{report.listed} identities listed, {len(set(report.changed))} files of the archive changed, "
        f"{report.deleted} files deleted or cleared, {report.withheld} names and titles by others withheld",
        f"{report.site} files of the site deleted: those that named them, and what is packed (search index, Parquet)",
    ]
    if report.ordinary:
        lines.append("a handle is an ordinary word: where others use it, it was left")
    lines += [f"still named in {place}: mend it by hand" for place in report.left]
    return [*lines, "now run `leaderlore build`, and commit data/; old commits keep the name until they are purged"]
