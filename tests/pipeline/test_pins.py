"""The pinned versions are to be had by whoever has a Python that the project takes."""

from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

CONSTRAINTS = Path(__file__).parents[2] / "constraints.txt"
FIRST, LAST = "3.11.0", "3.13.0"
"""Distributions ship early releases of a Python for years: 3.11.2 is that of Debian 12."""
PINS = [line.split("==") for line in CONSTRAINTS.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("name", "version"), PINS)
def test_a_pin_takes_every_release_of_python(name: str, version: str) -> None:
    try:
        found = metadata(name)
    except PackageNotFoundError:
        found = None
    if found is None or found["Version"] != version:
        pytest.skip("not the version that is installed: nothing here tells what it takes")
    takes = SpecifierSet(found["Requires-Python"] or "")
    assert FIRST in takes
    assert LAST in takes
