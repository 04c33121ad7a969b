from insights.boards import boards_of
from insights.compute import Compute
from insights.efficiency import distance, efficiency
from insights.medals import CutOff, Medals
from insights.practice import Solution
from tests.insights.knowledge_toys import claim
from tests.insights.test_compute import CARDS, hours, made
from tests.insights.toys import teams

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


def test_no_distance_without_both_ends() -> None:
    assert distance(0.5, None, 0.4) is None
    assert distance(0.5, 0.6, None) is None
    assert distance(0.5, 0.6, 0.6) is None
    assert distance(float("nan"), 0.6, 0.5) is None
    assert distance(2.0, 1.0, 3.0) == 0.5


def test_one_card_of_a_server_that_is_paid_for_is_not_cheap() -> None:
    boards = boards_of(teams([(1, 1), (2, 2)]))
    paid = efficiency(solutions((1, cost("T4", 1, "5", "gcp")), (2, cost("T4", 1, "5"))), boards, MEDALS, CARDS)
    assert paid.best_on_one_card is None
    two = efficiency(solutions((2, cost("RTX 3090", 2, "5"))), boards, MEDALS, CARDS)
    assert two.best_on_one_card is None
