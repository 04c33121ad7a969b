"""Building the site: cold, warm, after one change, and other generators on the same pages as Markdown.

`python -m benchmarks.build --scale 1` makes a fictional world of the platform's size and builds it. Our builds read the
archive and make everything: indexes, charts, downloads, the search index. The others render every competition and every
person of that site from Markdown (`benchmarks.generators`), nothing else. Each build is a process of its own that is
measured from its start to its end; where it says quickest of several, the others are thrown away. Processor time tells
more than the clock where somebody else uses the machine; MkDocs and our build with one job use one processor.
"""

import argparse
import csv
import importlib.util
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from archive.store import Archive, State
from benchmarks.generators import convert, generators, render
from benchmarks.measure import Measured, measure, python

TITLE = "Building the site"


@dataclass(frozen=True)
class Built:
    """One build."""

    run: Measured
    stages: dict[str, float]
    """Seconds of the clock by stage."""
    new: int
    """Files of the site that were not there before with the same bytes; those that are gone count too."""

    @property
    def but_search(self) -> float:
        """Seconds without the search index."""
        return self.run.seconds - self.stages.get("search", 0)


def ours(work: Path, data: Path, repeats: int) -> Iterator[Built]:
    """Build a world: cold, unchanged, after one change of each kind, cold with one job.

    Cold builds get a folder each: a file system is slow for seconds after it deleted many files.
    """
    numbers = range(repeats)
    yield _quickest(_build(work / f"cold-{number}", data, "cold, 2 jobs", "2") for number in numbers)
    home = site_of(work, repeats).parent
    yield _quickest(_build(home, data, "again, nothing changed", "2") for _ in numbers)
    for what, change in CHANGES.items():
        yield _quickest(_changed(home, data, what, change) for _ in numbers)
    yield _quickest(_build(work / f"alone-{number}", data, "cold, 1 job", "1") for number in numbers)


def site_of(work: Path, repeats: int) -> Path:
    """The site that was built warm."""
    return work / f"cold-{repeats - 1}" / "site"


def _quickest(builds: Iterable[Built]) -> Built:
    return min(builds, key=lambda built: built.but_search)


def _changed(work: Path, data: Path, what: str, change: Callable[[Path], None]) -> Built:
    change(data)
    return _build(work, data, what, "2")


def _build(work: Path, data: Path, what: str, jobs: str) -> Built:
    work.mkdir(exist_ok=True)
    result = work / "stages.json"
    folders = (str(data), str(work / "cache"), str(work / "site"))
    before = _files(work / "site")
    run = measure(what, python("-m", "benchmarks.staged", *folders, jobs, str(result)))
    stages = json.loads(result.read_text(encoding="utf-8"))["stages"]
    new = {path for path, _ in before.items() ^ _files(work / "site").items()}
    return Built(run, {name: seconds for name, (seconds, _) in stages.items() if name}, len(new))


def _files(site: Path) -> dict[Path, tuple[int, int]]:
    """Size and time of every file; a build gives no new time to a file whose bytes stay."""
    stats = {path: path.stat() for path in site.rglob("*") if path.is_file()}
    return {path: (stat.st_size, stat.st_mtime_ns) for path, stat in stats.items()}


def world(work: Path, competitions: int, teams: int, people: int) -> Path:
    """Make a world."""
    size = ("--competitions", str(competitions), "--teams", str(teams), "--people", str(people))
    measure("world", python("-m", "pipeline.cli", "demo", "--out", str(work / "data"), *size))
    return work / "data"


def _swap(data: Path) -> None:
    """Private ranks 3 and 7 of one board change places, and so do the lines about the people of these teams."""
    archive = Archive(data)
    folder = archive.folders()[5]
    state = archive.state(folder)
    assert state is not None
    ranks = {3: 7, 7: 3}
    rows = (
        team.model_copy(update={"private_rank": ranks.get(team.private_rank or 0, team.private_rank)})
        for team in state.standings
    )
    archive.save(folder, replace(state, standings=tuple(rows)))


def _change_one_score(data: Path) -> None:
    """Another last digit for the first team of the first board."""
    board = sorted(data.glob("competitions/*/leaderboard.csv"))[0]
    with board.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(row for row in rows if row["private_score_text"])
    score = row["private_score_text"]
    changed = score[:-1] + ("1" if score[-1] != "1" else "2")
    text = board.read_text(encoding="utf-8")
    board.write_text(
        text.replace(f",{score},{row['private_score']},", f",{changed},{float(changed)!r},", 1), encoding="utf-8"
    )


def _retitle(data: Path) -> None:
    """Another title for one competition, which stands on the pages of all who took part."""
    archive = Archive(data)
    folder, state = _one(archive)
    title = f"{state.competition.title} again"
    archive.save(folder, replace(state, competition=state.competition.model_copy(update={"title": title})))


def _drop_writeup(data: Path) -> None:
    """One write-up less, which counts in what is said of techniques everywhere."""
    archive = Archive(data)
    folder, state = _one(archive)
    archive.save(folder, replace(state, writeups=state.writeups[:-1]))


