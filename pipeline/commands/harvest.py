"""`leaderlore harvest`: bring facts from sources into the archive."""

from dataclasses import asdict
from pathlib import Path

import click

from archive.records import Category
from archive.store import ArchiveError
from archive.text import parse_time
from harvesters.base import Context, CredentialsError, Harvester, HarvestError, all_harvesters
from pages.format import plural
from pipeline.console import Console, UsageFault
from pipeline.harvest import HarvestResult, harvest
from pipeline.report import report_of, write_report
from pipeline.run import now

CATEGORIES = Category.__args__  # type: ignore[attr-defined]  # the values of a Literal
MOST = 20
"""Rows of a list that are printed."""


class _Time(click.ParamType[str]):
    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return parse_time(value) or self.fail(f"{value!r} is no date: write 2025-01-31", param, ctx)


@click.command("harvest")
@click.argument("sources", nargs=-1)
@click.option("--from", "path", type=click.Path(path_type=Path), help="File or folder that the source reads.")
@click.option("--as-of", type=_Time(), help="Date of the snapshot that is read; default now.")
@click.option("--only", multiple=True, metavar="SLUG", help="Only this competition; may be given several times.")
@click.option(
    "--category",
    type=click.Choice(CATEGORIES),
    help="Only competitions of this class (by the source, else the archive); community ones need this or --only.",
)
@click.option(
    "--since",
    type=_Time(),
    help="Only competitions that end on or after this date (by the source, else the archive), or at an unknown one.",
)
@click.option("--refresh", is_flag=True, help="Ask again for what is settled.")
@click.option("--max-requests", type=click.IntRange(min=1), help="Budget of requests for each source.")
@click.option("--dry-run", is_flag=True, help="Say what would be asked; ask and write nothing.")
@click.option("--probe", is_flag=True, help="Make the few requests that answer open questions about the service.")
@click.pass_obj
def command(
    console: Console, sources: tuple[str, ...], path: Path | None, as_of: str | None, only: tuple[str, ...],
    category: str | None, since: str | None, refresh: bool, max_requests: int | None, dry_run: bool, probe: bool,
) -> None:  # fmt: skip
    """Harvest SOURCES (default: kaggle). `leaderlore status` lists them."""
    known = all_harvesters()
    chosen = [_pick(known, name) for name in sources or ("kaggle",)]
    if probe and (others := [harvester.source.name for harvester in chosen if not harvester.probes]):
        raise UsageFault(f"--probe asks the service of kaggle: leave it out, or leave out {', '.join(others)}")
    readers = [harvester.source.name for harvester in chosen if harvester.needs_path]
    if readers and (path is None or not path.exists()):
        raise UsageFault(f"{readers[0]} reads files: name an existing file or folder with --from PATH")
    console.refuse_strange_data()
    started = now()
    if as_of and as_of > started:
        raise UsageFault(f"--as-of {as_of[:10]} is still to come: it would win over every later harvest until then")
    results = []
    for harvester in chosen:
        context = Context(
            console.archive, console.cache, started, path, as_of, frozenset(only), category, since, refresh,
            max_requests, dry_run, probe, console.say,
        )  # fmt: skip
        results.append(guarded(harvester, context))
    asking = dry_run or probe
    lines = [line for result in results for line in report_lines(result, asking)]
    if not asking:
        news = report_of(results, started)
        lines.append(f"{news.summary()}: {write_report(news, console.cache)}")
    console.result({"started": started, "runs": [asdict_result(result) for result in results]}, lines)
    console.end(any(result.failures for result in results))


def guarded(harvester: Harvester, context: Context) -> HarvestResult:
    """Harvest one source. Usage and credentials end the command; any other fault is the run's failure."""
    try:
        return harvest(harvester, context)
    except CredentialsError:
        raise
    except (ArchiveError, HarvestError, OSError) as error:
        return HarvestResult(harvester.source.name, failures=[*context.failures, str(error)])


def _pick(known: dict[str, Harvester], name: str) -> Harvester:
    if name not in known:
        raise UsageFault(f"no source {name!r}: use one of {', '.join(known)}")
    return known[name]


def asdict_result(result: HarvestResult) -> dict[str, object]:
    """A result as plain values for `--json`."""
    return {**asdict(result), "changes": [change.model_dump() for change in result.changes]}


def report_lines(result: HarvestResult, asking: bool = False) -> list[str]:
    """A result for a person; long lists are cut, `--json` has them whole. `asking`: of a run that writes nothing."""
    competitions = plural(result.competitions, "competition")
    done = f"{competitions}, {plural(len(set(result.changed)), 'file')} changed"
    would = f"{competitions} would be read, nothing was written" if result.competitions else "nothing was written"
    lines = [f"{result.source}: {would if asking else done}"]
    for one, many, rows in (
        ("disagreement between sources", "disagreements between sources", result.disagreements),
        ("warning", "warnings", result.warnings),
        ("failure", "failures", result.failures),
    ):
        lines += [f"  {plural(len(rows), one, many)}"] if rows else []
        lines += [f"    {row}" for row in rows[:MOST]]
        lines += [f"    ... and {len(rows) - MOST} more (--json has all)"] if len(rows) > MOST else []
    return lines
