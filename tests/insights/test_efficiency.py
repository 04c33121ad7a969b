from insights.boards import boards_of
from insights.compute import Compute, Stated
from insights.efficiency import alone, distance, efficiency, hours_open
from insights.medals import CutOff, Medals
from insights.practice import Solution
from insights.solutions import Place
from tests.insights.knowledge_toys import claim
from tests.insights.test_compute import CARDS, hours, made
from tests.insights.toys import competition, teams

MEDALS = Medals(applicable=True, recorded={}, unexpected=0, bronze=CutOff(rank=5, score=0.80))


def cost(device: str, count: int, total: str, platform: str | None = None) -> Compute:
    where = [claim("a", "platform", platform, 70)] if platform else []
    return made(claim("a", "hardware", device, count=count), hours(total, "total"), *where)


def solutions(*made: tuple[int | None, Compute | None]) -> list[Solution]:
    return [Solution(rank=rank, texts=(), used={}, rejected={}, compute=compute) for rank, compute in made]


def test_by_hand() -> None:
    """Winner 0.90, bronze 0.80: a score of 0.85 is half the way, the fifth is at 1."""
    scores: list[object] = [0.90, 0.88, 0.85, 0.82, 0.80]
    boards = boards_of(teams([(rank, rank) for rank in range(1, 6)], private_score=scores))
    found = efficiency(
        solutions(
            (1, cost("V100", 8, "10")),
            (2, cost("V100", 8, "20")),
            (3, cost("RTX 3090", 1, "40")),
            (4, cost("T4", 1, "15", "kaggle")),
            (5, None),
            (None, cost("T4", 1, "1", "kaggle")),
        ),
        boards,
        MEDALS,
        CARDS,
    )
    assert [(one.rank, one.distance, one.reference_hours, one.frontier) for one in found.solutions] == [
        (1, 0.0, 80.0, True),
        (2, 0.2, 160.0, False),
        (3, 0.5, 20.0, True),
        (4, 0.8, 9.0, True),
    ]
    assert (found.without_cost, found.best_on_one_card) == (1, 3)


def test_the_best_single_model_takes_the_place_behind_those_that_beat_it() -> None:
    scores: list[object] = [0.90, 0.88, 0.85, None, 0.80]
    boards = boards_of(teams([(rank, rank) for rank in range(1, 6)], private_score=scores))
    assert [alone(score, boards, True) for score in (0.95, 0.88, 0.86, 0.5)] == [1, 2, 3, 5]
    assert [alone(score, boards, False) for score in (0.95, 0.88, 0.5)] == [5, 3, 1]
    assert alone(0.86, boards, None) is None, "the direction is the metric's, not the board's"
    assert alone(86.0, boards, True) is None, "a percentage beside shares"
    assert alone(0.86, boards_of([]), True) is None


def test_single_models_stand_beside_their_solutions() -> None:
    stated = Stated(value=0.84, text="0.84", place=Place(writeup="a", start=3, end=9))
    boards = boards_of(teams([(1, 1), (2, 2)], private_score=[0.9, 0.85]))
    found = efficiency(
        [
            Solution(rank=2, texts=(), used={}, rejected={}, single=stated),
            Solution(rank=None, texts=(), used={}, rejected={}, single=stated),
            Solution(rank=1, texts=(), used={}, rejected={}),
        ],
        boards,
        MEDALS,
        CARDS,
        higher_is_better=True,
    )
    assert [(one.rank, one.score, one.alone, one.place.start) for one in found.singles] == [(2, 0.84, 3, 3)]


def test_no_distance_without_both_ends() -> None:
    assert distance(0.5, None, 0.4) is None
    assert distance(0.5, 0.6, None) is None
    assert distance(0.5, 0.6, 0.6) is None
    assert distance(float("nan"), 0.6, 0.5) is None
    assert distance(2.0, 1.0, 3.0) == 0.5


def test_one_card_that_would_have_needed_longer_than_there_was_time_is_not_one_card() -> None:
    boards = boards_of(teams([(1, 1), (2, 2)]))
    two = solutions((1, cost("RTX 3090", 1, "2140")), (2, cost("RTX 3090", 1, "1500")))
    assert efficiency(two, boards, MEDALS, CARDS, open_hours=1520.0).best_on_one_card == 2
    assert efficiency(two, boards, MEDALS, CARDS).best_on_one_card == 1
    days = competition(opened="2017-07-26T00:00:00Z", deadline="2017-07-28T12:00:00Z")
    assert (hours_open(days), hours_open(competition(opened=None))) == (60.0, None)


def test_one_card_of_a_server_that_is_paid_for_is_not_cheap() -> None:
    boards = boards_of(teams([(1, 1), (2, 2)]))
    paid = efficiency(solutions((1, cost("T4", 1, "5", "gcp")), (2, cost("T4", 1, "5"))), boards, MEDALS, CARDS)
    assert paid.best_on_one_card is None
    hired = efficiency(
        solutions((1, cost("A100", 1, "5", "kaggle")), (2, cost("P100", 1, "5", "colab"))), boards, MEDALS, CARDS
    )
    assert hired.best_on_one_card == 2  # no platform lends an A100 for nothing: the notebook alone ran there
    two = efficiency(solutions((2, cost("RTX 3090", 2, "5"))), boards, MEDALS, CARDS)
    assert two.best_on_one_card is None
