"""Computes in another process while this one still imports, which is half of a build after one change.

The other process is a copy of this one, so that it knows what was imported before and nothing else.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache, partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from pages.engine.processes.interrupts import held_back

Call = Callable[[], Any]


@contextmanager
def ahead(*calls: Call, apart: bool = True) -> Iterator[Sequence[Call]]:
    """Begin these calls, one after the other, in another process; who wants a result calls what stands in its place.

    A call whose result does not come, or that fails there, is made here when it is asked for. So are all where nobody
    wants them `apart`, and where a process cannot be copied: it has several threads, or its system has no copies.
    """
    if not apart or sys.platform != "linux" or threading.active_count() > 1:
        yield [cache(call) for call in calls]
        return
    ours, theirs = get_context("fork").Pipe(duplex=False)
    process = get_context("fork").Process(target=_send, args=(theirs, calls), daemon=True)
    with held_back() as let_come:
        process.start()
        try:
            theirs.close()
            let_come()
            yield _results(ours, calls)
        finally:
            ours.close()
            process.kill()
            process.join()


def _send(connection: Connection, calls: Sequence[Call]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other process tells of an interrupt, and ends this one
    with suppress(Exception), ThreadPoolExecutor(1) as sending:  # a result waits until somebody asks, a call does not
        for call in calls:
            sending.submit(connection.send, call())
    os._exit(0)


def _results(connection: Connection, calls: Sequence[Call]) -> list[Call]:
    come: list[Any] = []
    lock = threading.Lock()

    def result(number: int) -> Any:
        try:
            with lock:
                while len(come) <= number:
                    come.append(connection.recv())
        except (EOFError, OSError):
            return calls[number]()
        return come[number]

    return [cache(partial(result, number)) for number in range(len(calls))]
