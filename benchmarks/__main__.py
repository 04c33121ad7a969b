"""`python -m benchmarks [--scale N] [SUITE …]`: run the suites and write `benchmarks/RESULTS.md`.

A suite is a module of this package with `TITLE` and `suite()`, which returns a Markdown table of one run; one that can
be run at other sizes takes the `scale` as an argument.
"""

import argparse
import importlib
import inspect
import os
import pkgutil
import platform
import sys
from importlib.metadata import version
from pathlib import Path

import benchmarks

RESULTS = Path(__file__).parent / "RESULTS.md"
NAMED = ("duckdb", "pandas", "pyarrow", "pydantic", "mkdocs", "mkdocs-material")


def main(arguments: list[str]) -> int:
    """Run suites; sections of those that are not run stay as they are."""
    options = argparse.ArgumentParser(prog="python -m benchmarks", description="Run suites, all by default.")
    options.add_argument("suites", nargs="*", metavar="SUITE")
    options.add_argument(
        "--scale", type=float, help="size of the worlds of suites that can be scaled; 1 is the platform"
    )
    given = options.parse_args(arguments)
    chosen = given.suites
    modules = [importlib.import_module(f"benchmarks.{m.name}") for m in pkgutil.iter_modules(benchmarks.__path__)]
    suites = {module.__name__.split(".")[1]: module for module in modules if hasattr(module, "suite")}
    if unknown := set(chosen) - suites.keys():
        print(f"no suite {', '.join(sorted(unknown))}: there are {', '.join(suites)}", file=sys.stderr)
        return 2
    sections = _sections()
    for name in chosen or suites:
        scalable = given.scale and "scale" in inspect.signature(suites[name].suite).parameters
        found = suites[name].suite(scale=given.scale) if scalable else suites[name].suite()
        title = f"{suites[name].TITLE} (scale {given.scale:g})" if scalable else suites[name].TITLE
        sections[title] = f"{found}\n\n{_versions()}"
        print(f"## {title}\n\n{sections[title]}\n")
    body = "\n\n".join(f"## {title}\n\n{text}" for title, text in sorted(sections.items()))
    RESULTS.write_text(
        f"# Measured\n\nRatios of one run each; seconds are one machine's.\n\n{body}\n", encoding="utf-8"
    )
    return 0


def _sections() -> dict[str, str]:
    parts = RESULTS.read_text(encoding="utf-8").split("\n## ")[1:] if RESULTS.is_file() else []
    return {title: text.strip() for title, _, text in (part.partition("\n") for part in parts)}


def _versions() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in NAMED)
    return f"{os.cpu_count()} processors, Python {platform.python_version()}, {packages}."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
