"""What a person did in each year: bars of results, write-ups and messages, in three rows over one scale of years."""

from collections.abc import Sequence

from insights.people import YearOf
from pages.charts.svg import WIDTH, figure

_LEFT, _ROW, _BAR = 92, 44, 28
_LABELS = ("results", "write-ups", "messages")
_NONE = (0, 0, 0)
MOST_LABELS = 12


def activity_chart(years: Sequence[YearOf]) -> str | None:
    """Draw the chart; None without any year. Each row has its own scale, whose top is printed beside it."""
    if not years:
        return None
    known = {it.year: (it.competitions, it.writeups, it.messages) for it in years}
    span = range(years[0].year, years[-1].year + 1)
    rows = tuple(zip(*(known.get(year, _NONE) for year in span), strict=True))
    step = (WIDTH - _LEFT - 8) / len(span)
    middles = [_LEFT + step * (index + 0.5) for index in range(len(span))]
    height = _ROW * len(rows) + 22
    body = [_row(*row, _ROW * number, middles, step) for number, row in enumerate(zip(_LABELS, rows, strict=True), 1)]
    every = -(-len(span) // MOST_LABELS)
    body += [
        f'<text x="{middle:.1f}" y="{height - 6}" class="m">{year}</text>'
        for middle, year in zip(middles[::every], span[::every], strict=True)
    ]
    between = f"{span[0]} to {span[-1]}" if len(span) > 1 else str(span[0])
    totals = ", ".join(f"{sum(counts):,} {label}" for label, counts in zip(_LABELS, rows, strict=True))
    return figure(
        "activity", f"Activity by year, {between}", f"{totals}; the numbers are in the table below.", height, body
    )


def _row(label: str, counts: Sequence[int], base: int, middles: Sequence[float], step: float) -> str:
    """One row of bars that stand on `base`; a bar of any height is seen."""
    most, width = max(counts), max(2.0, min(22.0, step * 0.7))
    bars = "".join(
        f"M{middle - width / 2:.1f} {base}v-{max(_BAR * (count / most), 1):.1f}h{width:.1f}V{base}z"
        for middle, count in zip(middles, counts, strict=True)
        if count
    )
    return (
        f'<text x="{_LEFT - 8}" y="{base - 2}" class="e">{label}</text>'
        f'<text x="{_LEFT - 8}" y="{base - 16}" class="e n">{f"up to {most:,}" if most else "none"}</text>'
        f'<path class="grid" d="M{_LEFT} {base}H{WIDTH - 8}"/><path class="bars" d="{bars}"/>'
    )
