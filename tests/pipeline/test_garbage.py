import gc
from collections.abc import Iterator

import pytest

from pipeline.garbage import search_the_young_alone


@pytest.fixture(autouse=True)
def thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def searches_of_all() -> int:
    return gc.get_stats()[2]["collections"]


def test_a_million_records_that_stay_are_never_all_searched() -> None:
    gc.collect()
    search_the_young_alone()
    before = searches_of_all()
    records = [[number] for number in range(1_000_000)]
    assert len(records) == 1_000_000
    assert searches_of_all() == before


def test_a_young_cycle_is_dropped() -> None:
    search_the_young_alone()
    before = gc.get_stats()[0]["collected"]
    for _ in range(100_000):
        ring: list[object] = []
        ring.append(ring)
    assert gc.get_stats()[0]["collected"] - before > 50_000
