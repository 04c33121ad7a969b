"""Building the site: cold, warm, after one change, and against other generators on the same pages as Markdown.

`python -m benchmarks.build --competitions 700 --teams 1500 --people 25000` makes a fictional world and builds it. The
other generators render a sample of the same pages, converted to Markdown, with a short navigation and no search; their
time on all pages is their time on twice the sample less that on the sample, scaled, so that starting up is not scaled.
"""

import argparse
import csv
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.markdown import markdown_of, sample
from benchmarks.measure import Measured, measure, python, table

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
disableKinds = ["taxonomy", "RSS", "sitemap"]
[markup.goldmark.renderer]
unsafe = true
"""
HUGO_LAYOUT = """<!doctype html>
<html><head><title>{{ .Title }}</title></head>
<body><nav><a href="/">Home</a></nav><main>{{ .Content }}</main></body></html>
"""


def ours(work: Path, competitions: int, teams: int, people: int) -> Iterator[Measured]:
    """Make the world, then build it: cold, unchanged, after one changed score, with two jobs and with one."""
    size = ("--competitions", str(competitions), "--teams", str(teams), "--people", str(people))
    yield measure("making the world", python("-m", "pipeline.cli", "demo", "--out", str(work / "data"), *size))
    yield _build(work, "cold build, 2 jobs, search index included", "--jobs", "2")
    yield _build(work, "build again, nothing changed", "--jobs", "2")
    _change_one_score(work / "data")
    yield _build(work, "build after one changed score", "--jobs", "2")
    shutil.rmtree(work / "cache")
    yield _build(work, "cold build, 1 job, search index included", "--jobs", "1")


def _build(work: Path, what: str, *options: str) -> Measured:
    call = ("-m", "pipeline.cli", "--data", str(work / "data"), "--cache", str(work / "cache"))
    return measure(what, python(*call, "build", "--out", str(work / "site"), *options))


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


def others(work: Path, number: int) -> Iterator[tuple[Measured, float]]:
    """Each other generator on a sample of the pages, with its seconds scaled to all of them."""
    total = sum(1 for kind in ("competitions", "people") for _ in (work / "site" / kind).glob("*/index.html"))
    for name, prepare, command in _generators():
        runs = []
        for part in (number // 2, number):
            folder = work / f"{name}-{part}"
            prepare(folder, part, work / "site")
            runs.append(measure(f"{name}, {part} pages", command(folder)))
        half, whole = (run.seconds for run in runs)
        yield runs[1], half + (whole - half) * (total - number // 2) / (number - number // 2)


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


def suite(competitions: int = 100, teams: int = 1500, people: int = 3000, number: int = 400) -> str:
    """Tables of one run: our builds, and the other generators scaled to all pages."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        rows = list(ours(work, competitions, teams, people))
        cold = rows[1]
        lines = [
            f"{competitions} competitions of {teams} teams, a world of {people} people.",
            "",
            table(rows, base=cold),
            "",
        ]
        lines += ["| generator | seconds, scaled to all pages | times ours, cold |", "|---|---|---|"]
        for run, scaled in others(work, number):
            lines.append(f"| {run.what}, scaled | {scaled:.0f} | {scaled / cold.seconds:.1f} |")
        return "\n".join(lines)


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--competitions", type=int, default=100)
    options.add_argument("--teams", type=int, default=1500)
    options.add_argument("--people", type=int, default=3000)
    options.add_argument("--sample", type=int, default=400, help="pages for the other generators")
    chosen = options.parse_args()
    print(suite(chosen.competitions, chosen.teams, chosen.people, chosen.sample))


if __name__ == "__main__":
    sys.exit(main())
