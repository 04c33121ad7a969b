"""Score against cost: one dot a solution, cost across on a logarithmic axis, distance to the winner upward."""

from collections.abc import Iterable

from insights.efficiency import Costed
from pages.charts.scale import Scale
from pages.charts.svg import BOTTOM, LEFT, LEGEND, RIGHT, TOP, WIDTH, Axis, axes, dots, figure, legend, line

HEIGHT = 300


def cost_chart(key: str, solutions: Iterable[Costed], *, frontier: bool) -> str | None:
    """Draw the solutions whose cost and distance are known, with the efficient frontier where asked for.

    With fewer than two there is nothing to compare and no chart.
    """
    known = [
        (it.reference_hours, it.distance, it.frontier)
        for it in solutions
        if it.reference_hours and it.distance is not None
    ]
    if len(known) < 2:
        return None
    hours = [cost for cost, _, _ in known]
    x = Scale(min(hours) / 1.5, max(hours) * 1.5, LEFT + 6, WIDTH - RIGHT - 6, log=True)
    y = Scale(0, max(1.0, *(distance for _, distance, _ in known)) * 1.05, HEIGHT - BOTTOM, TOP + LEGEND)
    placed = [(x(cost), y(distance), best and frontier) for cost, distance, best in known]
    best = sorted((left, up) for left, up, is_best in placed if is_best)
    body = [
        axes(Axis(x, "GPU-hours on the reference card (logarithmic)"), Axis(y, "distance to the winner"), HEIGHT),
        line(best, "private"),
        dots([(left, up) for left, up, is_best in placed if not is_best], "rest" if frontier else "case"),
        dots(best, "case"),
        *([legend([("private", "nobody closer for less")])] if frontier else []),
    ]
    description = (
        f"{len(known)} solutions. Down is closer to the winner's score: 0 is the winner, 1 the last bronze medal. Left "
        "is cheaper." + (" The line joins those that nobody beat at their cost or below." if frontier else "")
    )
    return figure(key, "Distance to the winner against GPU-hours", description, HEIGHT, body)
