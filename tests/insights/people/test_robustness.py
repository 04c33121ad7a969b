from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.people.records import Result
from insights.people.robustness import robustness


def result(public: int | None, private: int | None, teams: int = 100, comparable: bool = True) -> Result:
    return Result(
        folder="a", title="A", teams=teams, private_rank=private, public_rank=public, team="1",
        comparable=comparable, listing=True, as_of="2026-01-01T00:00:00Z",
    )  # fmt: skip


def test_a_lost_place_is_negative() -> None:
    found = robustness([result(1, 31)])
    assert found is not None
    assert (found.median, found.n, found.interval) == (-30, 1, None)


def test_only_comparable_results_with_both_ranks_count() -> None:
    assert robustness([result(1, None), result(None, 1), result(1, 9, comparable=False)]) is None


@pytest.mark.parametrize(("n", "interval"), [(5, None), (6, (0, 5)), (8, (0, 7)), (9, (1, 7)), (20, (5, 14))])
def test_interval_is_between_the_tabled_order_statistics(n: int, interval: tuple[float, float] | None) -> None:
    # 95 % intervals of a median use the order statistics 1-6 of 6, 1-8 of 8, 2-8 of 9, 6-15 of 20.
    found = robustness([result(50 + move, 50) for move in range(n)])
    assert found is not None
    assert found.interval == interval


@given(st.lists(st.integers(-40, 40), min_size=6, max_size=60))
def test_interval_holds_the_median_and_covers_95_percent(moves: list[int]) -> None:
    found = robustness([result(50 + move, 50) for move in moves])
    assert found is not None
    assert found.interval is not None
    assert found.interval[0] <= found.median <= found.interval[1]
    n = len(moves)
    outside = max(k for k in range(n // 2) if sum(comb(n, i) for i in range(k + 1)) / 2**n <= 0.025)
    assert found.interval == (sorted(moves)[outside], sorted(moves)[n - 1 - outside])
