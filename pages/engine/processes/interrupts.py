"""Ctrl-C at the wrong moment: processes that were begun have to be known to whoever ends them."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def held_back() -> Iterator[Callable[[], None]]:
    """An interrupt waits until this is over, or until what it yields is called.

    It is held back by its handler: a mask would be one thread's, and libraries have threads that take interrupts too.
    Python gives them to the main thread alone, so there is nothing to do in another one. A copy of this process that is
    made meanwhile does not hear of interrupts.
    """
    if threading.current_thread() is not threading.main_thread():
        yield lambda: None
        return
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))

    def let_come() -> None:
        if before is not None:
            signal.signal(signal.SIGINT, before)
        while came:
            signal.raise_signal(came.pop())

    try:
        yield let_come
    finally:
        let_come()
