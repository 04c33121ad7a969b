import math
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from insights import bootstrap
from insights.bootstrap import BLOCK, NARROW, RESAMPLES, SEED, intervals

ranks = st.integers(20, 300).flatmap(lambda n: st.permutations(range(1, n + 1)))


def s_of(pairs: np.ndarray) -> float:
    """S of pairs that are ranked anew."""
    average = stats.rankdata(pairs, axis=0)
    return float(np.abs(average[:, 1] - average[:, 0]).mean() / len(pairs))


def test_intervals_agree_with_a_plain_bootstrap() -> None:
    # An independent, slow bootstrap with average ranks in each resample must find the same intervals.
    n = 80
    rng = np.random.default_rng(3)
    public = np.arange(1, n + 1)
    private = np.argsort(np.argsort(public + rng.normal(0, 20, n))) + 1
    public, private = public[np.argsort(private)], np.sort(private)
    plain_s, plain_rho = [], []
    for _ in range(1000):
        drawn = rng.integers(0, n, n)
        average = [[(np.sum(v < x) + np.sum(v <= x) + 1) / 2 for x in v] for v in (public[drawn], private[drawn])]
        plain_s.append(np.abs(np.diff(average, axis=0)).mean() / n)
        plain_rho.append(np.corrcoef(average)[0, 1])
    found = intervals(public, private)
    assert found.s == pytest.approx(tuple(np.quantile(plain_s, (0.025, 0.975))), abs=0.012)
    assert found.spearman == pytest.approx(tuple(np.quantile(plain_rho, (0.025, 0.975))), abs=0.05)
    assert not math.isnan(found.spearman[0])


@settings(max_examples=20)
@given(ranks)
def test_intervals_are_those_of_the_plain_definition_on_the_same_draws(public: list[int]) -> None:
    n = len(public)
    pairs = np.column_stack([public, np.arange(1, n + 1)])
    drawn = [Random(f"{SEED} {block}").randbytes(2 * n * BLOCK) for block in range(RESAMPLES // BLOCK)]
    numbers = np.hstack([np.frombuffer(block, "<u2").reshape(n, BLOCK) for block in drawn])
    counts = stats.poisson.ppf((numbers + 0.5) / 2**16, 1).astype(int)  # a resample a column
    drawn = [np.repeat(pairs, resample, axis=0) for resample in counts.T]
    changes = [s_of(own) for own in drawn]
    rhos = [stats.spearmanr(own[:, 0], own[:, 1]).statistic for own in drawn]
    found = intervals(pairs[:, 0], pairs[:, 1])
    assert found.s == pytest.approx(tuple(np.quantile(changes, (0.025, 0.975))), abs=1e-9)
    assert found.spearman == pytest.approx(tuple(np.quantile(rhos, (0.025, 0.975))), abs=1e-9)


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=20, max_size=60))
def test_teams_that_share_a_rank_are_ties(ranked: list[tuple[int, int]]) -> None:
    pairs = np.array(sorted(ranked, key=lambda pair: (pair[1], pair[0])))
    public, private = pairs[:, 0], pairs[:, 1]
    n = len(pairs)
    drawn = [Random(f"{SEED} {block}").randbytes(2 * n * BLOCK) for block in range(RESAMPLES // BLOCK)]
    numbers = np.hstack([np.frombuffer(block, "<u2").reshape(n, BLOCK) for block in drawn])
    counts = stats.poisson.ppf((numbers + 0.5) / 2**16, 1).astype(int)
    resamples = [np.repeat(pairs, resample, axis=0) for resample in counts.T]
    shift = np.abs(private - public).mean() / n - s_of(pairs)
    changes = [max(s_of(own) + shift, 0) for own in resamples]
    assert intervals(public, private).s == pytest.approx(tuple(np.quantile(changes, (0.025, 0.975))), abs=1e-9)
    rhos = [stats.spearmanr(own).statistic for own in resamples if np.ptp(own, axis=0).all()]
    found = intervals(public, private).spearman
    if not rhos:
        assert found is None
    else:
        assert found == pytest.approx(tuple(np.quantile(rhos, (0.025, 0.975))), abs=1e-9)


def test_the_interval_of_s_holds_what_it_should() -> None:
    # What S is on average over made-up boards, of teams whose two scores have noise of their own beside their skill.
    rng, n = np.random.default_rng(7), 60
    found, held = [], []
    for _ in range(300):
        skill = rng.normal(size=n)
        public, private = (np.argsort(np.argsort(skill + 0.3 * rng.normal(size=n))) + 1 for _ in range(2))
        public, private = public[np.argsort(private)], np.sort(private)
        found.append(np.abs(public - private).mean() / n)
        held.append(intervals(public, private).s)
    expected = np.mean(found)
    assert sum(low <= expected <= high for low, high in held) / len(held) >= 0.93


def test_teams_on_one_board_only_move_the_interval_with_s() -> None:
    # Every second public rank is that of a team that is not on the private board, so the other ranks have gaps.
    public, private = np.random.default_rng(9).permutation(40) + 1, np.arange(1, 41)
    s = np.abs(2 * public - private).mean() / 40
    low, high = intervals(2 * public, private).s
    assert low < s < high
    assert (low - s, high - s) == pytest.approx(
        tuple(end - np.abs(public - private).mean() / 40 for end in intervals(public, private).s), abs=1e-9
    )


def test_a_side_that_never_varies_has_no_interval() -> None:
    assert intervals(np.ones(30, dtype=np.int64), np.arange(1, 31)).spearman is None


def test_on_boards_of_very_many_teams_fewer_resamples_share_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    public, private = np.random.default_rng(5).permutation(200) + 1, np.arange(1, 201)
    narrow = intervals(public, private)
    bootstrap._drawn.cache_clear()
    monkeypatch.setattr(bootstrap, "NARROW", 0)
    assert bootstrap._drawn(256, 0).counts.itemsize == 4
    assert intervals(public, private) == narrow
    bootstrap._drawn.cache_clear()  # other tests draw as usual


def test_sums_of_the_largest_narrow_board_fit_into_their_part_of_a_number() -> None:
    drawn = bootstrap._drawn(NARROW, 0)
    assert 2 * drawn.counts.sum(axis=0, dtype=np.int64).max() < 2 ** (8 * drawn.counts.itemsize)
    assert bootstrap._drawn(2 * NARROW, 0).counts.itemsize == 4
