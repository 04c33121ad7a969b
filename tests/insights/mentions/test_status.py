import pytest

from insights.mentions.predict import predict
from insights.mentions.status import part_status, sentence_status


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("we used mixup with alpha 0.4.", "used"),
        ("optimizer: mixup", "used"),
        ("mixup, alpha 0.4", "stated"),
        ("mixup did not help.", "rejected"),
        ("we tried mixup, but it made things worse.", "rejected"),
        ("mixup was dropped in the end.", "rejected"),
        ("we trained without augmentation and no mixup.", "rejected"),
        ("instead of mixup we rotate the images.", "rejected"),
        ("we tried mixup.", "tried"),
        ("with more time we would try mixup.", "mentioned"),
        ("you could also use mixup.", "mentioned"),
        ("other teams used mixup.", "mentioned"),
        ("the schedule did not help, but mixup helped a lot.", "used"),
        ("mixup 没有效果", "rejected"),
        ("mixupは効果がなかった", "rejected"),
        ("the second stage was trained over mixup images.", "used"),
        ("we chose plain batches over mixup.", "rejected"),
        ("we settled on plain batches, though we tried several others including mixup.", "rejected"),
        ("mixup works the same.", "rejected"),
        ("mixup of images of about the same size.", "stated"),
        ("we trained mixup models with about the same results on each fold.", "used"),
        ("mixup was unused in the end.", "rejected"),
        ("mixup was banned, so we waited.", "rejected"),
        ("we deactivated mixup in the end.", "rejected"),
        ("mixup contributes lots.", "used"),
        ("mixup outperformed all others.", "used"),
        ("little time, minimal mixup.", "mentioned"),
        ("mixup was explored, but none of these helped.", "rejected"),
        ("mixup was the worst.", "rejected"),
        ("we saw little reason for any attempt to use mixup.", "mentioned"),
        ("there we did not manage to get better with mixup.", "rejected"),
        ("we used mixup for the unused images.", "used"),
        ("we tried several others like cutout, and finally we used mixup.", "used"),
        ("we used mixup in this code, released after the deadline.", "used"),
        ("mixup (cutmix was unstable)", "stated"),
        ("mixup for samples that got removed", "stated"),
        ("batches inspired by mixup were used.", "mentioned"),
        ("mixup was used in post-submission experiments.", "mentioned"),
        ("there was no attempt to use mixup.", "rejected"),
        ("the mixup model achieved 0.9.", "used"),
    ],
)
def test_sentences(sentence: str, status: str) -> None:
    start = sentence.index("mixup")
    assert sentence_status(sentence, start, start + 5) == status


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("## What didn't work", "rejected"),
        ("things that did not help", "rejected"),
        ("うまくいかなかったこと", "rejected"),
        ("## References", "mentioned"),
        ("future work", "mentioned"),
        ("## Model preferences", "stated"),
        ("## What worked", "stated"),
    ],
)
def test_headings(heading: str, status: str) -> None:
    assert part_status(heading.lower()) == status


def verdict(text: str) -> tuple[set[str], set[str]]:
    found = predict(text)
    return set(found["used"]), set(found["rejected"])


def test_a_part_about_failures_rejects_its_items() -> None:
    used, rejected = verdict("## Models\n- U-Net\n\n## What did not work\n- MixUp\n- CutMix\n")
    assert (used, rejected) == ({"unet"}, {"mixup", "cutmix"})


def test_an_introduced_list_is_in_the_scope_of_its_introduction() -> None:
    assert verdict("Many other things did not help:\n\n- MixUp\n- EMA\n") == (set(), {"mixup", "ema"})


def test_used_by_one_and_dropped_by_another_is_used() -> None:
    used, rejected = verdict("We used MixUp for the first model.\n\nMixUp did not help the second model.")
    assert "mixup" in used
    assert not rejected


def test_references_links_and_requirements_say_nothing() -> None:
    text = (
        "## References\n- U-Net paper\n\n## Requirements\n- xgboost\n\n"
        "[x](http://a.b/mixup)\n\n```\nimport lightgbm\n```\n"
    )
    assert verdict(text) == (set(), set())


def test_the_evidence_stands_in_the_text() -> None:
    text = "Intro. " * 40 + "We trained a U-Net " + "on many images " * 30 + "."
    quote = predict(text)["used"]["unet"]
    assert quote in text
    assert len(quote) <= 160
    assert "U-Net" in quote


@pytest.mark.parametrize(
    ("text", "rejected"),
    [
        ("- We tried MixUp with several alphas. Training took long. In the end the results were weaker.\n", {"mixup"}),
        ("We tried MixUp and plain batches. Plain batches turned out to be best.\n", {"mixup"}),
        ("- We used MixUp in all runs. CV went up, but the board fell, so we dropped the idea.\n", {"mixup"}),
        ("We abandoned MixUp and switched to AdamW.\n", {"mixup"}),
        ("Training without MixUp (MixUp did not help) was fine.\n", {"mixup"}),
    ],
)
def test_what_was_tried_may_be_dismissed_later(text: str, rejected: set[str]) -> None:
    assert verdict(text)[1] == rejected


def test_losing_without_a_thing_keeps_it() -> None:
    assert verdict("Without MixUp the score was much worse.\n") == ({"mixup"}, set())


def test_a_competition_named_credit_is_no_part_of_thanks() -> None:
    assert verdict("# Home Credit Future Sales\n\nWe used LightGBM.\n") == ({"lightgbm"}, set())


