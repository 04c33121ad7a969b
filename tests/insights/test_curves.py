from hypothesis import given
from hypothesis import strategies as st

from insights.boards import Board, boards_of
from insights.curves import HEAD, POINTS, curve, round_ranks
from tests.insights.toys import teams


def board(scores: list[float | None]) -> Board:
    pairs = [(rank, None) for rank in range(1, len(scores) + 1)]
    return boards_of(teams(pairs, public_score=list(scores))).public


def test_a_short_board_is_kept_whole() -> None:
    found = curve(board([0.9, 0.8, None, 0.7]))
    assert found.points == ((1, 0.9), (2, 0.8), (4, 0.7))
    assert (found.teams, found.sentinels, found.far) == (4, 0, 0)


def test_sentinels_and_far_scores_are_counted_not_drawn() -> None:
    scores: list[float | None] = [1 + rank / 100 for rank in range(100)]
    found = curve(board([*scores, 5000.0, 999999.0, 1e40]))
    assert (len(found.points), found.sentinels, found.far) == (100, 2, 1)
    assert found.points[-1] == (100, 1.99)


def test_equal_scores_are_not_far() -> None:
    assert curve(board([1.0] * 50 + [2.0])).far == 0


def test_an_empty_board() -> None:
    assert curve(board([])).points == ()
    assert curve(board([None])).points == ()


def test_round_ranks_are_read_from_the_whole_boards() -> None:
    public: list[object] = [*(1 - rank / 5000 for rank in range(1, 996)), *([-1e6] * 4), 999999.0]
    both = boards_of(teams([(rank, rank if rank <= 300 else None) for rank in range(1, 1001)], public_score=public))
    found = {rank: scores for rank, *scores in round_ranks(both)}
    assert list(found) == [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000]
    assert found[100] == [1 - 100 / 5000, 0.5 - 100 / 1024]
    assert found[500] == [1 - 500 / 5000, None]
    assert found[1000] == [999999.0, None]


def test_a_rank_inside_a_tie_has_the_tied_score_and_a_gap_has_none() -> None:
    tied = boards_of(teams([(1, None), (1, None), (1, None), (5, None), (21, None)], public_score=[3, 3, 3, 2, 1]))
    assert round_ranks(tied) == ((1, 3.0, None), (2, 3.0, None), (3, 3.0, None), (5, 2.0, None))


@given(st.integers(1, 3000))
def test_thinning_keeps_head_and_ends(count: int) -> None:
    scores: list[float | None] = [float(-rank) for rank in range(count)]
    points = curve(board(scores)).points
    assert len(points) == min(count, POINTS)
    assert points[:HEAD] == tuple((rank, 1.0 - rank) for rank in range(1, min(count, HEAD) + 1))
    assert points[-1] == (count, 1.0 - count)
    assert list(points) == sorted(set(points))
