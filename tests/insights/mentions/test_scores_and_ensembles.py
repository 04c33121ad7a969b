"""Ranks, scores and the numbers of an ensemble: strings as authors type them, and what they say."""

import pytest

from insights.mentions.predict import predict
from insights.mentions.reader import Reader
from insights.mentions.scores import signed_scores


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("# 3rd place solution", 3),
        ("We ranked 12th on the private leaderboard.", 12),
        ("My team placed **4th out of 1849 teams**.", 4),
        ("Final rank: 96/3633", 96),
        ("# BirdSong_8th_place", 8),
        ("# First place solution", 1),
        ("第3名方案", 3),
        ("The ranks of other teams: 2nd place, 3rd place.", None),
        ("The best epoch was the 20th.", None),
        ("8-th place solution", 8),
        ("Private LB: 34th, public LB: 50th", 34),
        ("Private leaderboard position: 8", 8),
        ("We came 6th in this competition.", 6),
        ("LoRA rank: 16", None),
        ("Position: 0.8 of the sequence.", None),
        ("# A solution (7th)", 7),
        ("This is the 3rd prize winning solution.", 3),
        ("We positioned 5th on the private board.", 5),
        ("**Top 2% (31/2431)** on the private board", 31),
        ("## Solution\n\n1st level models: LightGBM.", None),
        ("The 1st prize is 10,000 dollars.", None),
        ("It was clear that the winning solutions would be ensembles.", None),
    ],
)
def test_rank(text: str, rank: int | None) -> None:
    assert predict(text)["scores"]["rank"] == rank


def test_scores_of_the_final_submission() -> None:
    text = "Our final ensemble scored 0.9484 on the private LB and 0.9620 on the public LB; CV was 0.9500."
    assert predict(text)["scores"] == {"rank": None, "public": 0.962, "private": 0.9484, "cv": 0.95}


def test_scores_in_a_table_count_in_the_final_row() -> None:
    table = (
        "| model | CV | Public | Private |\n|---|---|---|---|\n"
        "| A | 0.1 | 0.2 | 0.3 |\n| ensemble | 0.4 | 0.5 | 0.6 |\n"
    )
    scores = predict(table)["scores"]
    assert (scores["cv"], scores["public"], scores["private"]) == (0.4, 0.5, 0.6)


def test_many_equal_claims_are_no_claim() -> None:
    text = "\n".join(f"- model {n}: CV 0.{n}1" for n in range(1, 5))
    assert predict(text)["scores"]["cv"] is None


@pytest.mark.parametrize(
    ("text", "models", "folds"),
    [
        ("The final submission is an ensemble of 11 models.", 11, None),
        ("A blend of seven networks, each on 5 folds.", 7, 5),
        ("We stacked around 32 models.", 32, None),
        ("We trained 7 different 3D CNNs.", 7, None),
        ("Our final ensemble:\n\n- U-Net\n- FPN\n- DeepLab\n", 3, None),
        ("n_splits=10", None, 10),
        ("The approach is twofold.", None, None),
        ("五折交叉验证", None, 5),
        ("StratifiedKFold(5)", None, 5),
        ("GroupKFold (k=5)", None, 5),
        ("KFold with five splits", None, 5),
        ("Number of folds: 5", None, 5),
        ("python train.py --n_folds 5", None, 5),
        ("Each was trained on 5 different folds.", None, 5),
        ("Weights of fold 0-4 are averaged.", None, 5),
        ("python train.py --fold 4", None, None),
        ("Folds: 0, 3", None, None),
    ],
)
def test_ensemble(text: str, models: int | None, folds: int | None) -> None:
    assert predict(text)["ensemble"] == {"models": models, "folds": folds}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Our last model was an ensemble of LightGBM and XGBoost.\n", 2),
        ("The submission is an ensemble of LightGBM, XGBoost and an MLP, which ran for an hour.\n", 3),
        ("The submission is an ensemble of many things that we liked a lot and of more.\n", None),
        ("The models used were:\n\n- LGBM\n- XGB\n- CatBoost\n", 3),
        ("Train the 4 base models first.\n", 4),
        ("The code of our two models lies in this folder.\n", 2),
        ("The above mentioned three classifiers vote.\n", 3),
        ("6 models were used in the final ensemble.\n", 6),
        ("We used 5 models in our final submission.\n", 5),
        ("We submitted an ensemble of 4 U-Nets.\n", 4),
        ("Number of models: 7\n", 7),
        ("My final submission uses 2x r3d50, 2x r3d34 and 1x r3d18 backbones.\n", 5),
        ("The final submission was trained on 2x V100 and 4x A100.\n", None),
        ("Our two models can be combined.\n", None),
        ("Our two models for submissions are public.\n", None),
    ],
)
def test_models_of_an_ensemble_are_counted_by_their_names(text: str, count: int | None) -> None:
    assert predict(text)["ensemble"]["models"] == count


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("# 3rd place solution\nOur final submission scored 0.912 on the private leaderboard.\n", {"private": 0.912}),
        ("# Notes\n\nCV 0.741, public LB 0.811, private LB 0.661\n", {"cv": 0.741, "public": 0.811, "private": 0.661}),
        ("# 8th place\nMy best single model is a Swin, it can get 0.913 in public LB and 0.904 in private LB.\n", {}),
        (
            "# 8th place\nBest single model: ViT. Our final ensemble scored 0.903 on the private LB.\n",
            {"private": 0.903},
        ),
        ("# Notes\n\n" + "A word on the data. " * 150 + "\n\nWe had a public LB of 0.811 then.\n", {}),
    ],
)
def test_a_score_is_claimed_where_surely_final_or_where_all_boards_are_said_in_one_breath(
    text: str, claimed: dict[str, float]
) -> None:
    assert {board: fact.value for board, fact in signed_scores(Reader(text)).items()} == claimed


def test_a_place_in_the_title_of_a_link_is_somebody_else_s() -> None:
    links = "There was such a competition before:\n\n1. [1st place](https://example.org/1)\n2. [2nd place](https://example.org/2)\n"
    assert predict(links)["scores"]["rank"] is None
    assert predict("# 7th place solution\n\n" + links)["scores"]["rank"] == 7
