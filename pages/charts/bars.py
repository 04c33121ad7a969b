"""Bars over named places, such as years."""

from collections.abc import Sequence

from pages.charts.scale import Scale
from pages.charts.svg import BOTTOM, LEFT, RIGHT, TOP, WIDTH, Axis, axes, figure

HEIGHT = 220
LABELS = 12
"""Most labels below the bars; of more, every second, third ... is printed."""


def bars(key: str, title: str, description: str, values: Sequence[tuple[str, float | None]], axis: str) -> str:
    """Draw one bar a name; a value that is None leaves its place empty."""
    y = Scale(0, max((value for _, value in values if value is not None), default=0) or 1, HEIGHT - BOTTOM, TOP)
    x = Scale(0, max(len(values), 1), LEFT, WIDTH - RIGHT)
    width = min((x(1) - x(0)) * 0.7, 30)
    drawn = [
        f"M{x(index + 0.5) - width / 2:.1f} {y(0):.1f}V{y(value):.1f}h{width:.1f}V{y(0):.1f}z"
        for index, (_, value) in enumerate(values)
        if value
    ]
    step = -(-len(values) // LABELS)
    names = {index + 0.5: name for index, (name, _) in enumerate(values) if index % step == 0}
    body = [
        axes(Axis(x, "", lambda place: names[place], tuple(names)), Axis(y, axis), HEIGHT),
        f'<path class="bars" d="{"".join(drawn)}"/>',
    ]
    return figure(key, title, f"{description}{_told(values, axis)}", HEIGHT, body)


def _told(values: Sequence[tuple[str, float | None]], axis: str) -> str:
    """The highest bar and the last one in words, for who does not see them."""
    known = [(name, value) for name, value in values if value is not None]
    if not known:
        return ""
    highest = max(known, key=lambda bar: bar[1])
    said = [
        f"{label}, {round(value, 1):,.10g} {axis} ({name})"
        for label, (name, value) in (("highest", highest), ("last", known[-1]))
    ]
    return f" Bars: {'; '.join(said)}."
