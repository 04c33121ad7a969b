import pytest

from harvesters.kaggle.client.settings import DEFAULT_RATE, read_settings
from harvesters.kaggle.errors import NoAccessError


def test_the_platform_is_asked_once_a_second_unless_told_otherwise() -> None:
    settings = read_settings({}, budget=7)
    assert (settings.endpoint, settings.rate, settings.budget) == (None, DEFAULT_RATE, 7)
    assert read_settings({"LEADERLORE_KAGGLE_RATE": "0.5"}, None).rate == 0.5


def test_another_server() -> None:
    settings = read_settings({"LEADERLORE_KAGGLE_ENDPOINT": "http://127.0.0.1:8123/"}, None)
    assert settings.endpoint == "http://127.0.0.1:8123"
    assert settings.loopback
    assert not read_settings({"LEADERLORE_KAGGLE_ENDPOINT": "https://mirror.example"}, None).loopback


@pytest.mark.parametrize(
    "endpoint", ["http://mirror.example", "ftp://127.0.0.1", "mirror.example", "http://127.0.0.1.x"]
)
def test_a_token_is_never_sent_unprotected(endpoint: str) -> None:
    with pytest.raises(NoAccessError, match="LEADERLORE_KAGGLE_ENDPOINT"):
        read_settings({"LEADERLORE_KAGGLE_ENDPOINT": endpoint}, None)


@pytest.mark.parametrize("rate", ["0", "-1", "fast", "inf", "nan"])
def test_a_rate_that_is_none(rate: str) -> None:
    with pytest.raises(NoAccessError, match="positive number"):
        read_settings({"LEADERLORE_KAGGLE_RATE": rate}, None)
