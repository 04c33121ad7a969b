import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.mentions.mask import MASK, fold, markdown_of_html, mask_code, mask_prose


@pytest.mark.parametrize(
    "aside",
    [
        "https://example.org/mixup?x=1",
        "src/models/efficientnet_b0.pth",
        "./scripts/train_unet.sh",
        "deberta-large.yaml",
        "xgboost==0.6",
        "pytorch-ranger=0.1.1",
        "a-competition-of-five-words",
        "someone@example.org",
        "@handle",
    ],
)
def test_what_is_no_prose_is_masked(aside: str) -> None:
    line = f"see {aside} for more"
    assert mask_prose(line) == f"see {MASK * len(aside)} for more"


@pytest.mark.parametrize(
    "prose",
    [
        "RoBERTa/XLM-R",
        "LSTM/GRU",
        "XGB/LGB/CB",
        "lgb/xgb/cat",
        "0.5/0.6",
        "and/or",
        "state-of-the-art",
        "p=0.5",
        "e.g. this",
        "some-many-worded-bert-base-v2",
    ],
)
def test_prose_stays(prose: str) -> None:
    assert mask_prose(f"we used {prose} here") == f"we used {prose} here"


def test_a_printed_tree_is_no_prose() -> None:
    assert mask_prose("    │   lgb_model  # the final LightGBM").strip(MASK + " ") == "# the final LightGBM"


def test_the_words_of_a_link_stay_and_its_target_goes() -> None:
    assert mask_prose("[U-Net](http://a.b/c)") == "[U-Net" + MASK * 15


def test_code_keeps_arguments_and_loses_housekeeping() -> None:
    assert mask_code("import mixup") == MASK * 12
    assert mask_code("pip install timm") == MASK * 16
    assert mask_code("--model-name unet --run-name mixup") == "--model-name unet " + MASK * 16
    line = "python train.py --arch densenet121 --out_dir mixup_run"
    assert "densenet121" in mask_code(line)
    assert "mixup" not in mask_code(line)


def test_html_becomes_the_markdown_it_means() -> None:
    html = "<h2>Models</h2><ul><li>U-Net</li><li class='x'>FPN</li></ul><pre>x</pre>"
    text = markdown_of_html(html)
    assert len(text) == len(html)
    lines = [line.replace(MASK, "").split() for line in text.splitlines()]
    assert [" ".join(line) for line in lines if line] == ["## Models", "- U-Net", "- FPN", "```", "x", "```"]


@given(st.text())
def test_lengths_are_kept(text: str) -> None:
    assert len(fold(text)) == len(markdown_of_html(text)) == len(text)
    line = text.replace("\n", " ")
    assert len(mask_prose(line)) == len(mask_code(line)) == len(line)


def test_full_width_letters_are_read_as_half_width() -> None:
    assert fold("ＬＳＴＭ　İ") == "lstm İ"
