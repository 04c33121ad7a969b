"""Worked by hand: ten teams, and medal lines at ranks 1, 2 and 4 as the rule has them."""

import pytest

from insights.boards import Boards, boards_of
from insights.closeness import Closeness, close_total, closeness
from insights.medals import medals
from tests.insights.toys import competition, teams


def of(*scores: float | None) -> Closeness:
    boards = _boards(*scores)
    return closeness(boards.private, medals(competition(category="featured", awards_points=True), boards))


def _boards(*scores: float | None) -> Boards:
    ranks = [(rank, rank) for rank in range(1, len(scores) + 1)]
    return boards_of(teams(ranks, private_score=list(scores), public_score=list(scores)))


@pytest.mark.parametrize(
    ("scores", "lead"),
    [
        ((0.9, 0.7, 0.6, 0.5, 0.4, 0.4, 0.3, 0.2, 0.1, 0.0), 0.5),  # (0.9 - 0.7) / (0.9 - 0.5)
        ((1.0, 1.4, 1.5, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0), 0.2),  # a metric of which less is better
        ((0.9, 0.9, 0.6, 0.5, 0.4, 0.4, 0.3, 0.2, 0.1, 0.0), 0),
        ((0.9, 0.9, 0.9, 0.9, 0.4, 0.4, 0.3, 0.2, 0.1, 0.0), None),  # winner and last bronze show one score
        ((0.9, None, 0.6, 0.5, 0.4, 0.4, 0.3, 0.2, 0.1, 0.0), None),
    ],
)
def test_the_lead_is_the_distance_of_second_place(scores: tuple[float | None, ...], lead: float | None) -> None:
    assert of(*scores).lead == pytest.approx(lead)


def test_teams_below_a_line_with_the_score_of_the_last_one_above_it() -> None:
    found = of(0.9, 0.9, 0.6, 0.5, 0.5, 0.5, 0.3, 0.2, 0.1, 0.0)
    assert (found.below_gold, found.below_silver, found.below_bronze) == (1, 0, 2)


def test_without_medals_nothing_is_told() -> None:
    boards = _boards(0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0)
    assert closeness(boards.private, medals(competition(awards_points=False), boards)) == Closeness()
    assert closeness(boards_of(()).private, medals(competition(awards_points=False), boards_of(()))) == Closeness()


def test_a_line_below_the_last_known_team_parts_nobody() -> None:
    boards = _boards(0.9, 0.8)
    zones = medals(competition(category="featured", awards_points=True, teams=1000), boards)
    assert zones.bronze is not None
    assert closeness(boards.private, zones) == Closeness()


def test_all_in_all() -> None:
    known = [Closeness(lead=n / 100, below_gold=0, below_silver=n % 2, below_bronze=n) for n in range(11)]
    found = close_total([*known, Closeness()])
    assert (found.lead.n, found.lead.median) == (11, 0.05)
    assert (found.gold.count, found.silver.count, found.bronze.count, found.bronze.of) == (0, 5, 10, 11)
