"""What a competition of the demo world is before anybody plays: its facts, its size and what is odd about it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import numpy as np

from archive.records import Category, Competition, Metric, Tagged
from pipeline.demo.names import THINGS, place

AS_OF = "2026-01-05T06:00:00Z"
"""Date of the snapshot of the demo world."""
SOURCE = "demo"
HOST = "https://leaderlore.example"

Oddity = Literal[
    "no-private-board", "identical-boards", "few-teams", "two-stage", "simulation", "hackathon", "scores-only",
    "hostile-names", "same-slug", "one-board-only", "sentinel-scores", "in-class", "tiny", "redacted",
]  # fmt: skip


@dataclass(frozen=True)
class Task:
    """A kind of competition."""

    title: str
    modality: str
    metric: Metric
    scale: float
    """Size of a typical difference between two teams, in units of the metric."""
    decimals: int
    """Digits that the boards show."""


def _metric(key: str, name: str, higher_is_better: bool) -> Metric:
    return Metric(id=key, name=name, higher_is_better=higher_is_better)


TASKS = (
    Task("Image Classification", "image", _metric("quadratic-weighted-kappa", "QuadraticWeightedKappa", True), 0.01, 5),
    Task("Segmentation", "image", _metric("dice", "Dice", True), 0.02, 4),
    Task("Text Understanding", "nlp", _metric("auc", "AUC", True), 0.01, 5),
    Task("Demand Forecasting", "time-series", _metric("rmsle", "RMSLE", False), 0.03, 5),
    Task("Risk Prediction", "tabular", _metric("log-loss", "Log Loss", False), 0.02, 5),
    Task("Birdsong Identification", "audio", _metric("macro-f1", "Macro F-Score", True), 0.015, 3),
)
CATEGORIES: tuple[Category, ...] = ("featured", "featured", "research", "playground", "recruitment")
SIZES = (0.2, 0.5, 0.8, 1.0, 1.5, 2.0)
"""Team counts as multiples of the mean; their own mean is 1."""


@dataclass(frozen=True)
class Plan:
    """One competition to be played."""

    number: int
    """Place in the world, from 0; seeds everything about the competition."""
    facts: Competition
    """What the platform will say of it; counts of teams are filled in when it is over."""
    task: Task
    teams: int
    """Teams that take part."""
    correlation: float
    """Pearson correlation of public and private skill, plateaus apart; 0 is a lottery."""
    on_plateaus: float
    """Share of teams that hand in a public notebook unchanged."""
    oddity: Oddity | None = None

    def rng(self, purpose: int, seed: int) -> np.random.Generator:
        """A generator of random numbers for one purpose, the same whatever else is generated."""
        return np.random.default_rng((seed, self.number, purpose))


def plans(competitions: int, teams: int, seed: int, in_class: float = 0.0) -> Iterator[Plan]:
    """Plan the world's competitions: first one for each oddity, then ordinary ones; `teams` is their mean size.

    A share `in_class` of the ordinary ones is run by teachers for their classes.
    """
    for number in range(max(competitions, len(ODDITIES))):
        plan = _ordinary(number, teams, seed)
        if number < len(ODDITIES):
            plan = ODDITIES[number](plan)
        elif plan.rng(0, seed).random() < in_class:
            plan = replace(plan, facts=plan.facts.model_copy(update=IN_CLASS))
        yield plan


def _ordinary(number: int, teams: int, seed: int) -> Plan:
    rng = np.random.default_rng((seed, number))
    task = TASKS[int(rng.integers(len(TASKS)))]
    deadline = datetime(2012, 3, 1, 23, 59, tzinfo=UTC) + timedelta(days=int(rng.integers(0, 5000)))
    opened = deadline - timedelta(days=int(rng.integers(50, 100)))
    title = f"{place(number)} {THINGS[number % len(THINGS)]} {task.title}"
    slug = title.lower().replace(" ", "-")
    category = CATEGORIES[int(rng.integers(len(CATEGORIES)))]
    prize = float(rng.choice([10_000, 25_000, 50_000, 100_000])) if category in ("featured", "research") else None
    facts = Competition(
        platform="kaggle",
        slug=slug,
        id=str(1000 + number),
        title=title,
        url=f"{HOST}/competitions/{slug}",
        host=f"{place(number + 9)} Institute",
        category=category,
        format="prediction",
        reward=f"${prize:,.0f}" if prize else "Kudos",
        prize_usd=prize,
        prizes=3 if prize else None,
        tags=(task.modality,),
        modalities=(Tagged(id=task.modality, source=f"platform tag: {task.modality}"),),
        metric=task.metric,
        opened=_stamp(opened),
        deadline=_stamp(deadline),
        merger_deadline=_stamp(deadline - timedelta(days=7)),
        max_team_size=5,
        max_daily_submissions=5,
        public_share=float(rng.choice([0.2, 0.3, 0.5])),
        two_stage=False,
        code_competition=bool(deadline.year >= 2019),
        external_data_allowed=True,
        awards_points=category != "playground",
        has_leaderboard=True,
        as_of=AS_OF,
        sources={},
    )
    size = max(25, round(teams * SIZES[int(rng.integers(len(SIZES)))]))
    correlation = float(rng.choice([0.0, 0.5, 0.8, 0.95, 0.99]))
    return Plan(number, facts, task, size, correlation, on_plateaus=float(rng.choice([0.0, 0.1, 0.3])))


def _odd(oddity: Oddity, slug: str, teams: int | None = None, **facts: Any) -> Callable[[Plan], Plan]:
    """Make a rule that turns an ordinary plan into an odd one."""

    def apply(plan: Plan) -> Plan:
        own = {
            "slug": slug,
            "url": f"{HOST}/competitions/{slug}",
            "title": slug.replace("-", " ").capitalize(),
            **facts,
        }
        changed = Competition.model_validate({**dict(plan.facts), **own})
        return replace(plan, facts=changed, oddity=oddity, teams=teams or plan.teams)

    return apply


IN_CLASS: dict[str, Any] = {
    "category": "community",
    "awards_points": False,
    "prize_usd": None,
    "prizes": None,
    "reward": "Knowledge",
}
ODDITIES = (
    _odd("no-private-board", "edge-still-running", opened="2025-12-01T00:00:00Z", deadline="2026-03-01T23:59:00Z",
         merger_deadline="2026-02-22T23:59:00Z"),
    _odd("identical-boards", "edge-identical-boards", public_share=1.0),
    _odd("few-teams", "edge-few-teams", teams=12),
    _odd("two-stage", "edge-two-stage", public_share=0.01, two_stage=True),
    _odd("simulation", "edge-simulation", format="simulation", public_share=None, metric=None),
    _odd("hackathon", "edge-hackathon", format="hackathon", public_share=None, metric=None, has_leaderboard=False),
    _odd("scores-only", "edge-scores-only"),
    _odd("hostile-names", "edge-hostile-names", teams=60, title="\"><script>alert('title')</script> \u202eedge\u202c"),
    _odd("same-slug", "edge-same-slug", teams=30),
    _odd("same-slug", "Edge-Same-Slug", teams=30),
    _odd("one-board-only", "edge-one-board-only"),
    _odd("sentinel-scores", "edge-sentinel-scores"),
    _odd("in-class", "edge-in-class", **IN_CLASS),
    _odd("tiny", "edge-tiny", teams=1),
    _odd("redacted", "edge-redacted"),
)  # fmt: skip
"""One competition for each oddity, in this order at the beginning of every world."""


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
