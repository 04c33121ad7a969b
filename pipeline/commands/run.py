"""`leaderlore run`: harvest, correct, derive, build."""

from dataclasses import asdict
from itertools import chain
from pathlib import Path

import click

from archive.authority import KAGGLE
from archive.store import ArchiveError
from harvesters.base import Context, all_harvesters
from pipeline.build import build_site, report_lines
from pipeline.commands.derive import report_lines as derive_lines
from pipeline.commands.harvest import asdict_result, guarded
from pipeline.commands.harvest import report_lines as harvest_lines
from pipeline.console import Console
from pipeline.correct import correct
from pipeline.derive import derive
from pipeline.harvest import HarvestResult
from pipeline.report import report_of, write_report
from pipeline.run import budgets, harvest_if_possible, now

PLATFORM, PAGES = KAGGLE, "linked_pages"


@click.command("run")
@click.option("--max-requests", type=click.IntRange(min=1), help="Budget of requests for the whole run.")
@click.option(
    "--page-requests",
    type=click.IntRange(min=0),
    help="Requests for write-ups outside the platform, robots.txt files included; 0 asks no other site. Default: a "
    "tenth of --max-requests, 100 without it, and 0 in a run that has no credentials and so asks nobody.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("site"),
    show_default=True,
    help="Folder of the site.",
)
@click.option("--jobs", type=click.IntRange(min=1), help="Worker processes; default: one a core.")
@click.pass_obj
def command(console: Console, max_requests: int | None, page_requests: int | None, out: Path, jobs: int | None) -> None:
    """Harvest what is new, apply corrections, read the texts, build the site."""
    console.refuse_strange_data()
    started = now()
    harvested = _harvest(console, started, max_requests, page_requests)
    console.expect_data()
    corrected = _correct(console, started)
    results = [*harvested, *([corrected] if corrected.has_news else [])]
    _tell(console, results, started)  # hours may lie behind: a step that fails from here on takes no news away
    derived = derive(console.archive, console.cache, jobs)
    report = build_site(console, out, jobs, started)
    document = {
        "started": started,
        "harvest": next((asdict_result(one) for one in harvested if one.source == PLATFORM), None),
        "pages": next((asdict_result(one) for one in harvested if one.source == PAGES), None),
        "corrections": asdict_result(corrected),
        "derive": asdict(derived),
        "build": asdict(report),
    }
    console.result(document, [*derive_lines(derived), *report_lines(report, out)])
    console.end(bool(derived.failures) or any(result.failures for result in results))


def _harvest(
    console: Console, started: str, max_requests: int | None, page_requests: int | None
) -> list[HarvestResult]:
    """The platform, then the pages that its write-ups and lists link to."""
    for_platform, for_pages = budgets(max_requests, page_requests)
    sources = all_harvesters()
    context = Context(console.archive, console.cache, started, max_requests=for_platform, say=console.say)
    platform = harvest_if_possible(sources[PLATFORM], context)
    found = [platform] if platform else []
    if for_pages and (platform or page_requests):
        context = Context(console.archive, console.cache, started, max_requests=for_pages, say=console.say)
        found.append(guarded(sources[PAGES], context))
    return found


def _correct(console: Console, started: str) -> HarvestResult:
    """Apply corrections. A file that cannot be read is a failure of the run, as it is to the harvest before."""
    try:
        return correct(console.archive, console.cache, started)
    except ArchiveError as error:
        return HarvestResult("corrections", failures=[str(error)])


def _tell(console: Console, results: list[HarvestResult], started: str) -> None:
    """Say what was found and keep the report, where anybody was asked or anything corrected."""
    if not results:
        return
    for line in chain.from_iterable(map(harvest_lines, results)):
        console.say(line)
    news = report_of(results, started)
    console.say(f"{news.summary()}: {write_report(news, console.cache)}")
