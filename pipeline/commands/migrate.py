"""`leaderlore migrate`: bring an older archive up to the present schema, and every file to its canonical form."""

from dataclasses import asdict

import click

from archive.layout import SCHEMA_VERSION
from archive.migrate import migrate
from harvesters.base import HarvestError
from pipeline.console import Console, UsageFault
from pipeline.folder import locked


@click.command("migrate")
@click.pass_obj
def command(console: Console) -> None:
    """Bring an older archive up to the present schema, and every file to its canonical form."""
    console.expect_data()
    try:
        with locked(console.data):
            done = migrate(console.data)
    except HarvestError as error:
        raise UsageFault(str(error)) from error
    lines = [f"schema {version} reached" for version in done.steps]
    lines += [f"changed: {file}" for file in done.changed]
    lines += [f"cannot be read, left as it is: {fault}" for fault in done.unreadable]
    lines.append(f"{console.data}: schema {SCHEMA_VERSION}, {len(done.changed)} files changed")
    if done.unreadable:
        lines.append("run `leaderlore check` for line and field of what cannot be read")
    console.result(asdict(done), lines)
    console.end(bool(done.unreadable))
