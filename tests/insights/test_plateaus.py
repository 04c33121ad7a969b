from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.boards import boards_of
from insights.plateaus import plateaus, tie_mass
from tests.insights.toys import teams


def board(scores: list[float | None]):  # type: ignore[no-untyped-def]
    pairs = [(rank, None) for rank in range(1, len(scores) + 1)]
    texts = [None if score is None else f"{score:.2f}" for score in scores]
    return boards_of(teams(pairs, public_score=list(scores), public_score_text=list(texts))).public


def test_groups_by_hand() -> None:
    found = plateaus(board([0.9, 0.8, 0.8, 0.7, 0.7, 0.7, 0.6, None, None]))
    assert [(p.score_text, p.first_rank, p.last_rank, p.teams) for p in found] == [("0.70", 4, 6, 3), ("0.80", 2, 3, 2)]
    assert tie_mass(board([0.9, 0.8, 0.8, 0.7, 0.7, 0.7, 0.6, None, None])) == pytest.approx(5 / 9)


def test_minus_zero_is_zero() -> None:
    (found,) = plateaus(board([-0.0, 0.0]))
    assert found.teams == 2


def test_five_largest_better_rank_first_among_equals() -> None:
    scores = [float(score) for score in (9, 9, 8, 8, 7, 7, 6, 6, 5, 5, 4, 4, 4)]
    assert [p.score for p in plateaus(board(list(scores)))] == [4, 9, 8, 7, 6]


def test_a_board_without_scores() -> None:
    assert plateaus(board([None, None])) == ()


@given(st.lists(st.integers(0, 9), max_size=60))
def test_properties(drawn: list[int]) -> None:
    scores = sorted((float(score) for score in drawn), reverse=True)
    counts = Counter(scores)
    found = plateaus(board(list(scores)), largest=100)
    assert {p.score: p.teams for p in found} == {score: count for score, count in counts.items() if count > 1}
    assert all(p.last_rank - p.first_rank + 1 == p.teams for p in found)
    if scores:
        assert tie_mass(board(list(scores))) == pytest.approx(sum(p.teams for p in found) / len(scores))
