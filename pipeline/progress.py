"""Progress on standard error: a bar on a terminal, one plain line a stage elsewhere."""

import sys
from types import TracebackType

import click


class Progress:
    """Called with a stage's name, how many of its steps are done, and how many there are."""

    def __init__(self) -> None:
        self._stage = ""
        self._terminal = sys.stderr is not None and sys.stderr.isatty()  # None where it is closed

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._terminal and self._stage:
            click.echo(err=True)

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show where the work is."""
        if self._terminal:
            bar = "█" * round(20 * done / max(total, 1))
            start = "\n" if self._stage and stage != self._stage else "\r"
            click.echo(f"{start}{stage:<12} {bar:<20} {done}/{total}\x1b[K", nl=False, err=True)
        elif stage != self._stage:
            click.echo(f"{stage} ...", err=True)
        self._stage = stage