def _one(archive: Archive) -> tuple[str, State]:
    """The first competition with several write-ups."""
    states = ((folder, archive.state(folder)) for folder in archive.folders())
    return next((folder, state) for folder, state in states if state and len(state.writeups) > 5)


CHANGES = {
    "one score changed": _change_one_score,
    "two teams of a top 10 changed places": _swap,
    "one title changed": _retitle,
    "one write-up less": _drop_writeup,
}

FULL = {"competitions": 700, "people": 25_000}
TEAMS = 1500


def suite(
    scale: float = 0.1, data: Path | None = None, repeats: int = 2, others: int | None = None, without: str = ""
) -> str:
    """Tables of one run: our builds, and the other generators, but not the one whose name begins with `without`.

    The others are built as often as ours, or `others` times, since they take minutes.
    """
    often = others or repeats
    size = {name: round(scale * full) for name, full in FULL.items()}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        builds = list(ours(work, data or world(work, teams=TEAMS, **size), repeats))
        site = site_of(work, repeats)
        sizes = [number for number, _ in _files(site).values()]
        pages = convert(site, work / "pages")
        chosen = [one for one in generators() if not (without and one.name.startswith(without))]
        rendered = [render(generator, work / "pages", work / "others", often) for generator in chosen]
    return "\n".join(
        [
            f"{size['competitions']:,} competitions with boards of {TEAMS:,} teams (mean), a world of "
            f"{size['people']:,} people: {len(sizes):,} files, {sum(sizes) / 1e6:.0f} MB. The quickest of {repeats} "
            "builds each.",
            "",
            *_table(builds),
            "",
            *_stages(builds),
            "",
            f"The {pages:,} pages of competitions and people as Markdown, by others; the quickest of {often} builds "
            "from nothing, each beside our cold build with 2 jobs, and one more after a change of one page"
            + (" (not in this run)." if often == 1 else ".")
            + (f" {without} was not run." if without else ""),
            "",
            *_comparison(rendered, builds[0].run),
            "",
            ", ".join(_versions()) + ".",
        ]
    )


def _table(builds: Sequence[Built]) -> Iterator[str]:
    cold = builds[0]
    yield "| build | seconds | of them search | without it, of cold | CPU seconds | of cold | peak MB | new files |"
    yield "|---|---|---|---|---|---|---|---|"
    for built in builds:
        run, search = built.run, built.stages.get("search", 0)
        share = f"{built.but_search / cold.but_search:.1%} | {run.cpu:.1f} | {run.cpu / cold.run.cpu:.1%}"
        yield f"| {run.what} | {run.seconds:.1f} | {search:.1f} | {share} | {run.megabytes:.0f} | {built.new:,} |"


def _stages(builds: Sequence[Built]) -> Iterator[str]:
    names = list(builds[0].stages)
    yield f"| seconds of each stage | {' | '.join(names)} |"
    yield "|---" * (len(names) + 1) + "|"
    for built in builds:
        yield f"| {built.run.what} | {' | '.join(f'{built.stages.get(name, 0):.2f}' for name in names)} |"


def _comparison(others: Sequence[tuple[Measured, Measured | None]], cold: Measured) -> Iterator[str]:
    yield "| who | seconds | times ours | CPU seconds | times ours | peak MB | again, one page changed: s | CPU s |"
    yield "|---|---|---|---|---|---|---|---|"
    for run, again in others:
        clock = f"{run.seconds:.1f} | {run.seconds / cold.seconds:.1f}"
        cpu = f"{run.cpu:.1f} | {run.cpu / cold.cpu:.1f}"
        later = f"{again.seconds:.1f} | {again.cpu:.1f}" if again else " | "
        yield f"| {run.what} | {clock} | {cpu} | {run.megabytes:.0f} | {later} |"


def _versions() -> Iterator[str]:
    """Versions of the other generators; of those that are absent, that they were not run."""
    if hugo := shutil.which("hugo"):
        yield " ".join(subprocess.run([hugo, "version"], capture_output=True, text=True, check=True).stdout.split()[:2])
    else:
        yield "Hugo is not installed and was not run"
    if importlib.util.find_spec("zensical"):
        yield f"zensical {version('zensical')}"
    else:
        yield "Zensical is not installed and was not run"
    yield f"pagefind {version('pagefind')}"


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--scale", type=float, default=0.1, help="1 is the platform")
    options.add_argument("--data", type=Path, help="a world of that scale that was made before; it is changed")
    options.add_argument("--repeats", type=int, default=2, help="builds of which the quickest counts")
    options.add_argument("--others", type=int, help="the same for the other generators, which take minutes each")
    options.add_argument("--without", default="", metavar="NAME", help="a generator that is not run")
    chosen = options.parse_args()
    print(suite(chosen.scale, chosen.data, chosen.repeats, chosen.others, chosen.without))


if __name__ == "__main__":
    main()
