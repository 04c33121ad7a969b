"""Rank against rank: one dot a team, public rank across, private rank down from the top."""

from collections.abc import Mapping, Sequence

from pages.charts.scale import Scale
from pages.charts.svg import BOTTOM, LEFT, RIGHT, TOP, WIDTH, Axis, axes, dots, figure, line

HEIGHT = 440
ZONES = ("gold", "silver", "bronze")


def ranks_chart(pairs: Sequence[tuple[int, int]], zones: Mapping[str, int]) -> str:
    """Draw (public rank, private rank) pairs; `zones` gives the last private rank of each medal zone."""
    last = max(max(pair) for pair in pairs)
    x = Scale(1, last, LEFT + 6, WIDTH - RIGHT - 6)
    y = Scale(1, last, TOP + 6, HEIGHT - BOTTOM - 6)
    ticks = (1.0, *(tick for tick in x.ticks() if tick > last / 20))
    by_zone: dict[str, list[tuple[float, float]]] = {zone: [] for zone in (*ZONES, "rest")}
    for public, private in pairs:
        zone = next((zone for zone in ZONES if private <= zones.get(zone, 0)), "rest")
        by_zone[zone].append((x(public), y(private)))
    body = [
        axes(
            Axis(x, "rank on the public board", ticks=ticks), Axis(y, "rank on the private board", ticks=ticks), HEIGHT
        ),
        line([(x(1), y(1)), (x(last), y(last))], "same"),
        *(dots(by_zone[zone], zone) for zone in ("rest", "bronze", "silver", "gold")),
    ]
    description = (
        f"{len(pairs):,} teams that stand on both boards. Dots on the diagonal kept their place; above it a team rose "
        "on the private board, below it a team fell. Colours are the medal zones of the private board."
    )
    return figure("ranks", "Private rank against public rank", description, HEIGHT, body)
