"""Tags of our own: their sources, and how right they are on 100 competitions that we labelled by hand."""

import csv
from pathlib import Path

import pytest

from archive.records import Claim, Competition, Metric
from harvesters.metrics import read_metric
from insights.kinds import MODALITIES, inferred_kinds, kinds
from insights.mentions.forms import parse
from insights.modalities import modalities, titles

LABELS = Path(__file__).parent / "modality_labels.csv"
with (MODALITIES.parent / "examples" / "modalities.tsv").open(encoding="utf-8", newline="") as lines:
    EXAMPLES = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def competition(title: str, metric: str | None = None, **facts: object) -> Competition:
    return Competition.model_validate(
        {
            "platform": "kaggle",
            "slug": "x",
            "title": title,
            "metric": Metric(name=metric) if metric else None,
            "as_of": "2026-01-01T00:00:00Z",
            "sources": {},
            **facts,
        }
    )


def tags(title: str, metric: str | None = None, **facts: object) -> dict[str, str]:
    return {tag.id: tag.source for tag in modalities(competition(title, metric, **facts))}


def labelled() -> list[dict[str, str]]:
    """A hundred competitions drawn at random, and the text and reasoning competitions since 2023.

    The latter are there because the hundred hold one about language models. A tag `llm` is given where language models
    are what the competition is about, or what its task plainly calls for. All labels are ours, made by hand.
    """
    with LABELS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def quality(rows: list[dict[str, str]], only: frozenset[str] = frozenset(kinds())) -> tuple[float, float]:
    """Precision and recall of the tags `only` on labelled competitions, from title and metric alone."""
    hit = extra = missed = 0
    for row in rows:
        gold, found = set(row["labels"].split()), set(tags(row["title"], row["metric"] or None)) & only
        assert gold <= set(kinds())
        gold &= only
        hit, extra, missed = hit + len(gold & found), extra + len(found - gold), missed + len(gold - found)
    return hit / (hit + extra), hit / (hit + missed)


def test_precision_and_recall_on_labelled_competitions() -> None:
    rows = labelled()
    assert len({row["slug"] for row in rows}) == len(rows)
    drawn = [row for row in rows if row["drawn"] == "random"]
    assert len(drawn) == 100
    for some, only in ((drawn, frozenset(kinds())), (rows, frozenset(kinds())), (rows, frozenset({"llm"}))):
        precision, recall = quality(some, only)
        assert precision >= 0.95
        assert recall >= 0.85


def test_every_kind_has_examples() -> None:
    assert [row["id"] for row in EXAMPLES] == list(kinds())


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["id"])
def test_kind_is_told_by_a_title_that_names_it_and_only_there(row: dict[str, str]) -> None:
    assert row["id"] in tags(row["yes"])
    assert row["id"] not in tags(row["no"])


def test_words_that_hold_a_metrics_name_are_not_that_metric() -> None:
    assert "time-series" in tags("A Challenge", "JPXSharpe")
    assert tags("A Challenge", "Sharpened Cosine Similarity") == {}
    assert "simulation" not in tags("A Challenge", "SVG Image Fidelity")
    assert tags("A Challenge", "Confidence-Weighted Error") == {}
    assert "simulation" not in tags("How Much Did It Snow?", "CRPS")
    assert tags("A Challenge", "PostProcessorKernelDesc") == {}
    assert set(tags("Pebble, Scroll, Shears", "Rock, Paper, Scissors", format="simulation")) == {"simulation"}


@pytest.mark.parametrize(
    ("title", "not_about"),
    [
        ("Lobsters by Two Sigma", "time-series"),
        ("A Rating of Chess Players by FIDE", "simulation"),
        ("A Week of AI Agents", "simulation"),
        ("Traffic Signaling in a Small Town", "time-series"),
        ("Molecular Translation", "tabular"),
        ("Predict the Molecular Properties of Soap", "tabular"),
        ("Hotel Rooms by the Sea: rank them for every guest", "image"),
        ("Drone Parcels: plan the routes", "image"),
        ("Traffic Signaling in a Small Town", "image"),
        ("Visualize the Budget of a Town", "image"),
        ("Photovoltaic Roofs of a Village", "image"),
        ("A Music Shop: who buys again?", "audio"),
        ("A Workshop of the Signal Processing Society", "time-series"),
        ("Geophysical Layers under a Lake", "geospatial"),
        ("A Protein Atlas of Stained Cells", "molecule"),
        ("A Chance of Hashtags", "recommendation"),
    ],
)
def test_who_holds_a_competition_or_what_sounds_like_data_is_not_its_data(title: str, not_about: str) -> None:
    assert not_about not in tags(title)


