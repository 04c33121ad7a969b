"""Building the site: cold, warm, after one change, and against other generators on the same pages as Markdown.

`python -m benchmarks.build --scale 1` makes a fictional world of the platform's size and builds it. The others render a
sample of the same pages, converted to Markdown, with a short navigation and no search; what they take for all pages
is what the sample takes more than half of it, scaled, so that starting up is not scaled. Processor time is compared: it
is nearly the same whoever else uses the machine.
"""

import argparse
import csv
import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from archive.store import Archive
from benchmarks.markdown import markdown_of, sample
from benchmarks.measure import Measured, measure, python

TITLE = "Building the site"

Prepare = Callable[[Path, int, Path], None]
Command = Callable[[Path], Sequence[str]]

MKDOCS = """
site_name: sample
plugins: []
validation: {links: {not_found: ignore, unrecognized_links: ignore}}
nav: [{Home: index.md}]
markdown_extensions: [tables, attr_list, md_in_html]
theme: {name: material, font: false}
"""
HUGO = """
baseURL = "https://example.org/"
title = "sample"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
[markup.goldmark.renderer]
unsafe = true
"""
HUGO_LAYOUT = """<!doctype html>
<html><head><title>{{ .Title }}</title></head>
<body><nav><a href="/">Home</a></nav><main>{{ .Content }}</main></body></html>
"""


@dataclass(frozen=True)
class Built:
    """One build."""

    run: Measured
    stages: dict[str, float]
    """Seconds of the clock by stage."""

    @property
    def but_search(self) -> float:
        """Seconds without the search index."""
        return self.run.seconds - self.stages.get("search", 0)


def ours(work: Path, data: Path, repeats: int = 2) -> Iterator[Built]:
    """Build a world: cold, unchanged, after one change of a score and of ranks, cold with one job.

    The first build after a cold one lays out the folder that later ones change places with. Builds after a change are
    repeated, and the quickest counts.
    """
    yield _build(work, data, "cold, 2 jobs", "2")
    yield _build(work, data, "again, nothing changed (lays out the twin)", "2")
    yield _build(work, data, "again, nothing changed", "2")
    for what, change in (("one score changed", _change_one_score), ("two teams of a top 10 changed places", _swap)):
        builds = []
        for _ in range(repeats):
            change(data)
            builds.append(_build(work, data, what, "2"))
        yield min(builds, key=lambda built: built.but_search)
    shutil.rmtree(work / "cache")
    yield _build(work, data, "cold, 1 job", "1")


def _build(work: Path, data: Path, what: str, jobs: str) -> Built:
    result = work / "stages.json"
    folders = (str(data), str(work / "cache"), str(work / "site"))
    run = measure(what, python("-m", "benchmarks.staged", *folders, jobs, str(result)))
    stages = json.loads(result.read_text(encoding="utf-8"))
    return Built(run, {name: seconds for name, (seconds, _) in stages.items()})


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


