"""`python -m benchmarks.staged DATA CACHE SITE JOBS RESULT`: one build as the command makes it, with its stages timed.

RESULT gets a JSON object: by stage, which `pages.build` names, seconds of the clock and of processors without other
processes; and processor seconds of others that ended: workers, and MkDocs and Pagefind, which run beside the stages.
"""

import json
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter, process_time

from pipeline.beforehand import beforehand
from pipeline.process import prepare

STARTED = "2026-11-25T00:00:00Z"


class Stages:
    """Counts the seconds of each stage from what a build says of its progress."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = {}
        self._name, self._since = "", _now()

    def __call__(self, name: str, _done: int, _all: int) -> None:
        """Note that a stage goes on, or that another one began."""
        if name != self._name:
            now, before = _now(), self.seconds.get(self._name, [0, 0])
            self.seconds[self._name] = [a + b - c for a, b, c in zip(before, now, self._since, strict=True)]
            self._name, self._since = name, now


def _now() -> tuple[float, float]:
    return perf_counter(), process_time()


def main(data: str, cache: str, site: str, jobs: str, result: str) -> None:
    """Build, and write down how long each stage took."""
    prepare()
    with beforehand(Path(data), Path(site), Path(cache), apart=int(jobs) > 1) as found:
        from archive.store import Archive  # as the command does, which imports what a build needs after that
        from pages.build import build
        from pipeline.redaction.cleared import cleared

        stages = Stages()
        root = cleared(Archive(Path(data)), Path(cache), found.fit).root
        build(root, Path(site), Path(cache), int(jobs), STARTED, stages, found.looked)
    stages("", 0, 0)
    others = getrusage(RUSAGE_CHILDREN)
    found = {"stages": stages.seconds, "others": others.ru_utime + others.ru_stime}
    Path(result).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
