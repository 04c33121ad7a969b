import re
from xml.etree import ElementTree

from insights.people import YearOf
from pages.charts.activity import MOST_LABELS, activity_chart


def chart(*years: tuple[int, int, int, int]) -> str:
    drawn = activity_chart([YearOf(year=year, competitions=n, writeups=w, messages=m) for year, n, w, m in years])
    assert drawn is not None
    ElementTree.fromstring(drawn)
    return drawn


def test_each_row_has_its_own_scale_and_every_bar_is_seen() -> None:
    # 380 pixels for three years: middles at 92 + 63.3, + 190 and + 316.7, bars 22 wide; rows stand on 44, 88 and 132.
    drawn = chart((2018, 1, 0, 1), (2020, 2, 0, 2000))
    assert re.findall(r'<path class="bars" d="([^"]*)"', drawn) == [
        "M144.3 44v-14.0h22.0V44zM397.7 44v-28.0h22.0V44z",
        "",
        "M144.3 132v-1.0h22.0V132zM397.7 132v-28.0h22.0V132z",
    ]
    assert re.findall(r'class="e n">([^<]*)<', drawn) == ["up to 2", "none known", "up to 2,000"]
    assert re.findall(r'class="m">(\d+)<', drawn) == ["2018", "2019", "2020"]
    assert "Activity by year, 2018 to 2020" in drawn
    assert "3 results, no known write-ups, 2,001 messages" in drawn


def test_one_is_not_many() -> None:
    assert "1 result, 1 write-up, 1 message;" in chart((2018, 1, 1, 1))


def test_without_a_known_message_there_is_no_row_for_them() -> None:
    drawn = chart((2018, 1, 1, 0))
    assert re.findall(r'class="e">([^<]*)<', drawn) == ["results", "write-ups"]
    assert 'viewBox="0 0 480 110"' in drawn
    assert "messages" not in drawn


def test_one_year_and_none() -> None:
    assert "Activity by year, 2020</title>" in chart((2020, 1, 1, 1))
    assert activity_chart([]) is None


def test_many_years_leave_out_labels() -> None:
    drawn = chart((1999, 1, 0, 0), (2026, 1, 0, 0))
    labels = re.findall(r'class="m">(\d+)<', drawn)
    assert labels == [str(year) for year in range(1999, 2027, 3)]
    assert len(labels) <= MOST_LABELS
