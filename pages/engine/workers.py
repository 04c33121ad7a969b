"""Worker processes: a function mapped over arguments, in this process or in several, with the same results in order."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, Protocol, TypeVar

R = TypeVar("R", covariant=True)

FEW = 40
"""So few calls are done sooner in this process than workers start."""
CHUNK = 16


class Function(Protocol[R]):
    """A function of a module, so that workers find it by name."""

    def __call__(self, *arguments: Any) -> R:
        """Compute one result."""


class Run(Protocol):
    """Maps a function over argument tuples; results keep the order of the arguments."""

    def __call__(self, function: Function[R], arguments: Sequence[tuple[Any, ...]]) -> Iterable[R]:
        """Compute all results."""


@contextmanager
def workers(jobs: int) -> Iterator[Run]:
    """A `Run` in up to `jobs` processes, which start when they are first needed and treat garbage as this one does."""
    pool: list[ProcessPoolExecutor] = []

    def run(function: Function[R], arguments: Sequence[tuple[Any, ...]]) -> Iterable[R]:
        if jobs <= 1 or len(arguments) < FEW:
            return (function(*values) for values in arguments)
        if not pool:
            context = get_context("forkserver")
            context.set_forkserver_preload(["pages.engine.preload"])  # imported once, not by every worker
            pool.append(ProcessPoolExecutor(jobs, context, initializer=gc.set_threshold, initargs=gc.get_threshold()))
        return pool[0].map(function, *zip(*arguments, strict=True), chunksize=CHUNK)

    try:
        yield run
    finally:
        for executor in pool:
            executor.shutdown(cancel_futures=True)
