import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.records import ScoreRow, Standing
from insights.boards import boards_of
from insights.medals import Placing, medal_of, medal_zones, medals, with_medal
from tests.insights.toys import boards_of_scores, competition, teams


@pytest.mark.parametrize(
    ("count", "zones"),
    [
        (0, (0, 0, 0)),
        (9, (0, 1, 3)),
        (10, (1, 2, 4)),
        (99, (9, 19, 39)),
        (100, (10, 20, 40)),
        (249, (10, 49, 99)),
        (250, (10, 50, 100)),
        (500, (11, 50, 100)),
        (999, (11, 50, 100)),
        (1000, (12, 50, 100)),
        (1500, (13, 75, 150)),
        (4571, (19, 228, 457)),
        (9066, (28, 453, 906)),
    ],
)
def test_zones(count: int, zones: tuple[int, int, int]) -> None:
    assert medal_zones(count) == zones


@given(st.integers(0, 100_000))
def test_zones_nest(count: int) -> None:
    gold, silver, bronze = medal_zones(count)
    assert 0 <= gold <= silver <= bronze <= count


def ladder(count: int, **columns: list[object]) -> list[Standing]:
    return teams([(rank, rank) for rank in range(1, count + 1)], **columns)


def test_cut_offs_in_score_units_by_rule() -> None:
    standings = ladder(250)
    found = medals(competition(), boards_of(standings), standings)
    assert (found.applicable, found.basis, found.recorded, found.unexpected) == (True, "rule", {}, 0)
    assert found.gold is not None
    assert (found.gold.rank, found.gold.score) == (10, 0.5 - 10 / 1024)
    assert found.gold.score_text == str(0.5 - 10 / 1024)
    assert found.silver is not None
    assert found.silver.rank == 50
    assert found.bronze is not None
    assert found.bronze.rank == 100
    assert medal_of(standings[9], found) == ("gold", "rule")
    assert medal_of(standings[10], found) == ("silver", "rule")
    assert medal_of(standings[100], found) is None


def test_recorded_beats_rule() -> None:
    colours: list[object] = ["gold"] * 3 + ["silver"] * 3 + [None] * 14
    standings = ladder(20, medal=colours)
    found = medals(competition(awards_points=False), boards_of(standings), standings)
    assert found.basis == "recorded"
    assert found.recorded == {"gold": 3, "silver": 3}
    assert found.gold is not None
    assert found.gold.rank == 3
    assert found.bronze is None
    assert found.unexpected == 5  # zones by rule end at 2, 4 and 8: ranks 3, 5, 6, 7 and 8 differ
    assert medal_of(standings[2], found) == ("gold", "recorded")
    assert medal_of(standings[7], found) is None


@pytest.mark.parametrize("facts", [{"category": None}, {"platform": "drivendata"}])
def test_a_recorded_medal_needs_no_rule(facts: dict[str, object]) -> None:
    standings = ladder(20, medal=["gold", *([None] * 19)])
    found = medals(competition(**facts), boards_of(standings), standings)
    assert (found.basis, found.recorded) == ("recorded", {"gold": 1})


def test_two_stage_has_recorded_medals_but_no_zones() -> None:
    standings = ladder(394, medal=[*(["gold"] * 13), *([None] * 381)])
    found = medals(competition(two_stage=True), boards_of(standings), standings)
    assert (found.applicable, found.gold, found.recorded) == (False, None, {"gold": 13})
    assert medal_of(standings[0], found) == ("gold", "recorded")
    assert medal_of(standings[20], found) is None


@pytest.mark.parametrize(
    ("facts", "applicable"),
    [
        ({"category": "featured"}, True),
        ({"category": "playground"}, False),
        ({"category": "community"}, False),
        ({"category": "getting-started"}, False),
        ({"category": "playground", "awards_points": True}, True),
        ({"category": "featured", "awards_points": False}, False),
        ({"format": "hackathon"}, False),
        ({"format": "simulation"}, True),
        ({"category": None}, False),
        ({"category": None, "awards_points": True}, True),
        ({"platform": "drivendata", "awards_points": True}, False),
    ],
)
def test_kinds_of_competition_that_give_medals(facts: dict[str, object], applicable: bool) -> None:
    found = medals(competition(**facts), boards_of(ladder(30)))
    assert found.applicable is applicable
    assert (found.reason is None) is applicable


def test_no_private_board() -> None:
    found = medals(competition(), boards_of(teams([(1, None), (2, None)])))
    assert (found.applicable, found.reason) == (False, "no private board is known")


def test_cut_offs_from_score_lists() -> None:
    rows = [ScoreRow(board="private", rank=rank, score_text=f"0.{100 - rank:03}") for rank in range(1, 11)]
    found = medals(competition(), boards_of_scores(rows))
    assert found.bronze is not None
    assert (found.bronze.rank, found.bronze.score, found.bronze.score_text) == (4, 0.096, "0.096")


def test_the_platforms_team_count_decides_where_the_board_is_known_in_part() -> None:
    found = medals(competition(teams=1500), boards_of(ladder(50)))
    assert found.gold is not None
    assert found.gold.rank == 13
    assert found.silver is not None
    assert (found.silver.rank, found.silver.score) == (75, None)


def test_so_does_the_last_rank_where_it_is_higher() -> None:
    found = medals(competition(teams=100), boards_of(teams([(1, 1), (2, 2), (3, 1500)])))
    assert found.gold is not None
    assert found.gold.rank == 13


def test_benchmarks_get_no_medal() -> None:
    standings = ladder(10, is_benchmark=[True, *([False] * 9)])
    found = medals(competition(), boards_of(ladder(30)))
    assert medal_of(standings[0], found) is None


def test_a_placing_has_what_the_board_says_and_the_medal() -> None:
    board = teams([(rank, 41 - rank) for rank in range(1, 41)])
    zones = medals(competition(), boards_of(board), board)
    assert Placing.__struct_fields__ == tuple(Standing.model_fields)
    winner, last = with_medal(board[-1], zones), with_medal(board[0], zones)
    assert (winner.private_rank, winner.medal, winner.medal_basis) == (1, "gold", "rule")
    assert (last.private_rank, last.medal, last.medal_basis) == (40, None, None)
    assert (last.team, last.members, last.public_rank) == (board[0].team, board[0].members, 1)


def test_a_zone_that_ends_within_a_tie_has_the_score_of_the_tie() -> None:
    pairs = [(rank, 19 if rank in (20, 21) else rank) for rank in range(1, 101)]
    scores: list[object] = [1 - private / 1000 for _, private in pairs]
    found = medals(competition(), boards_of(teams(pairs, private_score=scores)))
    assert found.silver is not None
    assert (found.silver.rank, found.silver.score) == (20, pytest.approx(1 - 19 / 1000))
