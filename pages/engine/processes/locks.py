"""What a build holds against others: its cache, its site, and the folder beside it in which the next one is laid."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pages.engine import BuildError


class BusyError(BuildError):
    """Another build uses the same cache or makes the same site."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}: {remedy}")
        self.what = what


@contextmanager
def building(cache: Path, out: Path) -> Iterator[None]:
    """Hold cache and site for this process. Raises BusyError where another one holds either."""
    out = out.resolve()
    beside = out.with_name(f".{out.name}.lock")
    with (
        _held(cache / "build.lock", f"another build uses {cache}", "wait for it, or give this one its own --cache"),
        _held(beside, f"another build makes {out}", "wait for it, or give this one its own --out"),
    ):
        try:
            yield
        finally:
            beside.unlink(missing_ok=True)


@contextmanager
def _held(path: Path, *busy: str) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(*busy) from None
        if not path.exists() or not os.path.samestat(os.fstat(file.fileno()), path.stat()):
            raise BusyError(*busy)  # its file went with a build that ended this moment: it holds nobody off
        yield
