import gc
import platform
import subprocess
import sys
from collections.abc import Iterator

import pytest

from pipeline.process import prepare

PIECES = """
from resource import RUSAGE_SELF, getrusage
from pipeline.process import prepare
{first}
for round in range(40):
    if round == 1:
        before = getrusage(RUSAGE_SELF).ru_minflt
    pieces = [b"x" * (1 << 20) for _ in range(8)]
    del pieces
print(getrusage(RUSAGE_SELF).ru_minflt - before)
"""
"""Eight pieces of a megabyte, dropped and made again; prints how many pages of memory were new after the first time."""


@pytest.fixture(autouse=True)
def thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def searches_of_all() -> int:
    return gc.get_stats()[2]["collections"]


def test_a_million_records_that_stay_are_never_all_searched() -> None:
    gc.collect()
    prepare()
    before = searches_of_all()
    records = [[number] for number in range(1_000_000)]
    assert len(records) == 1_000_000
    assert searches_of_all() == before


def test_a_young_cycle_is_dropped() -> None:
    prepare()
    before = gc.get_stats()[0]["collected"]
    for _ in range(100_000):
        ring: list[object] = []
        ring.append(ring)
    assert gc.get_stats()[0]["collected"] - before > 50_000


def new_pages(first: str) -> int:
    run = subprocess.run([sys.executable, "-c", PIECES.format(first=first)], capture_output=True, text=True, check=True)
    return int(run.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries have their own ways")
def test_freed_memory_is_used_again() -> None:
    assert new_pages("prepare()") < new_pages("") / 10
