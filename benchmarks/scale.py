"""How each stage grows with the archive: 1, 4 and 16 times as many competitions and people, boards of the same size.

Processor time is counted, not the clock; builds run in one process, so that it is known by stage. An exponent of 1 is
linear. The one from 4 to 16 times is the telling one: at the smallest size, starting up counts.
"""

import argparse
import json
import math
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Measured, measure, python

TITLE = "Growth of each stage with the archive"
STEPS = (1, 4, 16)
FULL = {"competitions": 10_000, "people": 25_000}
"""The largest of the three sizes at scale 1."""
TEAMS = 60


def suite(scale: float = 0.064) -> str:
    """Measure the three sizes in one run; a Markdown table with exponents."""
    sizes = [{name: round(scale * full * step / STEPS[-1]) for name, full in FULL.items()} for step in STEPS]
    found: list[dict[str, float]] = []
    peaks = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            runs = dict(_stages(Path(folder), **size))
        found.append({name: seconds for name, (seconds, _) in runs.items()})
        peaks.append(max(peak for _, peak in runs.values()))
    lines = [
        f"Boards of {TEAMS} teams (mean); "
        + ", ".join(f"{size['competitions']:,} competitions and {size['people']:,} people" for size in sizes)
        + f". Peak memory of all stages: {', '.join(f'{peak:,.0f} MB' for peak in peaks)}.",
        "",
        f"| stage | {' | '.join(f'{step}x, s' for step in STEPS)} | exponent 1x to 4x | 4x to 16x |",
        "|---|---|---|---|---|---|",
    ]
    for name in found[0]:
        small, middle, large = (one.get(name, 0) for one in found)
        cells = (f"{seconds:.2f}" for seconds in (small, middle, large))
        lines.append(f"| {name} | {' | '.join(cells)} | {_exponent(small, middle)} | {_exponent(middle, large)} |")
    return "\n".join(lines)


def _exponent(before: float, after: float) -> str:
    return f"{math.log(after / before) / math.log(4):.2f}" if before > 0.05 else "too quick"


def _stages(work: Path, competitions: int, people: int) -> Iterator[tuple[str, tuple[float, float]]]:
    """Seconds and peak memory of each stage."""
    data, cache = work / "data", work / "cache"
    size = ("--competitions", str(competitions), "--teams", str(TEAMS), "--people", str(people))
    call = ("-m", "pipeline.cli", "--data", str(data), "--cache", str(cache))
    yield "making the world", _cpu(measure("demo", python("-m", "pipeline.cli", "demo", "--out", str(data), *size)))
    yield "derive, texts read", _cpu(measure("derive", python(*call, "derive"), quiet=True))
    yield "derive again", _cpu(measure("derive", python(*call, "derive"), quiet=True))
    yield "check", _cpu(measure("check", python(*call, "check"), quiet=True))
    for what in ("cold build", "build again"):
        result = work / "stages.json"
        command = python("-m", "benchmarks.staged", str(data), str(cache), str(work / "site"), "1", str(result))
        run = measure(what, command)
        yield what, _cpu(run)
        for name, (_, seconds) in json.loads(result.read_text(encoding="utf-8")).items():
            if name:
                yield f"{what}: {name}", (seconds, 0)
    shutil.rmtree(work / "site")


def _cpu(run: Measured) -> tuple[float, float]:
    return run.cpu, run.megabytes


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--scale", type=float, default=0.064, help="1 goes up to 10,000 competitions")
    print(suite(options.parse_args().scale))


if __name__ == "__main__":
    sys.exit(main())
