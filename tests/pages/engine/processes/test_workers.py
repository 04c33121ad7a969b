import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pages.engine.processes.workers import FEW, workers

MANY = [(number,) for number in range(FEW + 1)]
PROGRAM = """
import os, time
from pages.engine.processes.workers import workers
from tests.pages.engine.processes.test_workers import MANY, pid_of
with workers(2) as run:
    print(*sorted(set(run(pid_of, MANY))), flush=True)
    time.sleep(60)
"""
INTERRUPTED = """
import os, signal, threading, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import active_children
from pages.engine.processes import workers

class Interrupted(ProcessPoolExecutor):
    def submit(self, *call):
        begun = super().submit(*call)
        os.kill(os.getpid(), signal.SIGINT)  # whichever thread takes it
        time.sleep(0.05)
        return begun

signal.signal(signal.SIGINT, signal.default_int_handler)
threading.active_count = lambda: 1
threading.Thread(target=time.sleep, args=(9,), daemon=True).start()  # as libraries have
workers.ProcessPoolExecutor = Interrupted
try:
    with workers.workers(2):
        raise SystemExit("workers were ready, and the interrupt did not come")
except KeyboardInterrupt:
    left = active_children()
    raise SystemExit(f"still there: {left}" if left else 0)
"""
"""In a process of its own, since workers are copied from one without other threads alone."""
by_copy = pytest.mark.skipif(sys.platform != "linux", reason="workers are copies of the process on Linux alone")


def pid_of(_: int) -> int:
    time.sleep(0.001)  # so that each worker gets some of the calls
    return os.getpid()


def double(number: int) -> int:
    return 2 * number


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_keep_the_order_of_the_arguments(jobs: int) -> None:
    with workers(jobs) as run:
        assert list(run(double, MANY)) == [2 * number for (number,) in MANY]


@by_copy
def test_workers_are_not_copied_from_a_process_with_several_threads_and_start_for_many_calls_alone() -> None:
    over = threading.Event()
    threading.Thread(target=over.wait, daemon=True).start()
    try:
        with workers(2) as run:
            assert set(run(pid_of, MANY[:3])) == {os.getpid()}
            assert os.getpid() not in parents_of(set(run(pid_of, MANY)))
    finally:
        over.set()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_call_may_be_begun_ahead_of_the_time_when_its_result_is_needed(jobs: int) -> None:
    with workers(jobs) as run:
        assert [one() for one in [run.ahead(double, number) for number in range(3)]] == [0, 2, 4]
        now = run.ahead(time.perf_counter_ns)
        assert now() == now()  # computed once


@by_copy
def test_workers_end_when_the_process_that_started_them_is_killed() -> None:
    with started(PROGRAM) as process:
        assert process.stdout
        pids = [int(pid) for pid in process.stdout.readline().split()]
        assert parents_of(pids) == {process.pid}
        process.kill()
        process.wait()
        soon = time.monotonic() + 20
        while any(map(is_running, pids)) and time.monotonic() < soon:
            time.sleep(0.05)
        assert not any(map(is_running, pids))


@contextmanager
def started(program: str) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def is_running(pid: int) -> bool:
    """Whether the process is there and did not end; whoever inherited it may not have asked yet how it ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def parents_of(pids: Iterable[int]) -> set[int]:
    return {int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]) for pid in pids}


@by_copy
def test_an_interrupt_from_the_keyboard_is_told_by_one_process_alone() -> None:
    command = [sys.executable, "-c", PROGRAM]
    started = subprocess.Popen(
        command,
        cwd=Path(__file__).parents[4],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert started.stdout is not None
    assert started.stdout.readline()
    os.killpg(started.pid, signal.SIGINT)
    _, said = started.communicate(timeout=30)
    assert said.count("Traceback") == 1


@by_copy
def test_an_interrupt_while_workers_start_waits_until_they_can_be_ended() -> None:
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], cwd=Path(__file__).parents[4], timeout=60, check=True)
    assert done.returncode == 0