def others(work: Path, number: int, repeats: int = 2) -> Iterator[tuple[Measured, float]]:
    """Each other generator on a sample of the pages, with its processor seconds scaled to all of them."""
    total = sum(1 for kind in ("competitions", "people") for _ in (work / "site" / kind).glob("*/index.html"))
    for name, prepare, command in _generators():
        runs = {}
        for part in (number // 2, number):
            folder = work / f"{name}-{part}"
            prepare(folder, part, work / "site")
            found = [measure(f"{name}, {part} pages", command(folder), quiet=True) for _ in range(repeats)]
            runs[part] = min(found, key=lambda run: run.cpu)
        half, whole = runs[number // 2].cpu, runs[number].cpu
        yield runs[number], half + (whole - half) * (total - number // 2) / (number - number // 2)


def _generators() -> Iterator[tuple[str, Prepare, Command]]:
    yield (
        "MkDocs with Material",
        _for_mkdocs,
        lambda folder: python("-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml")),
    )
    if shutil.which("zensical", path=str(Path(sys.executable).parent)):
        zensical = str(Path(sys.executable).parent / "zensical")
        yield "Zensical", _for_mkdocs, lambda folder: [zensical, "build", "-f", str(folder / "mkdocs.yml")]
    if shutil.which("hugo"):
        yield "Hugo, bare theme", _for_hugo, lambda folder: ["hugo", "--quiet", "-s", str(folder)]


def _for_mkdocs(folder: Path, number: int, site: Path) -> None:
    _write_pages(folder / "docs", number, site)
    (folder / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")


def _for_hugo(folder: Path, number: int, site: Path) -> None:
    _write_pages(folder / "content", number, site)
    (folder / "content/index.md").rename(folder / "content/_index.md")  # else the other pages count as its attachments
    (folder / "hugo.toml").write_text(HUGO, encoding="utf-8")
    for name in ("single.html", "list.html"):
        layout = folder / "layouts" / "_default" / name
        layout.parent.mkdir(parents=True, exist_ok=True)
        layout.write_text(HUGO_LAYOUT, encoding="utf-8")


def _write_pages(folder: Path, number: int, site: Path) -> None:
    """Competitions and people in the proportion that the site has them."""
    counts = {kind: len(list((site / kind).glob("*/index.html"))) for kind in ("competitions", "people")}
    folder.mkdir(parents=True)
    (folder / "index.md").write_text("# Home\n", encoding="utf-8")
    for kind, count in counts.items():
        for page in sample(site, kind, round(number * count / sum(counts.values()))):
            path = folder / kind / f"{page.parent.name}.md"
            path.parent.mkdir(exist_ok=True)
            path.write_text(markdown_of(page), encoding="utf-8")


FULL = {"competitions": 700, "people": 25_000}
TEAMS = 1500


def suite(scale: float = 0.1, data: Path | None = None, number: int = 400) -> str:
    """Tables of one run: our builds, and the other generators scaled to all pages."""
    size = {name: round(scale * full) for name, full in FULL.items()}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        builds = list(ours(work, data or world(work, teams=TEAMS, **size)))
        cold = builds[0]
        files = [path.stat().st_size for path in (work / "site").rglob("*") if path.is_file()]
        return "\n".join(
            [
                f"{size['competitions']:,} competitions with boards of {TEAMS:,} teams (mean), a world of "
                f"{size['people']:,} people: {len(files):,} files, {sum(files) / 1e6:.0f} MB.",
                "",
                *_table(builds, cold),
                "",
                "Stages in seconds: "
                + "; ".join(
                    f"{built.run.what}: "
                    + ", ".join(f"{name} {seconds:.1f}" for name, seconds in built.stages.items() if name)
                    for built in builds
                )
                + ".",
                "",
                f"| the same pages as Markdown | CPU seconds, scaled from {number} | times ours, cold | peak MB |",
                "|---|---|---|---|",
                *(
                    f"| {run.what} | {scaled:.0f} | {scaled / cold.run.cpu:.1f} | {run.megabytes:.0f} |"
                    for run, scaled in others(work, number)
                ),
                "",
                ", ".join(_versions()) + ".",
            ]
        )


def _table(builds: Sequence[Built], cold: Built) -> Iterator[str]:
    yield "| build | seconds | of them search index | without it, of cold | CPU seconds | of cold | peak MB |"
    yield "|---|---|---|---|---|---|---|"
    for built in builds:
        run, search = built.run, built.stages.get("search", 0)
        share = f"{built.but_search / cold.but_search:.1%} | {run.cpu:.1f} | {run.cpu / cold.run.cpu:.1%}"
        yield f"| {run.what} | {run.seconds:.1f} | {search:.1f} | {share} | {run.megabytes:.0f} |"


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
    options.add_argument("--sample", type=int, default=400, help="pages for the other generators")
    chosen = options.parse_args()
    print(suite(chosen.scale, chosen.data, chosen.sample))


if __name__ == "__main__":
    sys.exit(main())
