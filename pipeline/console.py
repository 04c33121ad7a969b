"""What all commands share: where data and cache lie, how results are printed, which exit code they end in.

Exit codes: 0 done, 1 something failed and the rest was done, 2 usage or credentials.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from archive.store import Archive

MARKS = ("datapackage.json", "competitions")
"""What every archive has one of."""


@dataclass(frozen=True)
class Console:
    """Global options of one call."""

    data: Path
    """The archive's folder; one that does not exist is an empty archive."""
    cache: Path
    """Raw answers and texts, outside git."""
    as_json: bool
    """Print one JSON document instead of lines."""

    @property
    def archive(self) -> "Archive":
        """The archive."""
        from archive.store import Archive  # a build looks at files while this is imported

        return Archive(self.data)

    def expect_data(self) -> None:
        """Say that an archive does not exist before it is read as an empty one: its name may be misspelt."""
        if not self.data.is_dir():
            click.echo(f"{self.data} does not exist: an empty archive, unless --data is misspelt", err=True)
        self.refuse_strange_data()

    def need_data(self) -> None:
        """Stop a command that must find its archive: from a misspelt folder nobody would be redacted."""
        if not self.data.is_dir():
            raise UsageFault(f"{self.data} does not exist: name the archive with --data, or harvest into it first")
        self.refuse_strange_data()

    def refuse_strange_data(self) -> None:
        """Stop a command whose folder is full of other things: it would build an empty site, or harvest into them."""
        if not self.data.is_dir() or any((self.data / name).exists() for name in MARKS):
            return
        if any(not path.name.startswith(".") for path in self.data.iterdir()):
            near = [place for place in (self.data.parent, self.data / "data") if (place / MARKS[0]).is_file()]
            hint = f"did you mean --data {near[0]}?" if near else "name the archive with --data"
            raise UsageFault(f"{self.data} holds other files and no archive ({' or '.join(MARKS)}): {hint}")

    def say(self, line: str) -> None:
        """A line for a person: on standard error where standard output is JSON."""
        click.echo(line, err=self.as_json)

    def result(self, document: Mapping[str, Any], lines: list[str]) -> None:
        """The result as JSON, or as lines."""
        if self.as_json:
            click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        else:
            for line in lines:
                click.echo(line)

    def end(self, failed: bool) -> None:
        """Leave with 1 where something failed."""
        if failed:
            sys.exit(1)


def say_interrupted(console: Console | None) -> None:
    """What is said of an interrupt, before click ends with its own word."""
    if console:
        console.say("interrupted: what was written stays, and the same command goes on from here")


class UsageFault(click.ClickException):
    """Wrong use or missing credentials: exit code 2."""

    exit_code = 2
