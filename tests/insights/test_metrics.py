from insights.metrics import metric_words


def test_a_metric_is_found_by_the_names_that_readers_know() -> None:
    assert metric_words("Root Mean Squared Logarithmic Error", "rmsle") == "Root Mean Squared Logarithmic Error rmsle"
    assert "QWK" in metric_words("QuadraticWeightedKappa", "quadratic-weighted-kappa")
    assert "LogLoss" in metric_words("Log Loss", "log-loss")


def test_a_metric_without_a_row_has_its_printed_name() -> None:
    assert metric_words("Custom Evaluation Metric", None) == "Custom Evaluation Metric"
    assert metric_words("Custom", "unheard-of") == "Custom"
    assert metric_words(None, None) == ""
