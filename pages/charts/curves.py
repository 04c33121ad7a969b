"""Score curves: score over rank of both boards, the leading ranks drawn wide by a logarithmic rank axis."""

from collections.abc import Mapping, Sequence

import numpy as np

from insights.boards import Floats
from pages.charts.scale import Scale
from pages.charts.svg import BOTTOM, LEFT, LEGEND, RIGHT, TOP, WIDTH, Axis, axes, figure, legend, line_at

HEIGHT = 330
Points = Sequence[tuple[int, float]]


def curves_chart(public: Points, private: Points, zones: Mapping[str, int]) -> str | None:
    """Draw the curves of both boards with a line at the last rank of each medal zone; None without any score."""
    drawn = [*public, *private]
    if not drawn:
        return None
    last = max(rank for rank, _ in drawn)
    low, high = _range(public, private)
    margin = (high - low) * 0.04 or abs(high) * 0.01 or 1.0
    x = Scale(1, max(last, 2), LEFT + 4, WIDTH - RIGHT - 4, log=True)
    y = Scale(low - margin, high + margin, HEIGHT - BOTTOM, TOP + LEGEND)
    medal_lines = [
        f'<path class="zone {zone}" d="M{x(rank):.1f} {TOP + LEGEND}V{HEIGHT - BOTTOM}"/>'
        for zone, rank in zones.items()
        if 0 < rank <= last
    ]
    series = [(css, name, points) for css, name, points in _series(public, private) if points]
    body = [
        axes(Axis(x, "rank (logarithmic)"), Axis(y, "score", lambda value: f"{value:.6g}"), HEIGHT),
        *medal_lines,
        *(line_at(*_drawn(points, x, y, low, high), css) for css, _, points in series),
        legend([(css, name) for css, name, _ in series]),
    ]
    names = " and ".join(name for _, name, _ in series)
    description = f"Score over rank, best first, of the {names}."
    if medal_lines:
        description += " Vertical lines are the last ranks of the medal zones."
    return figure("curves", "Score by rank", description, HEIGHT, body)


REACH = 2.0
"""Scores farther from the best than this many times the median team's would flatten the curve where readers look."""


def _drawn(points: Points, x: Scale, y: Scale, low: float, high: float) -> tuple[Floats, Floats]:
    """Pixels of the points whose score is in range."""
    table = np.array(points, dtype=np.float64)
    table = table[(table[:, 1] >= low) & (table[:, 1] <= high)]
    return x.all(table[:, 0]), y.all(table[:, 1])


def _range(public: Points, private: Points) -> tuple[float, float]:
    """Lowest and highest score to draw."""
    ends: list[float] = []
    for points in (public, private):
        if points:
            best = points[0][1]
            median = next(score for rank, score in points if rank >= points[-1][0] / 2)
            reach = best + REACH * (median - best) if median != best else points[-1][1]
            ends += [best, reach if abs(reach - best) < abs(points[-1][1] - best) else points[-1][1]]
    return min(ends), max(ends)


def _series(public: Points, private: Points) -> tuple[tuple[str, str, Points], ...]:
    return ("public", "public board", public), ("private", "private board", private)
