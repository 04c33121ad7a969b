"""Ctrl-C at the wrong moment: processes that were begun have to be known to whoever ends them."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def held_back() -> Iterator[Callable[[], None]]:
    """An interrupt waits until this is over, or until what it yields is called; who begins meanwhile never gets one.

    For one thread: where there are several, another one may take the interrupt.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])

    def let_come() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

    try:
        yield let_come
    finally:
        let_come()
