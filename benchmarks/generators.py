"""Other generators of sites on our finished pages as Markdown: MkDocs with Material, Zensical, Hugo.

They get every competition and every person as a Markdown file with its tables and, as inline SVG, its charts, and a
navigation of one entry. MkDocs runs as it comes, with its search, and without. Zensical has a search that no setting
turns off. Hugo has none, and a theme of nothing but a title and the content.
"""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.markdown import markdown_of
from benchmarks.measure import Measured, measure, python, quickest

MKDOCS = """
site_name: pages
plugins: [{plugins}]
validation: {{links: {{not_found: ignore, unrecognized_links: ignore}}}}
nav: [{{Home: index.md}}]
markdown_extensions: [tables, attr_list, md_in_html]
theme: {{name: material, font: false}}
"""
HUGO = """
baseURL = "https://example.org/"
title = "pages"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
[markup.goldmark.renderer]
unsafe = true
"""
HUGO_LAYOUT = """<!doctype html>
<html><head><title>{{ .Title }}</title></head>
<body><nav><a href="/">Home</a></nav><main>{{ .Content }}</main></body></html>
"""


@dataclass(frozen=True)
class Generator:
    """One of them with its settings."""

    name: str
    """As it stands in a table, its search included."""
    command: Sequence[str]
    """Builds the site in the folder where it runs."""
    home: str
    """Where the home page lies; the other pages lie around it."""
    files: dict[str, str]
    """Its settings and layouts by path."""


def generators() -> Iterator[Generator]:
    """Those that are installed."""
    mkdocs = python("-m", "mkdocs", "build", "--quiet")
    for plugins, search in (("", "no search"), ("search", "its search")):
        files = {"mkdocs.yml": MKDOCS.format(plugins=plugins)}
        yield Generator(f"MkDocs with Material, {search}", mkdocs, "docs/index.md", files)
    zensical = Path(sys.executable).with_name("zensical")
    if zensical.exists():
        yield Generator("Zensical, its search", [str(zensical), "build"], "docs/index.md", files)
    if shutil.which("hugo"):
        layouts = {f"layouts/_default/{name}.html": HUGO_LAYOUT for name in ("single", "list")}
        yield Generator(
            "Hugo, bare theme, no search", ["hugo", "--quiet"], "content/_index.md", {"hugo.toml": HUGO, **layouts}
        )


def convert(site: Path, pages: Path) -> int:
    """Write all competitions and people of a site as Markdown, and say how many they are."""
    found = [page for kind in ("competitions", "people") for page in sorted((site / kind).glob("*/index.html"))]
    for page in found:
        target = pages / f"{page.parent.relative_to(site)}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(markdown_of(page), encoding="utf-8")
    return len(found)


def render(generator: Generator, pages: Path, work: Path, repeats: int) -> tuple[Measured, Measured | None]:
    """Build from nothing, the quickest of some runs; where they are several, also again after a change of one page."""
    runs = []
    for repeat in range(repeats):
        folder = work / f"{generator.name}-{repeat}"  # a file system is slow for seconds after it deleted many files
        home = folder / generator.home
        shutil.copytree(pages, home.parent, copy_function=os.link)
        for path, content in {generator.home: "# Home\n", **generator.files}.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(content, encoding="utf-8")
        runs.append(measure(generator.name, generator.command, folder=folder, quiet=True))
    if repeats == 1:
        return runs[0], None
    page = next(home.parent.glob("competitions/*.md"))
    content = page.read_text(encoding="utf-8")
    page.unlink()  # a link: the pages of the other generators stay as they are
    page.write_text(f"{content}\nOne line more.\n", encoding="utf-8")
    return quickest(runs), measure(generator.name, generator.command, folder=folder, quiet=True)
