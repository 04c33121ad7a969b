import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.records import ScoreRow
from insights.boards import boards_of
from insights.medals import medals
from insights.score_gap import score_gap
from insights.shakeup import Shakeup, mean_change, shakeup, survival
from tests.insights.toys import boards_of_scores, competition, shakeup_by_rule, teams

STATISTICS = set(Shakeup.__struct_fields__) - {
    "applicable",
    "reason",
    "two_stage",
    "n",
    "n_public_only",
    "n_private_only",
}


def reversal(n: int) -> list[tuple[int | None, int | None]]:
    return [(rank, n + 1 - rank) for rank in range(1, n + 1)]


def random_board(n: int, seed: int = 1) -> list[tuple[int | None, int | None]]:
    private = np.random.default_rng(seed).permutation(n) + 1
    return list(zip(range(1, n + 1), private.tolist(), strict=True))


def test_swapped_neighbours_by_hand() -> None:
    # Twenty teams, each swaps places with its neighbour: every |change| is 1, so S = 1 / 20.
    pairs = [(rank, rank + 1 if rank % 2 else rank - 1) for rank in range(1, 21)]
    found = shakeup_by_rule(competition(), boards_of(teams(pairs)))
    assert found.applicable
    assert (found.n, found.s, found.s_of_random) == (20, 0.05, 0.15)
    assert found.s_top10pct == 0.05  # floor(0.1 * 20) = 2 teams, both moved by 1
    assert found.spearman == pytest.approx(1 - 6 * 20 / (20 * 399), abs=1e-9)
    assert found.kendall == pytest.approx(1 - 2 * 10 / 190, abs=1e-9)  # 10 of 190 pairs are in the other order
    assert (found.survival_10, found.survival_50) == (1, None)
    assert (found.survival_gold, found.survival_silver, found.survival_bronze) == (1, 1, 1)  # zones 2, 4, 8: all even
    assert (found.winner_public_rank, found.max_rise, found.max_fall, found.unmoved) == (2, 1, -1, 0)
    assert found.places_gained == (-1, -1, 0, 1, 1)
    assert (found.places_gained_std, found.places_gained_skew) == (1, 0)
    assert found.s_ci is not None
    assert 0 < found.s_ci[0] < 0.05 < found.s_ci[1]  # a resample has a pair as often as both its teams
    assert (found.tie_mass_public, found.tie_mass_private) == (0, 0)


def test_one_team_is_no_teams() -> None:
    found = shakeup_by_rule(competition(), boards_of(teams([(1, 1)])))
    assert found.reason == "1 team on both boards: fewer than 20 say nothing"


def test_one_team_falls_from_first_to_last_by_hand() -> None:
    pairs = [(1, 25)] + [(rank, rank - 1) for rank in range(2, 26)]
    found = shakeup_by_rule(competition(), boards_of(teams(pairs)))
    assert found.s == pytest.approx((24 + 24 * 1) / 25 / 25)
    assert found.s_top10pct == pytest.approx(1 / 25)
    assert found.survival_10 == 0.9
    assert (found.winner_public_rank, found.max_rise, found.max_fall) == (2, 1, -24)
    assert found.places_gained_skew is not None
    assert found.places_gained_skew < -4


def test_teams_on_one_board_only_are_counted_beside_n() -> None:
    pairs = [*random_board(30), (31, None), (None, 31), (None, 32)]
    found = shakeup_by_rule(competition(), boards_of(teams(pairs)))
    assert (found.n, found.n_public_only, found.n_private_only) == (30, 1, 2)
    assert found.s == shakeup_by_rule(competition(), boards_of(teams(random_board(30)))).s


def test_what_nobody_can_count_is_unknown_and_not_zero() -> None:
    """Without a board, or without its teams, nobody knows who stands on both; seven teams on both are seven."""
    one_only = boards_of(teams([(rank, None) for rank in range(1, 31)]))
    scores = boards_of_scores(
        [ScoreRow(board=side, rank=rank, score_text="0.5") for side in ("public", "private") for rank in (1, 2)]
    )
    for boards in (boards_of(()), one_only, scores):
        found = shakeup_by_rule(competition(), boards)
        assert (found.n, found.n_public_only, found.n_private_only) == (None, None, None)
        assert score_gap(competition(), boards).n is None
    few = shakeup_by_rule(competition(), boards_of(teams(random_board(7))))
    assert (few.applicable, few.n, few.n_public_only) == (False, 7, 0)


