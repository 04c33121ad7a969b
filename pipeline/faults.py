"""What a command says of a fault: one line that tells what to do."""

from errno import EACCES, EDQUOT, ENOSPC, EPERM, EROFS

import click
from pydantic_core import SchemaError

from archive.descriptor import SettingsError
from archive.store import ArchiveError
from archive.vocab import VocabularyError
from harvesters.base import CredentialsError, HarvestError
from pipeline.console import Console, UsageFault, say_interrupted


def is_interrupt(error: Exception) -> bool:
    """Whether somebody interrupted while pydantic made a record's validator, which calls that a fault of the record."""
    return isinstance(error, SchemaError) and "KeyboardInterrupt" in str(error)


def told(error: Exception, console: Console | None) -> BaseException:
    """The fault as click tells it; itself where it is a mistake of ours."""
    if isinstance(error, SettingsError | CredentialsError):
        return UsageFault(str(error))
    if isinstance(error, UnicodeEncodeError):  # names on a terminal that is not UTF-8, or a handle typed on one
        what_next = "set PYTHONUTF8=1, or a UTF-8 locale, and run the same command again"
        return UsageFault(f"a name that {error.encoding} cannot write: {what_next}")
    if is_interrupt(error):
        say_interrupted(console)
        return KeyboardInterrupt()
    if isinstance(error, ArchiveError | HarvestError | VocabularyError):
        return click.ClickException(str(error))
    if isinstance(error, OSError):
        return click.ClickException(_of_system(error))
    return error


def _of_system(error: OSError) -> str:
    """The place, the fault, and what to do about it."""
    what = f"{error.filename}: {error.strerror}" if error.filename else error.strerror or str(error)
    if error.errno in (EACCES, EPERM, EROFS):
        return f"{what}: make it writable, or name another folder with --data, --cache or --out"
    if error.errno in (ENOSPC, EDQUOT):
        return f"{what}: free some space and run the same command again"
    return f"{what}: mend that and run the same command again"
