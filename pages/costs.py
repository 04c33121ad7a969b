"""Score against cost, over all competitions: who came far with little."""

from collections.abc import Iterator

from insights.cards import REFERENCE
from insights.computed import Value, encode
from insights.cv_trust import CvTrustTotal, Scores, cv_trust_total
from insights.efficiency import Costed, Single
from insights.kind_costs import KindCost, kind_costs
from insights.kinds import kind_name
from insights.practice import Solution
from pages.charts.cost import cost_chart
from pages.engine.kinds import Context, Kind, Unit
from pages.engine.world import World
from pages.format import plural

SCHEMA = "leaderlore/kind-costs/1"
CHEAPEST = 4
"""Solutions that took little, listed of one kind of data, task or field."""


class CostRow(Value):
    """One solution in its competition."""

    folder: str
    title: str
    year: int | None
    kinds: tuple[str, ...]
    """Names of the kinds of data, tasks and fields that it is about."""
    solution: Costed


class SingleRow(Value):
    """The best single model of one solution in its competition."""

    folder: str
    title: str
    year: int | None
    single: Single


class ScoresRow(Value):
    """The scores that one solution states."""

    folder: str
    title: str
    scores: Scores


class CostsPage(Context):
    """What the page shows."""

    costed: tuple[CostRow, ...]
    """Solutions whose GPU-hours on the reference card are known, cheapest first."""
    without_cost: int
    """Ranked, read solutions whose cost is not known."""
    chart: str | None
    one_card: tuple[CostRow, ...]
    """The best solution of each competition that was made on one consumer or free card, best rank first."""
    naming_cards: int
    """Competitions of which a ranked solution names its accelerators: those that could be in the list."""
    singles: tuple[SingleRow, ...]
    """Solutions that state the private score of their best single model, best rank first."""
    trust: CvTrustTotal
    scores: tuple[ScoresRow, ...]
    """Solutions that state validation, public and private score."""
    kinds: tuple[tuple[str, KindCost], ...]
    """Name of a kind of data, task or field, and what its solutions cost; most read solutions first."""
    cheapest: int
    """Solutions that are listed of one kind."""
    reference: str


def units(world: World) -> Iterator[Unit]:
    """The one page."""
    costed, one_card, singles, scores = [], [], [], []
    for known in world.knowledge:
        practice = known.practice
        named = tuple(map(kind_name, practice.modalities))
        rows = [CostRow(practice.folder, practice.title, practice.year, named, it) for it in known.efficiency.solutions]
        costed += [row for row in rows if row.solution.reference_hours is not None]
        one_card += [row for row in rows if row.solution.one_card][:1]
        singles += [SingleRow(practice.folder, practice.title, practice.year, it) for it in known.efficiency.singles]
        scores += [ScoresRow(practice.folder, practice.title, it) for it in known.cv_trust.scores]
    costed.sort(key=lambda row: (row.solution.reference_hours or 0, row.solution.rank, row.folder))
    one_card.sort(key=lambda row: (row.solution.rank, -(row.year or 0), row.folder))
    singles.sort(key=lambda row: (row.single.rank, -(row.year or 0), row.folder))
    without = sum(known.efficiency.without_cost for known in world.knowledge)
    trust = cv_trust_total(known.cv_trust for known in world.knowledge)
    naming = sum(any(map(_names_cards, known.practice.solutions)) for known in world.knowledge)
    lists = tuple(costed), tuple(one_card), tuple(singles), tuple(scores)
    yield Unit("score-against-cost/", (kind_costs(world.knowledge), *lists, without, naming, trust))


def _names_cards(solution: Solution) -> bool:
    return bool(solution.rank and solution.compute and solution.compute.hardware)


def fill(
    kinds: tuple[KindCost, ...],
    costed: tuple[CostRow, ...],
    one_card: tuple[CostRow, ...],
    singles: tuple[SingleRow, ...],
    scores: tuple[ScoresRow, ...],
    without: int,
    naming: int,
    trust: CvTrustTotal,
) -> CostsPage:
    """Make the page."""
    return CostsPage(
        title="Score against cost",
        description=f"Rank and GPU-hours of {plural(len(costed), 'solution')} that state their hardware and hours.",
        costed=costed,
        without_cost=without,
        chart=cost_chart("costs", (row.solution for row in costed), frontier=False),
        one_card=one_card,
        naming_cards=naming,
        singles=singles,
        trust=trust,
        scores=scores,
        kinds=tuple((kind_name(it.kind), it) for it in kinds),
        cheapest=CHEAPEST,
        reference=REFERENCE,
    )


def twin(kinds: tuple[KindCost, ...], *_others: object) -> dict[str, bytes]:
    """What solutions of each kind cost as JSON, with all of those that took little."""
    return {"data/kind-costs.json": encode({"schema": SCHEMA, "kinds": kinds}) + b"\n"}


KIND = Kind("costs", "score-against-cost/", units, fill, twin=twin)
