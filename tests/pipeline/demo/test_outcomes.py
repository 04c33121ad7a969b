import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pipeline.demo.outcomes import TOP50, play
from pipeline.demo.plans import Plan, plans


def ordinary(teams: int) -> Plan:
    return replace(list(plans(16, 100, seed=1))[-1], teams=teams, on_plateaus=0.0)


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.8, 0.99])
def test_boards_have_the_chosen_correlation(correlation: float) -> None:
    outcome = play(replace(ordinary(20_000), correlation=correlation), people=100_000, seed=5)
    found = stats.spearmanr(outcome.public_rank, outcome.private_rank).statistic
    assert found == pytest.approx(6 / math.pi * math.asin(correlation / 2), abs=0.03)


def test_plateaus_have_the_chosen_size() -> None:
    outcome = play(replace(ordinary(20_000), on_plateaus=0.3), people=100_000, seed=5)
    _, sizes = np.unique(outcome.public_score, return_counts=True)
    assert np.sort(sizes)[-3:].sum() / 20_000 == pytest.approx(0.3, abs=0.05)


@given(st.integers(1, 200), st.integers(10, 300), st.integers(0, 5))
def test_rows_are_whole(teams: int, people: int, seed: int) -> None:
    outcome = play(ordinary(teams), people, seed)
    assert sorted(outcome.public_rank.tolist()) == list(range(1, teams + 1))
    assert outcome.private_rank.tolist() == list(range(1, teams + 1))
    assert len(outcome.people) == outcome.size.sum() == len(set(outcome.people.tolist()))
    assert (outcome.people < people).all()
    assert [p for row in range(teams) for p in outcome.members(row)] == outcome.people.tolist()


def test_everybody_gets_to_the_top_once_in_a_while() -> None:
    seen: set[int] = set()
    for plan in plans(80, 300, seed=1):
        outcome = play(plan, 2000, seed=1)
        seen.update(outcome.people[: int(outcome.size[:TOP50].sum())].tolist())
    assert len(seen) > 1900
