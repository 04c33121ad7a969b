"""The definitions of all statistics, as the docstrings of the code that computes them state them."""

import inspect
from collections.abc import Iterator

from insights import (
    bootstrap,
    closeness,
    compute,
    cv_trust,
    efficiency,
    ideas,
    kind_costs,
    kinds_of_data,
    medals,
    organizers,
    peers,
    plateaus,
    score_gap,
    series,
    shakeup,
    shares,
    solutions,
    summary,
    techniques,
    together,
    turnout,
)
from insights.computed import Value
from insights.curves import Curve
from insights.participation import participation
from pages.engine.kinds import Context, Kind, Unit
from pages.engine.world import World
from pages.fields import FieldNote, fields_of


class Definition(Value):
    """One function and the definition it states."""

    name: str
    text: tuple[str, ...]
    """Paragraphs of its docstring."""
    where: str
    """The file that computes it."""


class MethodPage(Context):
    """What is filled into the page."""

    definitions: tuple[Definition, ...]
    statistics: tuple[tuple[str, tuple[FieldNote, ...]], ...]
    """Name of a result and its fields."""
    zones: tuple[tuple[int, int, int, int], ...]
    """Worked examples of the medal rule: teams, last gold, silver and bronze rank."""


EXAMPLES = (9, 10, 99, 100, 249, 250, 500, 999, 1000, 1500, 4571, 9066)


def units(_world: World) -> Iterator[Unit]:
    """The one page; it depends on the code alone."""
    yield Unit("method/", ())


def fill() -> MethodPage:
    """Make the page."""
    functions = (
        shakeup.shakeup, shakeup.mean_change, shakeup.survival, bootstrap.intervals, peers.percentiles_in_peers,
        medals.medals, medals.medal_zones, closeness.closeness, plateaus.plateaus, plateaus.tie_mass,
        score_gap.score_gap, participation,
        solutions.described, techniques.techniques, shares.share_of, shares.wilson,
        shares.interval_over_competitions, shares.lift_of, shares.lift_within,
        together.together, kinds_of_data.kinds_of_data, compute.compute, efficiency.efficiency, efficiency.distance,
        efficiency.alone, efficiency.on_one_card, kind_costs.kind_costs, ideas.ideas, ideas.ideas_total,
        cv_trust.cv_trust, summary.summary, series.series, turnout.turnout, organizers.usual_choices, organizers.ties,
    )  # fmt: skip
    records = (
        shakeup.Shakeup, medals.Medals, closeness.Closeness, plateaus.Plateau, score_gap.ScoreGap, Curve,
        techniques.Technique, shares.Share, shares.Lift, together.Partner, compute.Compute, efficiency.Costed,
        efficiency.Efficiency, ideas.Ideas, ideas.Idea, ideas.Mention, cv_trust.Scores, cv_trust.CvTrust,
    )  # fmt: skip
    return MethodPage(
        title="Method",
        description="How shake-ups, medals, techniques, compute and all other numbers are defined and computed.",
        definitions=tuple(_definition(function) for function in functions),
        statistics=tuple((record.__name__, fields_of(record)) for record in records),
        zones=tuple((teams, *medals.medal_zones(teams)) for teams in EXAMPLES),
    )


def _definition(function: object) -> Definition:
    paragraphs = tuple(" ".join(part.split()) for part in (inspect.getdoc(function) or "").split("\n\n"))
    module, name = getattr(function, "__module__", ""), getattr(function, "__name__", "")
    return Definition(name.replace("_", " "), paragraphs, f"{module.replace('.', '/')}.py")


KIND = Kind("method", "method/", units, fill)