@pytest.mark.parametrize(
    ("title", "metric", "about"),
    [
        ("Label the Q&A of a Forum", None, {"nlp"}),
        ("A Chance of Hashtags", None, {"nlp"}),
        ("Find the Motors of a Cell", "CZI_CryoET_ 84969", {"detection"}),
        ("Herons of a Lake", "padded cmAP", {"classification"}),
        ("Where Is the Ship?", "Averaged Haversine Distance", {"geospatial"}),
    ],
)
def test_what_a_competition_is_about_is_told_by_title_and_metric(title: str, metric: str, about: set[str]) -> None:
    read = competition(title).model_copy(update={"metric": read_metric(metric)})
    assert {tag.id for tag in modalities(read)} == about


def test_games_named_after_santa_are_no_optimisation() -> None:
    assert set(tags("Santa and the Slot Machines", format="simulation")) == {"simulation"}


def test_every_expression_finds_itself() -> None:
    """One that cannot, such as `q&a` (no word begins with a single letter and a sign), would never be missed."""
    for kind in kinds().values():
        for form in (form for word in kind.words if not word.startswith("/") for form in parse(kind.id, word)):
            assert form.tail or kind.id in {hit.row for hit in titles().hits(form.words, form.words)}, form


def test_every_tag_names_its_source() -> None:
    assert tags("Bird Song Classification", "Log Loss") == {
        "audio": "title: Bird Song",
        "classification": "title: Classification",
        "nature": "title: Bird",
    }


def test_a_plain_metric_says_what_is_asked_and_not_what_the_data_is() -> None:
    assert tags("Guess the Number", "Root Mean Squared Error") == {"regression": "metric: Root Mean Squared Error"}
    assert tags("Guess the Number", "Custom") == {}


def test_the_more_exact_task_stands_alone() -> None:
    assert set(tags("Load Forecasting", "RMSLE")) == {"time-series", "forecasting"}


def test_agents_are_known_by_format() -> None:
    assert tags("Space Race", format="simulation") == {"simulation": "format: simulation"}


def test_platform_tags_are_read() -> None:
    assert tags("A Challenge", tags=("nlp",)) == {"nlp": "platform tag: nlp"}


def claim(subject: str, value: str, predicate: str = "uses") -> Claim:
    return Claim.model_validate(
        {
            "subject": subject,
            "predicate": predicate,
            "value": value,
            "start": 0,
            "end": 1,
            "text_sha256": "0" * 64,
            "method": "m",
            "version": "1",
        }
    )


def test_writeups_tell_the_kind_of_data_only_together() -> None:
    one = [claim("w1", name) for name in ("efficientnet", "cutout")]
    two = [claim("w2", name) for name in ("resnet", "vit")]
    assert modalities(competition("A Challenge"), one) == ()
    found = modalities(competition("A Challenge"), one + two)
    assert [(tag.id, tag.source) for tag in found] == [("image", "write-ups: 2 of 2 use its techniques")]


def test_kinds_that_only_techniques_tell_of_are_told_apart() -> None:
    """So that nobody finds that a kind is set apart by the techniques for which it was given."""
    claims = [claim(subject, name) for subject in ("w1", "w2") for name in ("lightgbm", "xgboost")]
    plain = competition("Bird Song", metric="LogLoss")
    tagged = plain.model_copy(update={"modalities": modalities(plain, claims)})
    assert [tag.id for tag in tagged.modalities] == ["audio", "tabular", "classification", "nature"]
    assert inferred_kinds(tagged) == ("tabular",)


def test_a_rejected_technique_says_nothing_of_the_data() -> None:
    claims = [claim(subject, name, "rejects") for subject in ("w1", "w2") for name in ("efficientnet", "vit")]
    assert modalities(competition("A Challenge"), claims) == ()
