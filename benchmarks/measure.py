"""Runs a command and measures it and all processes that it starts: seconds by the clock and of processors, memory."""

import ctypes
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, thread_time

INTERVAL = 0.1
"""Least seconds between two looks at the processes."""
SHARE = 0.02
"""Of the time, at most this much is spent looking: to add up the memory of a process of gigabytes takes a while."""
PR_SET_CHILD_SUBREAPER = 36
"""Of Linux: whoever outlives the process that started it becomes ours, so that what it took is counted when it ends."""


@dataclass(frozen=True)
class Measured:
    """One run."""

    what: str
    seconds: float
    cpu: float
    """Seconds of all processors; they tell more than the clock where others use the machine."""
    megabytes: float
    """Highest memory of all its processes together; pages that several share count once."""


@dataclass
class _Tree:
    """A process and those that it started, as /proc shows them."""

    root: int
    over: threading.Event = field(default_factory=threading.Event)
    megabytes: float = 0
    _seen: set[int] = field(default_factory=set)

    def watch(self) -> None:
        """Look at the memory of all of them until told that it is over."""
        pause = INTERVAL
        while not self.over.wait(pause):
            started = thread_time()
            shared_once = sum(_megabytes(pid, "smaps_rollup", "Pss:") for pid in self._members())
            self.megabytes = max(self.megabytes, shared_once, _megabytes(self.root, "status", "VmHWM:"))
            pause = max(INTERVAL, (thread_time() - started) / SHARE)

    def _members(self) -> Iterator[int]:
        """Ids of the root and its descendants; a parent is older, so its id was seen in an earlier look or this one."""
        for pid in _processes():
            if pid == self.root or _parent(pid) in self._seen:
                self._seen.add(pid)
                yield pid


def _processes() -> list[int]:
    return sorted(int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())


def _parent(pid: int) -> int:
    """Id of the process that started this one; 0 where it is gone."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _megabytes(pid: int, file: str, name: str) -> float:
    """A figure of /proc/PID; 0 where the process is gone. Not what `wait` says: that starts at our own memory."""
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def measure(what: str, command: Sequence[str], *, folder: Path | None = None, quiet: bool = False) -> Measured:
    """Run a command in a folder to its end, `quiet` without what it says of errors.

    Raises CalledProcessError where it fails.
    """
    errors = subprocess.DEVNULL if quiet else None
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    before = _children()
    started = perf_counter()
    # Compiled modules are kept, as on everybody's machine, even where the environment of this run forbids it.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, cwd=folder, env=environment)
    tree = _Tree(process.pid)
    watcher = threading.Thread(target=tree.watch, daemon=True)
    watcher.start()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = perf_counter() - started
    usages = [usage, *(os.wait4(orphan, 0)[2] for orphan in _children() - before)]
    tree.over.set()
    watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    cpu = sum(usage.ru_utime + usage.ru_stime for usage in usages)
    return Measured(what, seconds, cpu, tree.megabytes)


def _children() -> set[int]:
    return {pid for pid in _processes() if _parent(pid) == os.getpid()}


def quickest(runs: Sequence[Measured]) -> Measured:
    """The least seconds and processor seconds of several runs of one thing, since others only ever add; most memory."""
    seconds, cpu = min(run.seconds for run in runs), min(run.cpu for run in runs)
    return Measured(runs[0].what, seconds, cpu, max(run.megabytes for run in runs))


def python(*arguments: str) -> list[str]:
    """Make a command of this interpreter."""
    return [sys.executable, *arguments]


def table(rows: Sequence[Measured], base: Measured) -> str:
    """Show runs beside each other as a Markdown table; ratios are to the base."""
    lines = ["| what | seconds | ratio | CPU seconds | peak MB |", "|---|---|---|---|---|"]
    for row in rows:
        ratio = row.seconds / base.seconds
        lines.append(f"| {row.what} | {row.seconds:.1f} | {ratio:.2f} | {row.cpu:.1f} | {row.megabytes:.0f} |")
    return "\n".join(lines)
