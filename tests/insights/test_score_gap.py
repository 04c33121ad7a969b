import pytest

from archive.records import Standing
from insights.boards import boards_of
from insights.score_gap import score_gap
from tests.insights.toys import competition, teams


def scored(pairs: list[tuple[float | None, float | None]]) -> list[Standing]:
    ranks = [(rank, rank) for rank in range(1, len(pairs) + 1)]
    return teams(ranks, public_score=[pair[0] for pair in pairs], private_score=[pair[1] for pair in pairs])


PAIRS: list[tuple[float | None, float | None]] = [(0.8, 0.7), (0.7, 0.7), (0.6, 0.8)]


@pytest.mark.parametrize(
    ("metric", "directed", "mean", "median"),
    [
        ({"higher_is_better": True}, True, 0.1 / 3, 0),
        ({"higher_is_better": False}, True, -0.1 / 3, 0),
        ({"name": "?"}, False, 0.1 / 3, 0),
        (None, False, 0.1 / 3, 0),
    ],
)
def test_direction(metric: dict[str, object] | None, directed: bool, mean: float, median: float) -> None:
    found = score_gap(competition(metric=metric), boards_of(scored(PAIRS)))
    assert (found.n, found.directed) == (3, directed)
    assert found.mean == pytest.approx(mean)
    assert found.quantiles is None  # nine in ten of three teams are none
    many = score_gap(competition(metric=metric), boards_of(scored(PAIRS * 4)))
    assert many.mean == pytest.approx(mean)
    assert many.quantiles is not None
    assert many.quantiles[2] == median


def test_sentinels_and_missing_scores_are_left_out() -> None:
    pairs: list[tuple[float | None, float | None]] = [(0.8, 999999.0), (None, 0.7), (0.5, 0.75)]
    found = score_gap(competition(), boards_of(scored(pairs)))
    assert (found.n, found.mean) == (1, 0.25)


def test_no_pair() -> None:
    found = score_gap(competition(), boards_of([]))
    assert (found.n, found.mean, found.quantiles) == (None, None, None)
