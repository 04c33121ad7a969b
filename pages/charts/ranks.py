"""Rank against rank: one dot a team, public rank across, private rank down from the top."""

from collections.abc import Mapping

import numpy as np

from archive.records import Medal
from insights.boards import Ints
from insights.medals import COLOURS
from pages.charts.scale import Scale
from pages.charts.svg import BOTTOM, LEFT, RIGHT, TOP, WIDTH, Axis, axes, dots_at, figure, line

HEIGHT = 440


def ranks_chart(public: Ints, private: Ints, zones: Mapping[Medal, int]) -> str:
    """Draw paired ranks, in the order of private ranks; `zones` gives the last private rank of each medal zone."""
    last = int(max(public.max(), private.max()))
    x = Scale(1, last, LEFT + 6, WIDTH - RIGHT - 6)
    y = Scale(1, last, TOP + 6, HEIGHT - BOTTOM - 6)
    ticks = (1.0, *(tick for tick in x.ticks() if tick > max(1, last / 20)))
    found = np.searchsorted(private, [0, *(zones.get(zone, 0) for zone in COLOURS), last], side="right")
    ends = np.maximum.accumulate(found)  # a zone that is not known is empty
    layers = [
        dots_at(x.all(public[start:end]), y.all(private[start:end]), css)
        for css, start, end in zip((*COLOURS, "rest"), ends, ends[1:], strict=False)
    ]
    body = [
        axes(
            Axis(x, "rank on the public board", ticks=ticks), Axis(y, "rank on the private board", ticks=ticks), HEIGHT
        ),
        line([(x(1), y(1)), (x(last), y(last))], "same"),
        *reversed(layers),
    ]
    description = (
        f"{len(public):,} teams that stand on both boards. Dots on the diagonal kept their place; above it a team rose "
        "on the private board, below it a team fell. Colours are the medal zones of the private board."
    )
    return figure("ranks", "Private rank against public rank", description, HEIGHT, body)
