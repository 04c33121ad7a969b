"""The command line. Global options come before the command; each command is a file in `pipeline/commands/`."""

import importlib
import pkgutil
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from pipeline import commands
from pipeline.console import Console, UsageFault, say_interrupted
from pipeline.process import prepare

ROOT = Path(__file__).resolve().parents[1]
"""The clone."""


def _refuse_strange_place() -> None:
    """Stop where nothing can work, before a command fails at whatever it lacks first."""
    if sys.platform == "win32":
        raise UsageFault("Leaderlore runs on Linux and macOS: on Windows use WSL, the Windows Subsystem for Linux")
    if not (ROOT / "vocab").is_dir():
        raise UsageFault(
            f"{ROOT} is no clone of Leaderlore's repository, which holds the words, templates and pages that it "
            "needs: clone it, run `make setup` there, and use its .venv/bin/leaderlore"
        )


class Commands(click.Group):
    """The commands of the folder. Only the one that is called is imported: a build would wait for harvesters."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands."""
        return sorted(module.name for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; None where there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{commands.__name__}.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; of a misspelt one, the name that comes nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            if near := get_close_matches(args[0], self.list_commands(ctx), 1):
                raise click.UsageError(f"{error.message} Did you mean {near[0]!r}?", error.ctx) from error
            raise

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a fault whose message says what to do is a JSON document too, where one is waited for."""
        try:
            return self._told(ctx)
        except click.ClickException as error:
            if ctx.obj:
                ctx.obj.result({"error": error.format_message()}, [])
            raise

    def _told(self, ctx: click.Context) -> Any:
        """Run the command; of a fault whose message says what to do, print that alone."""
        _refuse_strange_place()
        prepare()  # before the command's modules are imported
        try:
            return super().invoke(ctx)
        except click.NoSuchOption as error:
            if any(error.option_name in option.opts for option in self.params):
                first = f"leaderlore {error.option_name} ... {ctx.invoked_subcommand}"
                raise click.UsageError(f"{error.option_name} stands before the command: {first}", error.ctx) from error
            raise
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # click tells them; of a broken pipe nobody reads a word
        except KeyboardInterrupt:
            say_interrupted(ctx.obj)
            raise
        except Exception as error:
            from pipeline.faults import told  # it knows the faults of all modules, which takes a while to import

            what = told(error, ctx.obj)
            if what is error:
                raise
            raise what from error


def _version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    """Print the version; of a clone that is run without having been installed there is none."""
    if wanted and not context.resilient_parsing:
        from importlib.metadata import PackageNotFoundError, version  # no other command waits for it

        try:
            click.echo(f"leaderlore, version {version('leaderlore')}")
        except PackageNotFoundError:
            click.echo("leaderlore, not installed: `make setup` installs it")
        context.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data", type=click.Path(path_type=Path), default=Path("data"), show_default=True, help="Folder of the archive."
)
@click.option(
    "--cache",
    type=click.Path(path_type=Path),
    default=Path(".cache"),
    show_default=True,
    help="Folder of raw answers, texts and what builds keep.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document, of a fault too.")
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version and exit."
)
@click.pass_context
def main(context: click.Context, data: Path, cache: Path, as_json: bool) -> None:
    """Leaderlore: what won machine-learning competitions, at what cost, and how much was luck."""
    if data.exists() and not data.is_dir():
        raise click.UsageError(f"--data {data} is a file: name the archive's folder")
    if cache.exists() and not cache.is_dir():
        raise click.UsageError(f"--cache {cache} is a file: name a folder, which is made where there is none")
    context.obj = Console(data, cache, as_json)


if __name__ == "__main__":
    main()
