"""How each stage grows with the archive: 1, 4 and 16 times as many competitions and people, boards of the same size.

Processor time is counted, not the clock; builds run in one process, so that it is known by stage. All sizes take turns
at building, several times, and the least time of each stage counts: what else the machine does, and who else uses its
caches, comes and goes, and only ever adds. What reads texts takes most of the time and varies little: it runs once.
An exponent of 1 is linear. At the smallest size starting up counts, which lowers the first; the last is steeper where
what lies at hand no longer fits the processor's caches. The one over all three sizes is that of the least squares.
In a small world, where fewer people meet in more teams, a competition has fewer named teams and solutions. So what the
stages read is counted too: a stage whose exponent is that of what it reads is linear in it.
"""

import argparse
import json
import math
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import duckdb

from benchmarks.measure import Measured, measure, python, quickest

TITLE = "Growth of each stage with the archive"
STEPS = (1, 4, 16)
FULL = {"competitions": 10_000, "people": 25_000}
"""The largest of the three sizes at scale 1."""
TEAMS = 60
HELD = "held.json"
"""In the folder of a world: how many of what its site tells of."""
QUICK = 0.1
"""Seconds of a stage below which starting up hides how it grows."""


def suite(scale: float = 0.256, repeats: int = 2, work: Path | None = None, *, texts: bool = True) -> str:
    """Measure the three sizes in one run; a Markdown table with exponents.

    Worlds that lie in `work` are not made; without `texts` their claims are taken as they are, and builds alone run.
    """
    sizes = [{name: round(scale * full * step / STEPS[-1]) for name, full in FULL.items()} for step in STEPS]
    found: list[dict[str, list[Measured]]] = [{} for _ in sizes]
    with tempfile.TemporaryDirectory() as temporary:
        folders = [(work or Path(temporary)) / f"{size['competitions']}" for size in sizes]
        for folder, size, runs in zip(folders, sizes, found, strict=True):
            if not (folder / "data").exists():
                runs["demo"] = [_demo(folder / "data", **size)]
        for stages in ([_texts] if texts else []) + [_builds] * repeats:
            for folder, runs in zip(folders, found, strict=True):
                for run in stages(folder):
                    runs.setdefault(run.what, []).append(run)
        held = [json.loads((folder / HELD).read_text(encoding="utf-8")) for folder in folders]
    quick = [{name: quickest(runs) for name, runs in one.items()} for one in found]
    shapes = (f"{size['competitions']:,} competitions and {size['people']:,} people" for size in sizes)
    return "\n".join(
        [
            f"Boards of {TEAMS} teams (mean); {', '.join(shapes)}. CPU seconds, of builds the least of {repeats}; one "
            "process. Highest memory of whole commands.",
            "",
            f"| stage | {' | '.join(f'{step}x, s' for step in STEPS)} | exponent | 1x to 4x | 4x to 16x | peak MB |",
            "|---|---|---|---|---|---|---|---|",
            *(_row(name, [one.get(name) for one in quick]) for name in quick[-1]),
            "",
            f"| what they read | {' | '.join(f'{step}x' for step in STEPS)} | exponent | 1x to 4x | 4x to 16x |",
            "|---|---|---|---|---|---|",
            *(_counts(name, [one[name] for one in held]) for name in held[-1]),
        ]
    )


def _row(name: str, runs: Sequence[Measured | None]) -> str:
    cells = " | ".join(f"{run.cpu:.2f}" if run else "" for run in runs)
    peaks = ", ".join(f"{run.megabytes:,.0f}" for run in runs if run and run.megabytes)
    measured = [run.cpu if run and run.cpu >= QUICK else None for run in runs]
    return f"| {name} | {cells} | {_exponents(measured)} | {peaks} |"


def _counts(name: str, counts: Sequence[int]) -> str:
    cells = " | ".join(f"{count:,}" for count in counts)
    return f"| {name} | {cells} | {_exponents(counts)} |"


def _exponents(values: Sequence[float | None]) -> str:
    """Over all sizes, then from each to the next."""
    sizes = list(zip(STEPS, values, strict=True))
    return " | ".join(_exponent(*before, *after) for before, after in ((sizes[0], sizes[-1]), *pairwise(sizes)))


def _exponent(small: int, before: float | None, large: int, after: float | None) -> str:
    if not before or not after:
        return "too quick"
    return f"{math.log(after / before) / math.log(large / small):.2f}"


def _demo(data: Path, competitions: int, people: int) -> Measured:
    size = ("--competitions", str(competitions), "--teams", str(TEAMS), "--people", str(people))
    return measure("demo", python("-m", "pipeline.cli", "demo", "--out", str(data), *size))


def _texts(folder: Path) -> Iterator[Measured]:
    """Read all texts from an empty cache, read none again, check everything."""
    data, cache = folder / "data", folder / "cache"
    for claims in data.glob("competitions/*/claims.jsonl"):
        claims.unlink()
    call = ("-m", "pipeline.cli", "--data", str(data), "--cache", str(cache))
    yield measure("derive, texts read", python(*call, "derive"), quiet=True)
    yield measure("derive again", python(*call, "derive"), quiet=True)
    yield measure("check", python(*call, "check"), quiet=True)
    shutil.rmtree(cache)


def _builds(folder: Path) -> Iterator[Measured]:
    """Build from an empty cache, and again; stages of a build have no memory of their own."""
    work, result = folder / "build", folder / "stages.json"
    for what in ("cold build", "build again"):
        folders = (str(folder / "data"), str(work / "cache"), str(work / "site"))
        yield measure(what, python("-m", "benchmarks.staged", *folders, "1", str(result)))
        told = json.loads(result.read_text(encoding="utf-8"))
        for name, (seconds, cpu) in told["stages"].items():
            if name:
                yield Measured(f"{what}: {name}", seconds, cpu, 0)
        yield Measured(f"{what}: MkDocs and Pagefind, beside", 0, told["others"], 0)
    (folder / HELD).write_text(json.dumps(_held(work / "site" / "data")), encoding="utf-8")
    shutil.rmtree(work)


def _held(data: Path) -> dict[str, int]:
    """Count what is read most often, from the downloads of a site."""
    named = f"""
        SELECT count(*) FROM read_parquet('{data}/tables/leaderboards-*.parquet')
        WHERE members IS NOT NULL AND least(public_rank, private_rank) <= 50
    """
    technique = json.loads(next((data / "techniques").glob("*.json")).read_bytes())
    with duckdb.connect() as database:
        [(teams,)] = database.execute(named).fetchall()
    return {"named teams in the top 50 of a board": teams, "read solutions": technique["solutions"]}


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--scale", type=float, default=0.256, help="1 goes up to 10,000 competitions")
    options.add_argument("--repeats", type=int, default=2, help="builds of which the quickest counts")
    options.add_argument("--builds", action="store_true", help="no derive and check: worlds of --work have claims")
    options.add_argument(
        "--work", type=Path, help="folder for worlds, used again if they are there: N/data; default none"
    )
    chosen = options.parse_args()
    print(suite(chosen.scale, chosen.repeats, chosen.work, texts=not chosen.builds))


if __name__ == "__main__":
    main()
