"""Scores in tables and in lists of boards."""

from typing import Any

import pytest

from insights.mentions.predict import predict


def scores(text: str) -> dict[str, Any]:
    return {name: value for name, value in predict(text)["scores"].items() if value is not None}


def test_the_row_called_final_wins_over_other_ensembles() -> None:
    table = """
| Submission | CV | Public LB | Private LB |
| :-- | :-: | :-: | :-: |
| Best single model | 0.470 | 0.481 | 0.482 |
| Best blend of two | 0.452 | 0.462 | 0.463 |
| Best final blend | 0.451 | 0.460 | 0.461 |
"""
    assert scores(table) == {"public": 0.460, "private": 0.461, "cv": 0.451}


def test_the_row_in_bold_is_the_best_one() -> None:
    table = "| Model | CV | Public LB |\n|--|--|--|\n| GRU | 0.61 | 0.62 |\n| LSTM | **0.63** | **0.64** |\n"
    assert scores(table) == {"cv": 0.63, "public": 0.64}
    assert scores(table.replace("0.61", "**0.61**")) == {}


def test_boards_are_also_called_offline_and_online() -> None:
    assert scores("| Model | Offline score | Online score |\n|--|--|--|\n| Blend | 0.86 | 0.88 |\n") == {
        "cv": 0.86,
        "public": 0.88,
    }


def test_a_first_cell_that_names_a_board() -> None:
    assert scores("| | Average |\n|--|--|\n| CV | 0.71 |\n| Public LB | 0.72 |\n| Private LB | 0.69 |\n") == {
        "cv": 0.71,
        "public": 0.72,
        "private": 0.69,
    }


def test_a_row_with_several_numbers_beside_a_board_says_nothing() -> None:
    assert scores("| | fold 0 | fold 1 |\n|--|--|--|\n| CV | 0.71 | 0.73 |\n") == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Our submission scored 0.64/**0.66** (public/private).", {"public": 0.64, "private": 0.66}),
        ("It achieved a score of 0.83 / 0.85 on the public/private leaderboard.", {"public": 0.83, "private": 0.85}),
        ("Final blend, CV/Public/Private 0.232 / 0.241 / 0.250", {"cv": 0.232, "public": 0.241, "private": 0.250}),
        ("We finished with 0.9004 (Public LB, 1st) and 0.8673 (Private LB).", {"public": 0.9004, "private": 0.8673}),
        ("- 5foldCV: 0.9100   PublicLB: 0.8057   PrivateLB: 0.8047", {"cv": 0.91, "public": 0.8057, "private": 0.8047}),
        ("We came 4th place out of 444 participants with 0.873 R2 (top1 0.924).", {"private": 0.873, "rank": 4}),
        ("I finished with a mAP of 0.169 (86th place).", {"private": 0.169, "rank": 86}),
        (
            "Public: 0.71, private: 0.72. After the last step: public: 0.73, private: 0.74",
            {"public": 0.73, "private": 0.74},
        ),
        ("The model scored `0.371` (3rd place) on the final stage 2 leaderboard.", {"private": 0.371, "rank": 3}),
    ],
)
def test_boards_in_turn(text: str, said: dict[str, Any]) -> None:
    assert scores(text) == said


def test_three_names_and_two_numbers_belong_to_no_one() -> None:
    assert scores("CV, public, private and so on: 0.5 / 0.6") == {}