def test_benchmarks_are_no_teams() -> None:
    pairs = random_board(30)
    benchmark = teams([(5, 5), (None, None)], is_benchmark=[True, True])
    assert shakeup_by_rule(competition(), boards_of([*benchmark, *teams(pairs)])) == shakeup_by_rule(
        competition(), boards_of(teams(pairs))
    )


def test_winner_that_the_public_board_lacks() -> None:
    pairs = [(None, 1)] + [(rank, rank + 1) for rank in range(1, 31)]
    assert shakeup_by_rule(competition(), boards_of(teams(pairs))).winner_public_rank is None


def test_tie_mass_by_hand() -> None:
    scores = [0.9] * 5 + [0.8] * 2 + [0.1 * i for i in range(13)]
    board = boards_of(teams(random_board(20), public_score=list(scores)))
    assert shakeup_by_rule(competition(), board).tie_mass_public == pytest.approx(
        9 / 20
    )  # 5 + 2, and 0.8 and 0.9 twice more


@pytest.mark.parametrize("two_stage", [None, False, True])
def test_an_unknown_number_of_stages_is_no_no(two_stage: bool | None) -> None:
    boards = boards_of(teams(random_board(30)))
    assert shakeup_by_rule(competition(two_stage=two_stage), boards).two_stage is two_stage


def test_two_stage_is_computed_marked_and_has_no_medal_zones() -> None:
    found = shakeup_by_rule(competition(two_stage=True, public_share=0.01), boards_of(teams(random_board(300))))
    assert found.applicable
    assert found.two_stage
    assert found.s
    assert (found.survival_gold, found.survival_silver, found.survival_bronze) == (None, None, None)


@pytest.mark.parametrize("facts", [{"category": "getting-started"}, {"category": None}, {"platform": "drivendata"}])
def test_where_nothing_says_that_there_are_medals_no_zone_is_kept(facts: dict[str, object]) -> None:
    found = shakeup_by_rule(competition(**facts), boards_of(teams(random_board(300))))
    assert found.survival_50 is not None
    assert (found.survival_gold, found.survival_silver, found.survival_bronze) == (None, None, None)


def test_zones_kept_are_the_recorded_ones_where_medals_are_recorded() -> None:
    standings = teams(reversal(40), medal=["gold" if rank > 30 else None for rank in range(1, 41)])
    found = medals(competition(), boards_of(standings), standings)
    kept = shakeup(competition(), boards_of(standings), found)
    assert (found.gold and found.gold.rank, kept.survival_gold, kept.survival_silver) == (10, 0, None)


def public_only(n: int) -> list[tuple[int | None, int | None]]:
    return [(rank, None) for rank in range(1, n + 1)]


@pytest.mark.parametrize(
    ("facts", "pairs", "reason"),
    [
        ({}, [], "no private board"),
        ({}, public_only(30), "no private board"),
        ({}, [(None, rank) for rank in range(1, 31)], "no public board"),
        ({}, random_board(19), "19 teams"),
        ({}, [*random_board(19), (20, None), (None, 20)], "19 teams"),
        ({}, [*public_only(30), (None, 1)], "without their teams"),
        ({"public_share": 1.0}, random_board(30), "not two parts of one test set"),
        ({"public_share": 0.0}, random_board(30), "not two parts of one test set"),
        ({"format": "simulation"}, random_board(30), "agents"),
        ({"format": "hackathon"}, random_board(30), "judged"),
    ],
)
def test_not_applicable_is_never_zero(
    facts: dict[str, object], pairs: list[tuple[int | None, int | None]], reason: str
) -> None:
    found = shakeup_by_rule(competition(**facts), boards_of(teams(pairs)))
    assert not found.applicable
    assert found.reason is not None
    assert reason in found.reason
    assert all(getattr(found, name) is None for name in STATISTICS)


