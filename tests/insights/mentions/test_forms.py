import pytest

from insights.mentions.forms import BadFormError, Hit, Scanner, parse


def found(expression: str, text: str) -> list[str]:
    hits = Scanner([("row", expression)]).hits(text, text.lower())
    return [text[hit.start : hit.end] for hit in hits]


@pytest.mark.parametrize(
    ("expression", "text", "expected"),
    [
        ("label smoothing", "Label smoothing, label-smoothing, LabelSmoothing, label_smoothing", 4),
        ("label smoothing", "label\nsmoothing", 1),
        ("label smoothing", "label  \n\n\nsmoothing", 0),
        ("resnet*", "resnet50d and ResNeXt", 1),
        ("passt*", "we pass to the next", 0),
        ("(2|3) fold(|s)", "2-fold, 3 folds, 4-fold", 2),
        ("=SAM", "SAM and sam", 1),
        ("unet", "unets", 1),
        ("unet", "unetwork", 0),
        ("unet", "a2unet", 0),
        ("threshold* /\\w+ tuned/", "thresholds were tuned; a threshold", 1),
        ("hyperparameter* search", "hyperparameters search", 1),
        ("交叉验证", "用5折交叉验证", 1),
    ],
)
def test_expressions(expression: str, text: str, expected: int) -> None:
    assert len(found(expression, text)) == expected


def test_a_count_may_stick_to_a_device() -> None:
    assert found("v100", "8xV100") == ["V100"]


def test_a_regular_expression_may_stand_alone() -> None:
    assert found("/[a-z0-9_]+_in21k/", "the swin_b_in21k checkpoint") == ["swin_b_in21k"]


def test_rows_that_share_a_beginning_are_all_found() -> None:
    scanner = Scanner([("short", "group fold"), ("long", "group fold by patient")])
    text = "group fold by patient"
    assert set(scanner.hits(text, text)) == {Hit("short", 0, 10), Hit("long", 0, 21)}


def test_a_separator_of_one_row_does_not_open_another() -> None:
    scanner = Scanner([("fold", "30 fold"), ("card", "3060")])
    assert list(scanner.hits("30-60 min", "30-60 min")) == []


def test_nested_alternatives_are_written_out_once() -> None:
    assert [form.words for form in parse("row", "a(b(c|d)|e) f")] == ["abc f", "abd f", "ae f"]


@pytest.mark.parametrize("expression", ["a /(b", "a /(/", "(|b)", "colou?r", "\\d+ folds"])
def test_a_bad_expression_is_named(expression: str) -> None:
    with pytest.raises(BadFormError, match="row"):
        parse("row", expression)


def test_what_belongs_to_one_expression_is_bounded() -> None:
    """Else a line without spaces, or a line of heads, would be read to its end from each of its letters."""
    assert max(len(word) for word in found("mixup*", "mixup_" * 1000)) <= 150
    assert found("mixup* /(?: \\w)* done/", "mixup" + " a" * 50 + " done")
    assert not found("mixup* /(?: \\w)* done/", "mixup" + " a" * 500 + " done")
