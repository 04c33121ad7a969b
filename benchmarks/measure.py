"""Runs a command and measures it: seconds by the clock and of processors, highest resident memory."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """One run."""

    what: str
    seconds: float
    cpu: float
    """Seconds of all processors; they tell more than the clock where others use the machine."""
    megabytes: float


def measure(what: str, command: Sequence[str]) -> Measured:
    """Run a command to its end. Raises CalledProcessError where it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Measured(what, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


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
