"""Runs a command and measures it and all processes that it starts: seconds by the clock and of processors, memory."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

INTERVAL = 0.1
"""Least seconds between two looks at the processes."""
SHARE = 0.02
"""Of the time, at most this much is spent looking: to add up the memory of a process of gigabytes takes a while."""
TICK = os.sysconf("SC_CLK_TCK")


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
    cpu: dict[int, float] = field(default_factory=dict)
    """Seconds of processors by process, as last seen."""
    megabytes: float = 0

    def watch(self) -> None:
        """Look at all of them until told that it is over."""
        pause = INTERVAL
        while not self.over.wait(pause):
            started = perf_counter()
            members = list(self._members())
            self.megabytes = max(self.megabytes, sum(map(_megabytes, members)))
            pause = max(INTERVAL, (perf_counter() - started) / SHARE)

    def _members(self) -> Iterator[int]:
        """Ids of the root and its descendants; a parent is older, so its id was seen in an earlier look or this one."""
        for pid in sorted(int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()):
            fields = _stat(pid)
            if fields and (pid == self.root or int(fields[1]) in self.cpu):
                self.cpu[pid] = (int(fields[11]) + int(fields[12])) / TICK
                yield pid


def _stat(pid: int) -> list[str]:
    """Fields of /proc/PID/stat behind the name: state, parent, ...; none where the process is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _megabytes(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def measure(what: str, command: Sequence[str], *, quiet: bool = False) -> Measured:
    """Run a command to its end, `quiet` without what it says of errors. Raises CalledProcessError where it fails."""
    started = perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL if quiet else None)
    tree = _Tree(process.pid)
    watcher = threading.Thread(target=tree.watch, daemon=True)
    watcher.start()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = perf_counter() - started
    tree.over.set()
    watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    own = usage.ru_utime + usage.ru_stime
    return Measured(what, seconds, max(own, sum(tree.cpu.values())), max(tree.megabytes, usage.ru_maxrss / 1024))


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
