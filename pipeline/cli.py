"""The command line. Global options come before the command; each command is a file in `pipeline/commands/`."""

import importlib
import pkgutil
from errno import EACCES, EDQUOT, ENOSPC, EPERM, EROFS
from pathlib import Path
from typing import Any

import click
from pydantic_core import SchemaError

from archive.descriptor import SettingsError
from archive.store import ArchiveError
from harvesters.base import CredentialsError, HarvestError
from pipeline import commands
from pipeline.console import Console, UsageFault
from pipeline.memory import prepare


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

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; of a fault whose message says what to do, print that alone."""
        prepare()  # before the command's modules are imported
        try:
            return super().invoke(ctx)
        except (SettingsError, CredentialsError) as error:
            raise UsageFault(str(error)) from error
        except UnicodeEncodeError as error:  # names on a terminal that is not UTF-8, or a handle typed on one
            what_next = "set PYTHONUTF8=1, or a UTF-8 locale, and run the same command again"
            raise UsageFault(f"a name that {error.encoding} cannot write: {what_next}") from error
        except BrokenPipeError:  # nobody reads on: click ends without a word
            raise
        except (KeyboardInterrupt, SchemaError) as error:
            if isinstance(error, SchemaError) and "KeyboardInterrupt" not in str(error):
                raise  # else pydantic was just making a record's validator, and calls an interrupt a fault of it
            if ctx.obj:
                ctx.obj.say("interrupted: what was written stays, and the same command goes on from here")
            raise KeyboardInterrupt from error
        except (ArchiveError, HarvestError) as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            raise click.ClickException(_told(error)) from error


def _told(error: OSError) -> str:
    """The place, the fault, and what to do about it."""
    what = f"{error.filename}: {error.strerror}" if error.filename else error.strerror or str(error)
    if error.errno in (EACCES, EPERM, EROFS):
        return f"{what}: make it writable, or name another folder with --data, --cache or --out"
    if error.errno in (ENOSPC, EDQUOT):
        return f"{what}: free some space and run the same command again"
    return f"{what}: mend that and run the same command again"


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", type=click.Path(path_type=Path), default=Path("data"), help="Folder of the archive.")
@click.option("--cache", type=click.Path(path_type=Path), default=Path(".cache"), help="Raw answers and texts.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.version_option(package_name="leaderlore", prog_name="leaderlore")
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