def test_boards_without_teams_are_not_applicable() -> None:
    rows = [ScoreRow(board=board, rank=rank, score_text="0.5") for board in ("public", "private") for rank in (1, 2)]
    found = shakeup_by_rule(competition(), boards_of_scores(rows))
    assert (found.applicable, found.n, found.s) == (False, None, None)


@pytest.mark.parametrize("with_scores", [True, False])
def test_identical_boards_have_no_private_split(with_scores: bool) -> None:
    pairs = [(rank, rank) for rank in range(1, 41)]
    scores: list[object] = [1 / rank if with_scores else None for rank, _ in pairs]
    board = boards_of(teams(pairs, public_score=scores, private_score=scores))
    found = shakeup_by_rule(competition(), board)
    assert found.reason is not None
    assert "identical" in found.reason


def test_same_order_with_other_scores_is_a_shakeup_of_zero() -> None:
    found = shakeup_by_rule(competition(), boards_of(teams([(rank, rank) for rank in range(1, 41)])))
    assert (found.applicable, found.s, found.spearman, found.kendall, found.unmoved) == (True, 0, 1, 1, 40)
    assert found.places_gained_skew is None


ranks = st.integers(20, 300).flatmap(lambda n: st.permutations(range(1, n + 1)))


@given(st.integers(1, 2000))
def test_calibration_identical_0_reversal_half(n: int) -> None:
    own = np.arange(1, n + 1)
    assert mean_change(own, own) == 0
    exact_half = n * n / 2 if n % 2 == 0 else (n * n - 1) / 2
    assert mean_change(own, own[::-1]) == pytest.approx(exact_half / n / n)


def test_calibration_random_third() -> None:
    rng, n = np.random.default_rng(7), 50
    own = np.arange(1, n + 1)
    mean = np.mean([mean_change(own, rng.permutation(n) + 1) for _ in range(4000)])
    assert mean == pytest.approx((n * n - 1) / (3 * n * n), abs=0.003)


@given(ranks)
def test_properties(private: list[int]) -> None:
    n = len(private)
    found = shakeup_by_rule(competition(), boards_of(teams(zip(range(1, n + 1), private, strict=True))))
    mirrored = shakeup_by_rule(competition(), boards_of(teams(zip(private, range(1, n + 1), strict=True))))
    assert found.s is not None
    assert found.spearman is not None
    assert found.s_ci is not None
    assert found.spearman_ci is not None
    assert 0 <= found.s <= 0.5
    assert (mirrored.s, mirrored.spearman, mirrored.kendall) == pytest.approx((found.s, found.spearman, found.kendall))
    assert (mirrored.max_rise, mirrored.max_fall) == (-(found.max_fall or 0), -(found.max_rise or 0))
    squares = sum((public + 1 - rank) ** 2 for public, rank in enumerate(private))
    assert found.spearman == pytest.approx(1 - 6 * squares / (n * (n * n - 1)), abs=1e-9)
    assert found.s_ci[0] <= found.s_ci[1]
    assert -1 <= found.spearman_ci[0] <= found.spearman_ci[1] <= 1
    assert found == shakeup_by_rule(competition(), boards_of(teams(zip(range(1, n + 1), private, strict=True))[::-1]))


@given(ranks, st.integers(-3, 400))
def test_survival_counts_sets(private: list[int], k: int) -> None:
    n = len(private)
    board = boards_of(teams(zip(range(1, n + 1), private, strict=True)))
    kept = survival(board, k)
    if 0 < k <= n:
        assert kept == pytest.approx(len(set(range(1, k + 1)) & {r for r in private[:k] if r <= k}) / k)
    else:
        assert kept is None


shared = st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), min_size=1, max_size=60)


@given(shared, st.integers(1, 60))
def test_survival_is_a_share_where_teams_share_a_rank(ranked: list[tuple[int, int]], k: int) -> None:
    kept = survival(boards_of(teams(ranked)), k)
    assert kept is None or 0 <= kept <= 1


def test_survival_among_shared_ranks_by_hand() -> None:
    ranked = [(1, 1), (2, 2), (2, 2), (2, 5), (5, 2)]
    assert survival(boards_of(teams(ranked)), 2) == pytest.approx(3 / 4)
