"""Parameters, size on disk, latency, and scores of the best single model, with what only looks like them."""

import pytest

from insights.mentions.claims import read_writeup


def said(text: str, *predicates: str) -> list[tuple[str, str, str | None, str | None]]:
    """(predicate, value, unit, scope) of the claims with these predicates."""
    claims = read_writeup("w1", text)
    return [(c.predicate, c.value, c.unit, c.scope) for c in claims if c.predicate in predicates]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Our network has 25M parameters.", "25000000"),
        ("It has about 1.77 million parameters in the standard form.", "1770000"),
        ("We trained a transformer of 350,000 trainable params.", "350000"),
        ("Number of parameters: 7B", "7000000000"),
        ("First we tried 2M parameters, the final model has 20M parameters.", "20000000"),
        ("The trees have 12 parameters that we tuned.", None),
        ("Transformers with 1-5M parameters were a first try.", None),
        ("The first place team trained a model with 300M parameters.", None),
    ],
)
def test_parameters(text: str, value: str | None) -> None:
    assert said(text, "parameters") == ([("parameters", value, "parameters", None)] if value else [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The result is a compact model size of 1.44 MB.", "1.44"),
        ("We quantised it to a 90 MB model.", "90"),
        ("The checkpoint takes 2 GB.", "2048"),
        ("The model needs 16 GB of GPU memory.", None),
        ("The dataset of 30 GB was too large for the model.", None),
        ("A 16 GB model limit was set by the hosts.", None),
    ],
)
def test_size_on_disk(text: str, value: str | None) -> None:
    assert said(text, "model_size") == ([("model_size", value, "MB", None)] if value else [])


@pytest.mark.parametrize(
    ("text", "value", "scope"),
    [
        ("Inference takes 35 ms per image.", "0.035", "image"),
        ("Prediction runs at 2 seconds per video on one T4.", "2", "video"),
        ("With TTA it takes 1.5 minutes for each slide.", "90", "slide"),
        ("The notebook processes one game in time: 0.5 s per single question.", "0.5", "question"),
        ("We cut the audio into windows of 5 seconds per clip.", None, None),
        ("Training takes 3 seconds per sample.", None, None),
        ("The agent may think 15 seconds per game.", None, None),
    ],
)
def test_latency(text: str, value: str | None, scope: str | None) -> None:
    assert said(text, "latency") == ([("latency", value, "seconds", scope)] if value else [])


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("Our best single model scored **0.8995 CV**.", {"single cv": "0.8995"}),
        ("Best single model: mit-b4 (public: 0.867, private: 0.876).",
         {"single public": "0.867", "single private": "0.876"}),
        ("The best performing single-model reached a private LB score of 0.543.", {"single private": "0.543"}),
        ("My best single model gets 0.903 in public LB and 0.894 in private LB.",
         {"single public": "0.903", "single private": "0.894"}),
        ("The best single model was a U-Net, but the ensemble scored 0.91 on the private LB.", {}),
        ("A single model of the first stage has a CV of 0.80.", {}),
        ("Our best single model has CV 0.80. Later our best single model had CV 0.82.", {}),
    ],
)  # fmt: skip
def test_scores_of_the_best_single_model(text: str, scores: dict[str, str]) -> None:
    found = {scope: value for _, value, _, scope in said(text, "score") if (scope or "").startswith("single")}
    assert found == scores


def test_the_score_of_a_single_model_is_not_that_of_the_solution() -> None:
    text = "Our best single model scored 0.8995 CV. Our final ensemble scored 0.91 CV."
    assert ("score", "0.8995", None, "cv") not in said(text, "score")
