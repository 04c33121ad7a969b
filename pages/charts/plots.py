"""Charts over many competitions: a histogram and a scatter of one number against another."""

from collections.abc import Sequence

from pages.charts.scale import Scale
from pages.charts.svg import BOTTOM, LEFT, RIGHT, TOP, WIDTH, Axis, axes, dots, figure

HEIGHT = 300


def histogram(key: str, title: str, description: str, edges: Sequence[float], counts: Sequence[int], label: str) -> str:
    """Draw counts in bins whose edges are given (one edge more than counts)."""
    x = Scale(edges[0], edges[-1], LEFT, WIDTH - RIGHT)
    y = Scale(0, max(*counts, 1), HEIGHT - BOTTOM, TOP)
    bars = [
        f"M{x(left) + 0.5:.1f} {y(0):.1f}V{y(count):.1f}H{x(right) - 0.5:.1f}V{y(0):.1f}z"
        for left, right, count in zip(edges, edges[1:], counts, strict=False)
        if count
    ]
    body = [
        axes(
            Axis(x, label),
            Axis(y, "competitions", ticks=tuple(tick for tick in y.ticks() if tick == int(tick))),
            HEIGHT,
        ),
        f'<path class="bars" d="{"".join(bars)}"/>',
    ]
    return figure(key, title, description, HEIGHT, body)


def scatter(key: str, title: str, description: str, points: Sequence[tuple[float, float]], x: Axis, y: Axis) -> str:
    """Draw one dot a competition; `across` and `upward` make the scales of its axes."""
    body = [axes(x, y, HEIGHT), dots([(x.scale(left), y.scale(up)) for left, up in points], "case")]
    return figure(key, title, description, HEIGHT, body)


def across(low: float, high: float, *, log: bool = False) -> Scale:
    """A horizontal scale that fits `scatter`."""
    return Scale(low, high, LEFT + 6, WIDTH - RIGHT - 6, log)


def upward(low: float, high: float) -> Scale:
    """A vertical scale that fits `scatter`."""
    return Scale(low, high, HEIGHT - BOTTOM, TOP + 4)
