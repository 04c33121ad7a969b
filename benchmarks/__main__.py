"""`python -m benchmarks [--scale N] [--repeats N] [SUITE …]`: run the suites and write `benchmarks/RESULTS.md`.

A suite is a module of this package with `TITLE` and `suite()`, which returns a Markdown table of one run; one that can
be run at other sizes takes the `scale` as an argument, one that repeats what it measures the `repeats`.
"""

import argparse
import importlib
import inspect
import os
import pkgutil
import platform
import sys
import traceback
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from types import ModuleType
from typing import Any

import benchmarks

RESULTS = Path(__file__).parent / "RESULTS.md"
NAMED = ("duckdb", "pandas", "pyarrow", "pydantic", "msgspec", "mkdocs", "mkdocs-material")


def main(arguments: list[str]) -> int:
    """Run suites; sections of those that are not run stay as they are."""
    options = argparse.ArgumentParser(prog="python -m benchmarks", description="Run suites, all by default.")
    options.add_argument("suites", nargs="*", metavar="SUITE")
    options.add_argument(
        "--scale", type=float, help="size of the worlds of suites that can be scaled; 1 is the platform"
    )
    options.add_argument("--repeats", type=int, help="how often what can be repeated runs; the quickest counts")
    given = vars(options.parse_args(arguments))
    chosen = given.pop("suites")
    modules = [importlib.import_module(f"benchmarks.{m.name}") for m in pkgutil.iter_modules(benchmarks.__path__)]
    suites = {module.__name__.split(".")[1]: module for module in modules if hasattr(module, "suite")}
    if unknown := set(chosen) - suites.keys():
        print(f"no suite {', '.join(sorted(unknown))}: there are {', '.join(suites)}", file=sys.stderr)
        return 2
    failed = [name for name in chosen or suites if not _measured(suites[name], given)]
    if failed:
        print(f"failed: {', '.join(failed)}; what they said stands above", file=sys.stderr)
    return 1 if failed else 0


def _measured(module: ModuleType, given: Mapping[str, Any]) -> bool:
    """Run a suite and write down its section, the others unchanged; false where it fails, which stops no other one."""
    takes = inspect.signature(module.suite).parameters
    options = {name: value for name, value in given.items() if name in takes and value is not None}
    title = f"{module.TITLE} (scale {options['scale']:g})" if "scale" in options else module.TITLE
    started = perf_counter()
    try:
        found = module.suite(**options)
    except Exception:
        traceback.print_exc()
        return False
    section = f"{found}\n\nMeasured in {(perf_counter() - started) / 60:.1f} minutes. {_versions()}"
    print(f"## {title}\n\n{section}\n", flush=True)
    sections = _sections() | {title: section}
    body = "\n\n".join(f"## {title}\n\n{text}" for title, text in sorted(sections.items()))
    RESULTS.write_text(
        f"# Measured\n\nRatios of one run each; seconds are one machine's.\n\n{body}\n", encoding="utf-8"
    )
    return True


def _sections() -> dict[str, str]:
    parts = RESULTS.read_text(encoding="utf-8").split("\n## ")[1:] if RESULTS.is_file() else []
    return {title: text.strip() for title, _, text in (part.partition("\n") for part in parts)}


def _versions() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in NAMED)
    return f"{os.cpu_count()} processors, Python {platform.python_version()}, {packages}."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
