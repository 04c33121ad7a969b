import csv

import pytest

from harvesters.metrics import METRICS, known_metric, named_metric, read_format, read_metric

with (METRICS.parent / "examples" / "metrics.tsv").open(encoding="utf-8", newline="") as lines:
    EXAMPLES = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_metric_has_examples():
    with METRICS.open(encoding="utf-8", newline="") as file:
        assert [row["id"] for row in EXAMPLES] == [row["id"] for row in csv.DictReader(file)]


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["id"])
def test_metric_is_found_in_a_sentence_that_names_it_and_only_there(row):
    def found(sentence):
        name = named_metric(sentence)
        return name and known_metric(name).id

    assert found(row["yes"]) == row["id"]
    assert found(row["no"]) != row["id"]


@pytest.mark.parametrize(
    ("printed", "id_", "higher"),
    [
        ("Area Under Receiver Operating Characteristic Curve", "auc", True),
        ("Roc Auc Score", "auc", True),
        ("Root Mean Squared Error", "rmse", False),
        ("Mean Columnwise Spearmans r (rank correlation coefficient)", "spearman", True),
        ("MAP@{K}", "map-at-k", True),
        ("log-loss", "log-loss", False),
    ],
)
def test_a_printed_name_finds_its_row_and_direction(printed, id_, higher):
    metric = read_metric(printed)
    assert (metric.id, metric.name, metric.higher_is_better) == (id_, printed, higher)


def test_unknown_names_stay_without_id_and_direction():
    metric = read_metric("Frobnication Score 17")
    assert (metric.id, metric.name, metric.higher_is_better) == (None, "Frobnication Score 17", None)


@pytest.mark.parametrize("nothing", [(), ("",), ("-",), (None, " - ")])
def test_what_lists_print_for_unknown_is_no_metric(nothing):
    assert read_metric(*nothing) is None


def test_the_first_printed_name_stays_and_any_name_may_find_the_row():
    metric = read_metric("House Metric", "RMSLE")
    assert (metric.id, metric.name) == ("rmsle", "House Metric")


def test_the_platforms_own_direction_wins_over_the_vocabulary():
    assert read_metric("Mean Absolute Error", higher_is_better=True).higher_is_better is True


def test_skill_ratings_of_agents_give_simulations_away():
    assert read_format(read_metric("Hungry Geese")) == "simulation"
    assert read_format(read_metric("Log Loss")) is None
    assert read_format(None) is None


def test_no_printed_name_belongs_to_two_rows():
    with METRICS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == sorted({row["id"] for row in rows})
    for row in rows:
        for name in (row["id"], row["name"], *row["aliases"].split("|")):
            assert known_metric(name).id == row["id"], name
        assert row["higher_is_better"] in ("true", "false", "")
        assert row["format"] in ("simulation", "")
        assert row["source"] in ("definition", "platform flag")
