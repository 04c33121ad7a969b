"""Worker processes: a function mapped over arguments, in this process or in several, with the same results in order."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing import get_context, parent_process
from typing import Any, Protocol, TypeVar

from pages.engine.processes.interrupts import held_back

R = TypeVar("R", covariant=True)

FEW = 40
"""So few calls are done sooner in this process than others start."""
CHUNK = 16
"""Most calls that a worker is given at once."""
ROUNDS = 4
"""Of a few calls each worker gets its share in so many turns, since some take longer than others."""


class Function(Protocol[R]):
    """A function of a module, so that workers find it by name."""

    def __call__(self, *arguments: Any) -> R:
        """Compute one result."""


@dataclass(frozen=True)
class Run:
    """Computes in this process, or in others where there is a pool of them, with the same results."""

    _pool: ProcessPoolExecutor | None = None
    _jobs: int = 1
    _started: bool = False
    """Whether the processes of the pool are there already."""

    def __call__(self, function: Function[R], arguments: Sequence[tuple[Any, ...]]) -> Iterable[R]:
        """Map a function over argument tuples; results keep the order of the arguments."""
        if self._pool is None or len(arguments) < (1 if self._started else FEW):
            return (function(*values) for values in arguments)
        chunk = max(1, min(CHUNK, len(arguments) // (self._jobs * ROUNDS)))
        return self._pool.map(function, *zip(*arguments, strict=True), chunksize=chunk)

    def ahead(self, function: Function[R], *arguments: Any) -> Callable[[], R]:
        """Begin one call in another process where there is one; who wants the result calls what this gives back."""
        if self._pool is None:
            return cache(partial(function, *arguments))
        return self._pool.submit(function, *arguments).result


@contextmanager
def workers(jobs: int) -> Iterator[Run]:
    """A `Run` in up to `jobs` processes, which know all that was imported before and treat garbage as this one does."""
    if jobs <= 1:
        yield Run()
        return
    copied = sys.platform == "linux" and threading.active_count() == 1
    with held_back() as let_come, _copies(jobs) if copied else _served(jobs) as pool:
        try:
            let_come()
            yield Run(pool, jobs, copied)
        finally:
            pool.shutdown(cancel_futures=True)


def _copies(jobs: int) -> ProcessPoolExecutor:
    """Processes that part from this one at once.

    Not safe where it has several threads: a copy can wait for ever for what another thread held.
    """
    gc.freeze()  # so that no search for garbage writes into memory that all share
    pool = ProcessPoolExecutor(jobs, get_context("fork"), initializer=_begin, initargs=gc.get_threshold())
    pool.submit(len, ()).result()  # all start with the first call
    return pool


def _served(jobs: int) -> ProcessPoolExecutor:
    """Processes that part from a server, which starts when they are needed."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["pages.engine.processes.preload"])  # imported once, not by every worker
    return ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=gc.get_threshold())


def _begin(*thresholds: int) -> None:
    """What each worker does first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all: the building process ends the others, silently
    gc.set_threshold(*thresholds)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A killed build leaves nobody behind: a worker by itself would wait for the next call for ever."""
    if parent := parent_process():
        parent.join()
        os._exit(1)
