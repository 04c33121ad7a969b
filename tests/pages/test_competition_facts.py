import pytest

from archive.records import Competition, Metric
from pages.competition_facts import metric_fact
from tests.pages.conftest import DAY


@pytest.mark.parametrize(
    ("printed", "id_", "higher", "note"),
    [
        ("A_2025_AUC", "mean-columnwise-auc", True, "Mean column-wise area under the ROC curve; higher is better"),
        ("RMSE", "rmse", False, "Root mean squared error; lower is better"),
        ("Log Loss", "log-loss", False, "lower is better"),
        ("Frobnication", None, None, "direction unknown"),
    ],
)
def test_a_metric_printed_as_a_code_is_named(printed: str, id_: str | None, higher: bool | None, note: str) -> None:
    metric = Metric(id=id_, name=printed, higher_is_better=higher)
    assert metric_fact(Competition(platform="kaggle", slug="x", as_of=DAY, sources={}, metric=metric)) == (
        "Metric",
        printed,
        note,
    )
