import pytest

from insights.series import Edition, series, series_key


def editions(*titles: str, category: str | None = "featured") -> list[Edition]:
    return [Edition(title, "kaggle", category) for title in titles]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BirdCLEF 2024", "BirdCLEF+ 2025"),
        ("Second Annual Data Science Bowl", "2018 Data Science Bowl"),
        ("Don't Overfit!", "Don't Overfit! II"),
        ("Tabular Playground Series - Apr 2021", "Tabular Playground Series - December 2022"),
        ("iNaturalist Challenge at FGVC 2017", "iNaturalist 2019 at FGVC6"),
        ("The 2nd YouTube-8M Video Understanding Challenge", "The 3rd YouTube-8M Video Understanding Challenge"),
        ("Tourism Forecasting Part One", "Tourism Forecasting Part Two"),
        ("BirdCLEF 2021 - Birdcall Identification", "BirdCLEF 2022"),
        ("Santa 2024 - The Puzzle", "Santa 2025 \u2013 The Tree"),
        ("Lux AI", "NeurIPS 2024 - Lux AI Season 3"),
    ],
)
def test_editions_of_one_series(one: str, other: str) -> None:
    assert series_key(one) == series_key(other) is not None
    assert series(editions(one, "Something else", other)) == ((2,), (), (0,))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Allstate Claims Severity", "Allstate Claim Prediction Challenge"),
        ("Google Landmark Recognition 2019", "Google Landmark Retrieval 2019"),
        ("A Host - One Thing", "A Host - Another Thing"),
        ("NeurIPS 2024 - One Thing", "NeurIPS 2025 - Another Thing"),
        ("NCAA ML Competition 2019-Men's", "NCAA ML Competition 2019-Women's"),
    ],
)
def test_two_competitions_of_one_host_are_no_series(one: str, other: str) -> None:
    assert series_key(one) != series_key(other)


def test_titles_that_name_nothing_are_of_no_series() -> None:
    for nothing in ("2019", "Challenge 3", "The Competition of May", "HW 2", ""):
        assert series_key(nothing) is None
    assert series(editions("Challenge 1", "Challenge 2")) == ((), ())


def test_other_platforms_and_classes_are_of_no_series() -> None:
    assert series([Edition("Bowl 1", "kaggle", None), Edition("Bowl 2", "zindi", None)]) == ((), ())
    assert series(editions("House Prices 2019", "House Prices 2020", category="community")) == ((), ())
