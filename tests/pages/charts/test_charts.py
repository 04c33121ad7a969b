import re
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.charts.bars import bars
from pages.charts.curves import curves_chart
from pages.charts.plots import across, histogram, scatter, upward
from pages.charts.ranks import ranks_chart
from pages.charts.svg import Axis, dots, line

ZONES = {"gold": 2, "silver": 4, "bronze": 8}


def drawn(path: str) -> list[tuple[float, float]]:
    """Where the dots of a path stand."""
    x = y = 0.0
    points = []
    for dx, dy in re.findall(r"m(-?[\d.]+) (-?[\d.]+)h0", path):
        x, y = x + float(dx), y + float(dy)
        points.append((x, y))
    return points


def dots_of(svg: str, css: str) -> list[tuple[float, float]]:
    found = re.search(rf'class="dots {css}" d="([^"]*)"', svg)
    return drawn(found[1]) if found else []


@given(st.lists(st.tuples(st.floats(0, 480), st.floats(0, 400)), min_size=1))
def test_dots_stand_within_half_a_pixel_of_their_points(points: list[tuple[float, float]]) -> None:
    shown = drawn(dots(points, "rest"))
    assert len(shown) == len({(round(x * 2), round(y * 2)) for x, y in points})
    for x, y in points:
        assert min(abs(x - left) + abs(y - top) for left, top in shown) <= 0.5 + 1e-9


def test_a_line_is_one_path_and_a_point_is_none() -> None:
    assert line([(0, 0), (10, 5), (10, 5), (20, 0)], "private") == '<path class="line private" d="M0 0l10 5 10 -5"/>'
    assert line([(1, 1)], "private") == ""


def test_every_team_is_a_dot_in_the_colour_of_its_zone() -> None:
    public, private = np.array([3, 1, 2, 5, 4, 9, 6, 8, 7, 10]), np.arange(1, 11)
    svg = ranks_chart(public, private, ZONES)
    assert [len(dots_of(svg, zone)) for zone in ("gold", "silver", "bronze", "rest")] == [2, 2, 4, 2]
    ElementTree.fromstring(svg)
    first = dots_of(svg, "gold")
    assert max(first) in first
    assert "10 teams" in svg


def test_without_medals_all_teams_are_alike() -> None:
    svg = ranks_chart(np.array([2, 1]), np.array([1, 2]), {})
    assert len(dots_of(svg, "rest")) == 2


@pytest.mark.parametrize(
    ("zones", "dots_in"),
    [({"bronze": 3}, [0, 0, 3, 2]), ({"gold": 1, "bronze": 3}, [1, 0, 2, 2]), ({"gold": 2}, [2, 0, 0, 3])],
)
def test_a_team_is_one_dot_where_a_medal_zone_is_not_known(zones: dict[str, int], dots_in: list[int]) -> None:
    svg = ranks_chart(np.array([3, 1, 2, 5, 4]), np.arange(1, 6), zones)
    assert [len(dots_of(svg, zone)) for zone in ("gold", "silver", "bronze", "rest")] == dots_in


def test_the_first_place_has_one_tick_on_each_axis_of_a_small_board() -> None:
    svg = ranks_chart(np.array([2, 1]), np.array([1, 2]), {})
    assert svg.count(">1<") == 2


def test_a_board_of_thousands_stays_small() -> None:
    rng = np.random.default_rng(1)
    svg = ranks_chart(rng.permutation(5000) + 1, np.arange(1, 5001), {"gold": 20, "silver": 250, "bronze": 500})
    assert len(svg) < 80_000


def test_curves_draw_both_boards_and_the_medal_lines() -> None:
    public = [(rank, 1 - rank / 100) for rank in range(1, 51)]
    svg = curves_chart(public, [(rank, score - 0.1) for rank, score in public], ZONES)
    assert svg
    ElementTree.fromstring(svg)
    assert all(f'class="zone {zone}"' in svg for zone in ZONES)
    assert svg.count('class="line ') == 2


@pytest.mark.parametrize("better", [1, -1])
def test_no_line_runs_through_the_legend(better: int) -> None:
    points = [(rank, better * (1 - rank / 100)) for rank in range(1, 51)]
    svg = curves_chart(points, points, ZONES)
    assert svg
    labels = [float(y) for y in re.findall(r'<text x="[\d.]+" y="([\d.]+)">', svg)]
    assert len(labels) == 2
    tops = [float(y) for y in re.findall(r'class="zone \w+" d="M[\d.]+ ([\d.]+)V', svg)]
    for start, steps in re.findall(r'class="line \w+" d="M\S+ (\S+)l([^"]*)"', svg):
        tops += np.cumsum([float(start), *map(float, steps.split()[1::2])]).tolist()
    assert not [y for y in tops if min(labels) - 12 < y < max(labels) + 4]


def test_a_tail_does_not_flatten_the_curve() -> None:
    head = [(rank, 0.9 - rank / 10_000) for rank in range(1, 100)]
    with_tail = curves_chart([*head, (100, -50.0)], [], {})
    assert with_tail
    assert "medal zones" not in with_tail
    path = re.search(r'class="line public" d="M\S+ (\S+)l([^"]*)"', with_tail)
    assert path
    fall = sum(float(step.split()[1]) for step in re.findall(r"\S+ -?\S+", path[2]))
    assert fall > 100


def test_no_scores_no_curve() -> None:
    assert curves_chart([], [], {}) is None
    assert curves_chart([(1, 0.5)], [], {"gold": 1}) is not None


def test_titles_and_labels_are_escaped() -> None:
    axis = Axis(across(0, 1), "<b>")
    svg = scatter("key", "<script>", '"&', [(0.5, 0.5)], axis, Axis(upward(0, 1), "y"))
    assert "<script>" not in svg
    assert "<b>" not in svg
    ElementTree.fromstring(svg)


def test_a_histogram_has_a_bar_for_every_bin_that_holds_something() -> None:
    svg = histogram("h", "Title", "What", (0, 1, 2, 3), (4, 0, 2), "value")
    bars = re.search(r'class="bars" d="([^"]*)"', svg)
    assert bars
    assert bars[1].count("z") == 2
    ElementTree.fromstring(svg)


def test_bars_are_told_in_words_too() -> None:
    values = [("2023", 12.34), ("2024", 1500.0), ("2025", None), ("2026", 0.0)]
    drawn = bars("trend", "By year", "Solutions by year.", values, "solutions")
    assert "Solutions by year. Bars: highest, 1,500 solutions (2024); last, 0 solutions (2026).</desc>" in drawn
    assert "Solutions by year.</desc>" in bars("trend", "By year", "Solutions by year.", [("2025", None)], "solutions")
