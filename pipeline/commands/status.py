"""`leaderlore status`: what the archive holds, how old it is, what is missing, and which sources there are."""

from dataclasses import asdict

import click

from archive.authority import titled
from harvesters.base import all_harvesters
from pipeline.console import Console
from pipeline.status import Status, status


@click.command("status")
@click.pass_obj
def command(console: Console) -> None:
    """Say what the archive holds, how old it is, what is missing, and which sources can be harvested."""
    console.expect_data()
    found = status(console.archive)
    sources = [
        {**titled(harvester.source), "reads_files": harvester.needs_path} for harvester in all_harvesters().values()
    ]
    document = {"data": str(console.data), **asdict(found), "sources": sources}
    document["runs"] = [run.model_dump() for run in found.runs]
    lines = _lines(str(console.data), found)
    lines.append("sources (leaderlore harvest NAME):")
    for source in sources:
        how = " --from PATH" if source["reads_files"] else ""
        lines.append(f"  {source['name']}{how}: {source['title']}, {source['url']} ({source['terms']})")
    console.result(document, lines)


def _lines(data: str, found: Status) -> list[str]:
    age = f", facts of {found.oldest[:10]} to {found.newest[:10]}" if found.oldest and found.newest else ""
    lines = [f"{data}: {found.competitions} competitions{age}; schema {found.schema}, text policy {found.text_policy}"]
    for title, numbers in (
        ("records", found.records), ("by category", found.categories), ("facts by source", found.facts_by_source),
        ("missing", found.missing),
    ):  # fmt: skip
        lines += [f"{title}:", *(f"  {name}: {number:,}" for name, number in numbers.items())] if numbers else []
    lines += ["last runs that changed a fact:"] if found.runs else []
    for run in found.runs:
        counts = ", ".join(f"{number:,} {name}" for name, number in run.counts.items())
        failures = f"; {len(run.failures)} failures" if run.failures else ""
        lines.append(f"  {run.source}: {run.started[:10]}: {counts}{failures}")
    return lines
