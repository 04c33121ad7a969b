"""What a person did in each year: rows of bars of results, write-ups and messages over one scale of years."""

from collections.abc import Sequence

from insights.people import YearOf
from pages.charts.svg import WIDTH, figure
from pages.format import plural

_LEFT, _ROW, _BAR = 92, 44, 28
MOST_LABELS = 12


def activity_chart(years: Sequence[YearOf]) -> str | None:
    """Draw the chart; None without any year. Each row has its own scale, whose top is printed beside it.

    Messages have a row where any is known: most forums are not in the archive, so that none known is not none written.
    """
    if not years:
        return None
    first, last = years[0].year, years[-1].year
    rows = {
        "results": [it.competitions for it in years],
        "write-ups": [it.writeups for it in years],
        "messages": [it.messages for it in years],
    }
    if not any(rows["messages"]):
        del rows["messages"]
    edges, width = _columns(last - first + 1)
    starts = [edges[it.year - first] for it in years]
    body = [_row(label, rows[label], _ROW * number, starts, width) for number, label in enumerate(rows, 1)]
    between = f"{first} to {last}" if first < last else str(first)
    totals = ", ".join(
        [
            plural(sum(counts), label.removesuffix("s")) if any(counts) else f"no known {label}"
            for label, counts in rows.items()
        ]
    )
    return figure(
        "activity",
        f"Activity by year, {between}",
        f"{totals}; the numbers are in the table below.",
        _ROW * len(rows) + 22,
        [*body, _labels(first, last, _ROW * len(rows) + 16)],
    )


def _row(label: str, counts: Sequence[int], base: int, starts: Sequence[str], width: str) -> str:
    """One row of bars that stand on `base`; a bar of any height is seen."""
    most = max(counts)
    bars = "".join(
        [
            f"M{start} {base}v-{max(_BAR * (count / most), 1):.1f}h{width}V{base}z"
            for start, count in zip(starts, counts, strict=True)
            if count
        ]
    )
    return (
        f'<text x="{_LEFT - 8}" y="{base - 2}" class="e">{label}</text>'
        f'<text x="{_LEFT - 8}" y="{base - 16}" class="e n">{f"up to {most:,}" if most else "none known"}</text>'
        f'<path class="grid" d="M{_LEFT} {base}H{WIDTH - 8}"/><path class="bars" d="{bars}"/>'
    )


def _columns(years: int) -> tuple[list[str], str]:
    """Left edges of the bars of so many years, and their width."""
    width = max(2.0, min(22.0, _step(years) * 0.7))
    return [f"{middle - width / 2:.1f}" for middle in _middles(years)], f"{width:.1f}"


def _labels(first: int, last: int, base: int) -> str:
    """The years below the bars, standing on `base`."""
    span = range(first, last + 1)
    every = -(-len(span) // MOST_LABELS)
    return "".join(
        f'<text x="{middle:.1f}" y="{base}" class="m">{year}</text>'
        for middle, year in zip(_middles(len(span))[::every], span[::every], strict=True)
    )


def _middles(years: int) -> list[float]:
    return [_LEFT + _step(years) * (index + 0.5) for index in range(years)]


def _step(years: int) -> float:
    """Pixels from year to year."""
    return (WIDTH - _LEFT - 8) / years
