"""Pieces that every chart is made of: frame, axes, dots, lines, legend."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape

import numpy as np

from insights.boards import Floats, Ints
from insights.computed import Value
from pages.charts.scale import Scale

WIDTH = 480
LEFT, RIGHT, TOP, BOTTOM = 58, 18, 14, 44
LEGEND = 20
"""What a chart with a legend leaves free for it at its top, so that nothing that is drawn runs through it."""
_GRID = 2  # points closer than half a pixel are one point


class Axis(Value):
    """One axis: its scale, what it says, and how its ticks are printed."""

    scale: Scale
    label: str
    print: Callable[[float], str] = lambda value: f"{value:,.10g}"
    ticks: tuple[float, ...] | None = None


def figure(key: str, title: str, description: str, height: int, body: Iterable[str]) -> str:
    """An SVG image with the title and description that screen readers read; `key` is unique on its page."""
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{key}-t {key}-d">'
        f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(description)}</desc>'
        f"{''.join(body)}</svg>"
    )


def axes(x: Axis, y: Axis, height: int) -> str:
    """Grid lines, tick labels and axis names."""
    right, bottom = WIDTH - RIGHT, height - BOTTOM
    across = "".join(f"M{LEFT} {_px(y.scale(tick))}H{right}" for tick in _ticks(y))
    up = "".join(f"M{_px(x.scale(tick))} {TOP}V{bottom}" for tick in _ticks(x))
    labels = [
        f'<text x="{LEFT - 6}" y="{_px(y.scale(tick) + 4)}" class="e">{escape(y.print(tick))}</text>'
        for tick in _ticks(y)
    ]
    labels += [
        f'<text x="{_px(x.scale(tick))}" y="{bottom + 16}" class="m">{escape(x.print(tick))}</text>'
        for tick in _ticks(x)
    ]
    middle = (TOP + bottom) / 2
    labels.append(f'<text x="{(LEFT + right) / 2}" y="{height - 6}" class="m n">{escape(x.label)}</text>')
    labels.append(f'<text class="m n" transform="translate(13 {_px(middle)}) rotate(-90)">{escape(y.label)}</text>')
    return f'<path class="grid" d="{across}{up}"/><g class="ticks">{"".join(labels)}</g>'


def dots(points: Iterable[tuple[float, float]], css: str) -> str:
    """Points as one path (see `dots_at`)."""
    return dots_at(*_columns(points), css)


def dots_at(x: Floats, y: Floats, css: str) -> str:
    """Points as one path of zero-length strokes with round caps, in relative coordinates, one a half pixel."""
    columns, rows = _cells(x), _cells(y)
    order = np.lexsort((rows, columns))
    drawn = "".join([f"m{across} {down}h0" for across, down in _steps(columns[order], rows[order])])
    return f'<path class="dots {css}" d="{drawn}"/>' if drawn else ""


def line(points: Iterable[tuple[float, float]], css: str) -> str:
    """A line through points in order (see `line_at`)."""
    return line_at(*_columns(points), css)


def line_at(x: Floats, y: Floats, css: str) -> str:
    """A line through points in order, in relative coordinates; steps that move no half pixel are left out."""
    start, *steps = [f"{across} {down}" for across, down in _steps(_cells(x), _cells(y))] or [""]
    return f'<path class="line {css}" d="M{start}l{" ".join(steps)}"/>' if steps else ""


def _columns(points: Iterable[tuple[float, float]]) -> tuple[Floats, Floats]:
    pairs = np.array(list(points), dtype=np.float64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def _cells(pixels: Floats) -> Ints:
    return np.rint(pixels * _GRID).astype(np.int64)


def _steps(columns: Ints, rows: Ints) -> Iterator[tuple[str, str]]:
    """From the origin to the first cell and from each to the next, where that is another one; in pixels."""
    across, down = np.diff(columns, prepend=0), np.diff(rows, prepend=0)
    moves = (across != 0) | (down != 0)
    moves[:1] = True
    return zip(
        map(_PIXELS.__getitem__, across[moves].tolist()), map(_PIXELS.__getitem__, down[moves].tolist()), strict=True
    )


class _Pixels(dict[int, str]):
    """Pixels by cells, each printed once: a chart has many dots and few distances between them."""

    def __missing__(self, cells: int) -> str:
        self[cells] = f"{cells / _GRID:g}"
        return self[cells]


_PIXELS = _Pixels()


def legend(entries: Sequence[tuple[str, str]]) -> str:
    """Names of the series, each with a swatch of its class, in one row at the top."""
    parts, left, top = [], LEFT + 8, TOP + 4
    for css, name in entries:
        parts.append(f'<path class="swatch {css}" d="M{left} {top}h14"/>')
        parts.append(f'<text x="{left + 19}" y="{top + 4}">{escape(name)}</text>')
        left += 34 + 7 * len(name)
    return f'<g class="legend">{"".join(parts)}</g>'


def _ticks(axis: Axis) -> Sequence[float]:
    return axis.ticks if axis.ticks is not None else axis.scale.ticks()


def _px(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
