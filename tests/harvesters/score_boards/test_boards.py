import pytest

from archive.records import Standing
from harvesters.score_boards.boards import check_arrows, check_board, join_boards, one_row_a_team, rank_improvements
from tests.harvesters.score_boards.printed import exported, improvement, row, scraped


def test_a_row_printed_twice_is_one_and_a_team_at_two_ranks_keeps_the_better():
    warnings = []
    rows = [row(scraped("1")), row(scraped("1")), row(scraped("5", "Cats")), row(scraped("3", "Cats"))]
    board = one_row_a_team(rows, "toy", warnings.append)
    assert [r.rank for r in board.values()] == [1, 3]
    assert len(warnings) == 1
    assert "stands at ranks 5 and 3; 3 is kept" in warnings[0]


def test_one_name_of_several_teams_is_no_key():
    names = [row(scraped("1", "Team", "ann")), row(scraped("2", "Team", "bob"))]
    assert len(one_row_a_team(names, "toy", pytest.fail)) == 2


@pytest.mark.parametrize(
    ("higher", "order", "words"),
    [
        (True, ["2", "3", "1"], "earlier submission first"),
        (False, ["1", "2", "3"], "earlier submission first"),
        (None, ["3", "1", "2"], "direction of its metric is unknown"),
    ],
)
def test_a_download_of_improvements_is_ranked_by_each_teams_last_row(higher, order, words):
    rows = [
        improvement("3", "09", "0.7"), improvement("1", "02", "0.9"), improvement("1", "01", "0.1"),
        improvement("1", "08", "0.6"), improvement("2", "05", "0.7"),
    ]  # fmt: skip
    warnings = []
    board = rank_improvements([row(r) for r in rows], higher, "toy", warnings.append)
    assert sorted(board, key=lambda team: board[team].rank) == order
    assert board["1"].score_text == "0.6"
    assert words in warnings[0]


def test_teams_on_one_board_only_stay_with_the_other_side_unknown():
    public = {"a": row(exported("1", "a1")), "b": row(exported("2", "b1", score="-0.00000"))}
    private = {"b": row(scraped("1", Medal="silver", RankChangeFromPublic="1"))}
    a, b = sorted(join_boards(public, private), key=lambda s: s.public_rank)
    assert (a.public_rank, a.private_rank, a.private_score_text) == (1, None, None)
    assert (b.public_rank, b.private_rank, b.public_score_text, b.public_score) == (2, 1, "-0.00000", 0.0)
    assert (b.medal, b.medal_basis, b.platform_arrow) == ("silver", "recorded", 1)


def test_medals_beside_the_public_board_are_not_results():
    (standing,) = join_boards({"a": row(scraped("1", Medal="gold"))}, {})
    assert (standing.medal, standing.medal_basis) == (None, None)


def test_gaps_and_repeated_ranks_are_reported():
    warnings = []
    rows = [row(scraped(rank, f"Team {i}")) for i, rank in enumerate(["1", "2", "2", "5", ""])]
    assert check_board(one_row_a_team(rows, "toy", pytest.fail), "toy", warnings.append) == 4
    assert warnings == ["toy: 2 ranks of 1..5 are missing, 1 are given twice"]


def test_an_arrow_against_the_joined_ranks_is_reported():
    warnings = []
    right = Standing(team="1", public_rank=5, private_rank=3, platform_arrow=2)
    check_arrows([right, right.model_copy(update={"team": "2", "platform_arrow": -2})], "toy", warnings.append)
    assert warnings == ["toy: the platform's arrow contradicts the joined ranks of 1 teams, first 2"]
