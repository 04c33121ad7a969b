import pytest

from insights.participation import participation


@pytest.mark.parametrize(
    ("teams", "band"),
    [(0, "poor"), (9, "poor"), (10, "ok"), (99, "ok"), (100, "good"), (999, "good"), (1000, "great"), (9066, "great")],
)
def test_bands(teams: int, band: str) -> None:
    assert participation(teams) == band
