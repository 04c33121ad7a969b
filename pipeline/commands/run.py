"""`leaderlore run`: harvest, derive, build."""

from dataclasses import asdict
from pathlib import Path

import click

from harvesters.base import Context, CredentialsError, all_harvesters
from pipeline.build import build_site, report_lines
from pipeline.commands.harvest import asdict_result
from pipeline.commands.harvest import report_lines as harvest_lines
from pipeline.console import Console, UsageFault
from pipeline.derive import derive
from pipeline.report import report_of, write_report
from pipeline.run import harvest_if_possible, now


@click.command("run")
@click.option("--max-requests", type=click.IntRange(min=1), help="Budget of requests for the harvest.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("site"), help="Folder of the site.")
@click.option("--jobs", type=click.IntRange(min=1), help="Worker processes; default: one a core.")
@click.pass_obj
def command(console: Console, max_requests: int | None, out: Path, jobs: int | None) -> None:
    """Harvest what is new, read the texts, build the site."""
    started = now()
    context = Context(console.archive, console.cache, started, max_requests=max_requests, say=console.say)
    try:
        harvested = harvest_if_possible(all_harvesters()["kaggle"], context)
    except CredentialsError as error:
        raise UsageFault(str(error)) from error
    derived = derive(console.archive, console.cache)
    report = build_site(console, out, jobs, started)
    document = {
        "started": started,
        "harvest": asdict_result(harvested) if harvested else None,
        "derive": asdict(derived),
        "build": asdict(report),
    }
    lines = harvest_lines(harvested) if harvested else []
    if harvested:
        news = report_of([harvested], started)
        lines.append(f"{news.summary()}: {write_report(news, console.cache)}")
    console.result(document, [*lines, str(derived), *report_lines(report, out)])
    console.end(bool(harvested and harvested.failures))
