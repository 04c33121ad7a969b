"""Charts over many competitions: a histogram and a scatter of one number against another."""

from collections.abc import Sequence

from pages.charts.scale import Scale
from pages.charts.svg import BOTTOM, LEFT, RIGHT, TOP, WIDTH, Axis, axes, dots, figure


def histogram(key: str, title: str, description: str, edges: Sequence[float], counts: Sequence[int], label: str) -> str:
    """Draw counts in bins whose edges are given (one edge more than counts)."""
    height = 300
    x = Scale(edges[0], edges[-1], LEFT, WIDTH - RIGHT)
    y = Scale(0, max(*counts, 1), height - BOTTOM, TOP)
    bars = [
        f"M{x(left) + 0.5:.1f} {y(0):.1f}V{y(count):.1f}H{x(right) - 0.5:.1f}V{y(0):.1f}z"
        for left, right, count in zip(edges, edges[1:], counts, strict=False)
        if count
    ]
    body = [
        axes(
            Axis(x, label),
            Axis(y, "competitions", ticks=tuple(tick for tick in y.ticks() if tick == int(tick))),
            height,
        ),
        f'<path class="bars" d="{"".join(bars)}"/>',
    ]
    return figure(key, title, description, height, body)


def scatter(key: str, title: str, description: str, points: Sequence[tuple[float, float]], x: Axis, y: Axis) -> str:
    """Draw one dot a competition; the axes' scales map to `plot_area`."""
    height = 300
    body = [axes(x, y, height), dots([(x.scale(left), y.scale(up)) for left, up in points], "case")]
    return figure(key, title, description, height, body)


def across(low: float, high: float, *, log: bool = False) -> Scale:
    """A horizontal scale that fits `scatter`."""
    return Scale(low, high, LEFT + 6, WIDTH - RIGHT - 6, log)


def upward(low: float, high: float) -> Scale:
    """A vertical scale that fits `scatter`."""
    return Scale(low, high, 300 - BOTTOM, TOP + 4)
