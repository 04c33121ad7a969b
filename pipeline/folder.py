"""The archive's folder while somebody writes to it: made where it is missing, and held against others."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from harvesters.base import HarvestError, MissingCredentialsError


@contextmanager
def made_if_missing(root: Path) -> Iterator[None]:
    """The archive's folder: made where it is missing, and gone again where nobody was asked."""
    made = not root.is_dir()
    root.mkdir(parents=True, exist_ok=True)
    if not os.access(root, os.W_OK):
        raise HarvestError(f"{root} is read-only: make it writable, or name another folder with --data")
    try:
        yield
    except MissingCredentialsError:
        if made:
            with suppress(OSError):  # somebody else put something into it meanwhile
                root.rmdir()
        raise


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the archive for this process, unless it does not exist. Raises HarvestError where another one holds it."""
    if not root.is_dir():
        yield
        return
    handle = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise HarvestError(f"another harvest is writing to {root}: wait for it, or end it, and run again") from error
    else:
        yield
    finally:
        os.close(handle)
