from insights.metrics import metric_names


def test_a_metric_is_found_by_the_names_that_readers_know() -> None:
    assert metric_names("Root Mean Squared Logarithmic Error", "rmsle") == (
        "Root Mean Squared Logarithmic Error",
        "rmsle",
    )
    assert "QWK" in metric_names("QuadraticWeightedKappa", "quadratic-weighted-kappa")
    assert "LogLoss" in metric_names("Log Loss", "log-loss")


def test_a_metric_without_a_row_has_its_printed_name() -> None:
    assert metric_names("Custom Evaluation Metric", None) == ("Custom Evaluation Metric",)
    assert metric_names("Custom", "unheard-of") == ("Custom",)
    assert metric_names(None, None) == ()
