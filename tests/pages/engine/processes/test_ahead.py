import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from multiprocessing import active_children
from multiprocessing.context import ForkProcess
from typing import Any, TypeVar

import pytest

from pages.engine.processes.ahead import ahead

F = TypeVar("F", bound=Callable[..., None])


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that other tests left do not matter here."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def by_copy(test: F) -> F:
    """The test needs a copy of its process."""
    on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux copies processes here")
    return on_linux(pytest.mark.usefixtures("alone")(test))


def failing() -> None:
    raise ValueError("told once more")


def called(*calls: Callable[[], Any], apart: bool = True) -> list[Any]:
    with ahead(*calls, apart=apart) as results:
        return [result() for result in results]


@by_copy
def test_another_process_makes_the_calls() -> None:
    large = "x" * 1_000_000  # more than a pipe holds
    first, second, third = called(os.getpid, lambda: large, os.getpid)
    assert first == third != os.getpid()
    assert second == large


@by_copy
def test_results_may_be_asked_for_in_any_order_and_again() -> None:
    with ahead(lambda: 1, lambda: [2]) as (first, second):
        assert second() == [2]
        assert first() == 1
        assert second() is second()


@pytest.mark.parametrize("apart", [True, False])
def test_a_call_that_fails_is_made_again_by_who_asks(apart: bool) -> None:
    with ahead(lambda: 1, failing, lambda: 3, apart=apart) as (first, second, third):
        assert first() == 1
        with pytest.raises(ValueError, match="told once more"):
            second()
        assert third() == 3


@by_copy
def test_what_cannot_be_sent_is_made_again() -> None:
    (function,) = called(lambda: failing.__get__(1) and (lambda: 5))
    assert function() == 5


@by_copy
def test_another_process_that_was_killed_leaves_the_calls_to_us() -> None:
    ours = os.getpid()

    def fatal() -> int:
        if os.getpid() != ours:
            os.kill(os.getpid(), 9)
        return ours

    assert called(fatal, os.getpid) == [ours, ours]


def test_nobody_is_copied_beside_other_threads_or_unasked() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert called(os.getpid) == [os.getpid()]
    finally:
        done.set()
        thread.join()
    assert called(os.getpid, apart=False) == [os.getpid()]


@by_copy
def test_who_asks_for_nothing_waits_for_nothing_and_leaves_nobody() -> None:
    with ahead(os.getpid, partial(time.sleep, 60)) as (pid, _):
        other = pid()
        os.kill(other, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(other, 0)


@by_copy
def test_an_interrupt_while_the_other_process_starts_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    start = ForkProcess.start

    def interrupted(process: ForkProcess) -> None:
        start(process)
        os.kill(os.getpid(), signal.SIGINT)  # whichever thread takes it
        time.sleep(0.05)

    others = set(active_children())
    monkeypatch.setattr(ForkProcess, "start", interrupted)
    try:
        with pytest.raises(KeyboardInterrupt), ahead(partial(time.sleep, 60)):
            pytest.fail("interrupted before anything is asked of it")
    finally:
        left = set(active_children()) - others
        for process in left:
            process.kill()
    assert not left
