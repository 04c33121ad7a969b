"""What a person did in each year: bars of results, write-ups and messages, in three rows over one scale of years."""

from collections.abc import Sequence

from insights.people import YearOf
from pages.charts.scale import Scale
from pages.charts.svg import WIDTH, figure

_LEFT, _ROW, _BAR = 92, 44, 28
_ROWS = (("competitions", "results"), ("writeups", "write-ups"), ("messages", "messages"))
MOST_LABELS = 12


def activity_chart(years: Sequence[YearOf]) -> str | None:
    """Draw the chart; None without any year. Each row has its own scale, whose top is printed beside it."""
    if not years:
        return None
    known = {year.year: year for year in years}
    span = range(years[0].year, years[-1].year + 1)
    years = [known.get(year) or YearOf(year=year, competitions=0, writeups=0, messages=0) for year in span]
    step = (WIDTH - _LEFT - 8) / len(years)
    width = max(2.0, min(22.0, step * 0.7))
    height = _ROW * len(_ROWS) + 22
    body = []
    for row, (name, label) in enumerate(_ROWS):
        counts = [getattr(year, name) for year in years]
        most, base = max(counts), _ROW * (row + 1)
        scale = Scale(0, max(most, 1), 0, _BAR)
        bars = "".join(
            f"M{_LEFT + step * (index + 0.5) - width / 2:.1f} {base}v-{max(scale(count), 1):.1f}h{width:.1f}V{base}z"
            for index, count in enumerate(counts)
            if count
        )
        body.append(f'<text x="{_LEFT - 8}" y="{base - 2}" class="e">{label}</text>')
        body.append(f'<text x="{_LEFT - 8}" y="{base - 16}" class="e n">{f"up to {most:,}" if most else "none"}</text>')
        body.append(f'<path class="grid" d="M{_LEFT} {base}H{WIDTH - 8}"/><path class="bars" d="{bars}"/>')
    every = -(-len(years) // MOST_LABELS)
    body += [
        f'<text x="{_LEFT + step * (index + 0.5):.1f}" y="{height - 6}" class="m">{year.year}</text>'
        for index, year in enumerate(years)
        if index % every == 0
    ]
    between = f"{years[0].year} to {years[-1].year}" if len(years) > 1 else str(years[0].year)
    totals = ", ".join(f"{sum(getattr(year, name) for year in years):,} {label}" for name, label in _ROWS)
    return figure(
        "activity", f"Activity by year, {between}", f"{totals}; the numbers are in the table below.", height, body
    )