@pytest.mark.parametrize(
    "text",
    [
        "| setting | value | meaning |\n|--|--|--|\n| EMA | false | exponential moving average |\n",
        "- [MixUp](https://example.org/paper)\n",
        "## Requirements\n- lightgbm 3.3\n",
        "```\nmodels/\n├── lightgbm\n└── mixup\n```\n",
        "```\nprint(frame['lightgbm'])\n```\n",
    ],
)
def test_what_says_nothing_of_use(text: str) -> None:
    assert verdict(text) == (set(), set())


def test_a_requirement_that_says_what_it_serves_counts() -> None:
    assert verdict("## Requirements\n- apex 0.1 (for mixed precision training)\n")[0] == {"mixed-precision"}


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("the cv was unstable, and i used mixup.", "used"),
        ("adding dilation did not work on our mixup images.", "used"),
        ("the loss did not improve in the first epochs because of mixup.", "stated"),
        ("mixup hurt the score.", "rejected"),
        ("mixup, which we kept for a week, did not help.", "rejected"),
        ("we saw no improvement from mixup.", "rejected"),
        ("the use of mixup did not help.", "rejected"),
        ("mixup (which is right for such data) did not help me.", "rejected"),
        ("i pass the images through mixup first.", "used"),
    ],
)
def test_a_word_of_rejection_speaks_of_its_subject_or_its_object(sentence: str, status: str) -> None:
    start = sentence.index("mixup")
    assert sentence_status(sentence, start, start + 5) == status


def test_an_everyday_word_that_drops_once_in_passing_is_no_evidence() -> None:
    assert verdict("A word on stacking.\n") == (set(), set())
    assert verdict("A word on stacking.\n\nAnd another word on stacking.\n") == ({"stacking"}, set())
    assert verdict("A word on EfficientNet.\n") == ({"efficientnet"}, set())


def test_an_everyday_word_at_three_places_is_evidence() -> None:
    assert verdict("Tiles.\n\nTiles again.\n") == (set(), set())
    assert verdict("Tiles, tiles and tiles.\n") == (set(), set())
    assert verdict("Tiles.\n\nTiles again.\n\nAnd tiles.\n") == ({"sliding-window"}, set())


def test_a_name_in_a_table_of_models_is_evidence() -> None:
    assert verdict("| model | CV |\n|--|--|\n| org/electra-large | 0.51 |\n") == ({"electra"}, set())


def test_what_was_only_tried_is_no_evidence_of_use() -> None:
    assert verdict("We tried LightGBM.\n") == (set(), set())
    assert verdict("- tried LightGBM\n") == (set(), set())
    assert verdict("| model | when |\n|--|--|\n| LightGBM | After deadline |\n") == (set(), set())
    assert verdict("We tried LightGBM.\n\nLater we tried LightGBM again.\n") == (set(), set())
    assert verdict("## Tried\n- We used MixUp in all models.\n") == ({"mixup"}, set())
    assert verdict("- Used:\n  - MixUp\n- Tried out:\n  - CutMix\n") == ({"mixup"}, {"cutmix"})


def test_a_doubtful_word_counts_where_the_part_announces_its_family() -> None:
    assert verdict("Images are flipped, with contrast changes.\n") == (set(), set())
    assert verdict("## Augmentations\n- contrast\n- blur\n") == ({"color-augmentation"}, set())


def test_a_heading_names_what_was_done() -> None:
    assert verdict("# Second place\n## Mixup and focal loss\nSee the code.\n")[0] == {"mixup", "focal-loss"}
    assert verdict("# Second place\n## What did not work: Mixup\nSee the code.\n") == (set(), {"mixup"})
    assert verdict("# Second place\n## Step 2: pretrained models\nSee the code.\n") == (set(), set())


def test_a_family_is_used_where_another_member_than_those_that_failed_is_listed() -> None:
    failed = "## Failed\n- ResNet18 on the sensor data\n"
    assert verdict("## Model\n- ResNet50d\n" + failed) == ({"resnet"}, set())
    assert verdict("## Model\n- ResNet18\n" + failed) == (set(), {"resnet"})


def test_the_opening_of_an_indented_failure_names_it() -> None:
    text = "Other things tried:\n\n    1. Other models (RandomForest and XGBoost)\n"
    assert verdict(text) == (set(), {"random-forest", "xgboost"})


def test_what_explains_a_failure_behind_a_dash_did_not_fail() -> None:
    assert verdict("## What did not work\n- MixUp - trained with a ResNet on small crops\n") == (set(), {"mixup"})


def test_what_follows_the_opening_of_a_failure_explains_it() -> None:
    text = "## What did not work\n- MixUp. The images were cropped by a ResNet.\n- CutMix. I also tried EMA.\n"
    assert verdict(text) == (set(), {"mixup", "cutmix", "ema"})


def test_the_meaning_of_a_parameter_is_no_use() -> None:
    assert verdict("- `train.ema`: whether the EMA is used in training\n") == (set(), set())
    assert verdict("- `train.py`: we train with EMA\n") == ({"ema"}, set())


def test_an_author_s_background_is_no_solution() -> None:
    assert verdict("# Interview\n## What was your background?\nI applied an SVM to find forged images.\n") == (
        set(),
        set(),
    )


@pytest.mark.parametrize(
    ("text", "averaged"),
    [
        ("The final prediction is 0.6 * lgbm + 0.4 * net.\n", True),
        ("y = w1 * tree + w2 * net + w3 * knn\n", True),
        ("net_a * 0.5 + net_b * 0.5\n", True),
        ("Loss: 0.5 * bce + 0.5 * dice\n", False),
        ("CombinedError = 0.4 × WER + 0.6 × CER\n", False),
        ("The target is 3 * width + 2.\n", False),
    ],
)
def test_a_formula_of_weights_says_that_models_were_averaged(text: str, averaged: bool) -> None:
    assert ("weighted-average" in predict(text)["used"]) is averaged
