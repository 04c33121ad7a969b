"""What a harvest of the Kaggle API costs in requests, measured against the test server, and what hours that makes.

Harvests the made-up world of 60 competitions x 1,500 teams x 40 topics, and again without a change; then small worlds
that differ in one thing, so that each thing has its price. The estimate for the platform multiplies those prices by
counts that are stated with it.
"""

import os
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.store import Archive
from harvesters.base import Context, all_harvesters
from harvesters.kaggle.client.calls import PAGE_SIZE
from harvesters.kaggle.client.settings import DEFAULT_RATE
from harvesters.kaggle.fetch.people import RANKING_PAGES, WEEKS
from pipeline.harvest import harvest
from tests.kaggle_server.server import KaggleServer
from tests.kaggle_server.truth import assert_complete
from tests.kaggle_server.world import World, make_world

TITLE = "Harvesting the Kaggle API"
STARTED = "2026-06-01T12:00:00Z"


@dataclass(frozen=True)
class Cost:
    """One run."""

    requests: Counter[str]
    seconds: float
    changed: int

    @property
    def total(self) -> int:
        return self.requests.total()


def run_twice(world: World) -> tuple[Cost, Cost]:
    """A first harvest of a world, held against its truth, and a second without a change."""
    with KaggleServer(world) as server, tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "LEADERLORE_KAGGLE_ENDPOINT": server.url,
            "LEADERLORE_KAGGLE_RATE": "1000000",
            "KAGGLE_API_TOKEN": world.token,
        }
        archive = Archive(Path(folder) / "data")
        costs = [_run(archive, Path(folder) / "cache", server) for _ in range(2)]
        assert_complete(archive, world)
    return costs[0], costs[1]


def _run(archive: Archive, cache: Path, server: KaggleServer) -> Cost:
    server.log.clear()
    started = time.perf_counter()
    result = harvest(all_harvesters()["kaggle"], Context(archive, cache, STARTED, say=lambda line: None))
    if result.failures:
        raise SystemExit("\n".join(result.failures))
    return Cost(Counter(server.methods()), time.perf_counter() - started, len(result.changed))


@dataclass(frozen=True)
class Prices:
    """Requests that one more of each thing costs in a first harvest."""

    competition: float
    """Facts, and boards of one page."""
    page: float
    """A further page of 200 teams: the final board comes in one file, the public one is paged."""
    topic: float
    settled: float
    """A competition that is settled, in any later run."""
    open: float
    """An unchanged competition that is not settled, in a later run."""


def measure_prices() -> Prices:
    """Differences between worlds that differ in one thing."""
    few, few_again = run_twice(make_world(competitions=4, teams=150, topics=0))
    more, more_again = run_twice(make_world(competitions=8, teams=150, topics=0))
    topics, _ = run_twice(make_world(competitions=4, teams=150, topics=40))
    pages, _ = run_twice(make_world(competitions=4, teams=750, topics=0))
    asked_again = few_again.requests["GetLeaderboard"] + few_again.requests["ListCompetitionTopics"]
    return Prices(
        competition=(_without_search(more) - _without_search(few)) / 4,
        page=(pages.requests["GetLeaderboard"] - few.requests["GetLeaderboard"]) / 3 / 3,
        topic=(_without_search(topics) - _without_search(few)) / 160,
        settled=(_without_search(more_again) - _without_search(few_again)) / 4,
        open=asked_again / 2,
    )


def _without_search(cost: Cost) -> int:
    """People and write-ups are priced by the piece: pages of the search, one look-up of links a write-up."""
    return cost.total - cost.requests["ListEntities"] - cost.requests["GetResolvedWriteUpLinks"]


@dataclass(frozen=True)
class Platform:
    """How much of everything there is: assumptions, to be replaced by what a first list says."""

    name: str
    listed: int
    """Competitions of the list, which is read whole."""
    competitions: int
    """Those of them that are harvested."""
    teams: int
    topics: int
    writeups: int
    single_people: int
    """People of the top 50 who are not among the first of the ranking."""
    open: int
    """Running, or ended within a month."""
    threads_a_week: int
    ended_a_week: int

    def first(self, prices: Prices) -> float:
        """Requests of a first harvest."""
        lists = self.listed / PAGE_SIZE + self.writeups / PAGE_SIZE + RANKING_PAGES
        boards = self.competitions * prices.competition + self.teams / PAGE_SIZE * prices.page
        return lists + boards + self.topics * prices.topic + self.writeups + self.single_people

    def weekly(self, prices: Prices) -> float:
        """Requests of a week: boards that moved are read again whole, threads with news alone."""
        lists = self.listed / PAGE_SIZE + 2 + RANKING_PAGES + self.single_people / WEEKS
        boards = self.teams / self.competitions / PAGE_SIZE * prices.page
        moved = self.open * (prices.open + 3 + boards) + self.threads_a_week * prices.topic
        settled = (self.competitions - self.open) * prices.settled
        return lists + settled + moved + self.ended_a_week * (prices.competition + 15 + 40)


PLATFORMS = (
    Platform("without community competitions", 25_000, 750, 900_000, 60_000, 8_000, 15_000, 40, 800, 3),
    Platform("with them", 25_000, 25_000, 1_500_000, 110_000, 8_500, 20_000, 600, 1_200, 80),
)
"""2022 had 463 and 4,749 (Meta Kaggle); the rest is guessed from the sizes of its tables in 2026."""


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def suite() -> str:
    """All tables."""
    return "\n\n".join((_whole(), *_estimate(measure_prices())))


def _whole() -> str:
    first, second = run_twice(make_world(competitions=60, teams=1500, topics=40))
    rows = [
        (name, f"{cost.total:,}", f"{cost.total / first.total:.1%}", f"{cost.changed:,}", f"{cost.seconds:.0f}")
        for name, cost in (("first", first), ("second, nothing changed", second))
    ]
    return (
        "60 competitions x 1,500 teams x 40 topics; every team, message and write-up held against the server's truth."
        "\n\n" + _table(("run", "requests", "share of the first", "files changed", "seconds"), rows)
    )


def _estimate(prices: Prices) -> tuple[str, ...]:
    """Prices, and the two estimates with what they assume."""
    pieces = (
        ("competition, facts and boards of one page", f"{prices.competition:.1f}"),
        ("further page of teams", f"{prices.page:.1f}"),
        ("topic with its thread", f"{prices.topic:.2f}"),
        ("settled competition, in a later run", f"{prices.settled:.1f}"),
        ("open competition without news, in a later run", f"{prices.open:.1f}"),
    )
    costs, counts = [], []
    for platform in PLATFORMS:
        whole, week = platform.first(prices), platform.weekly(prices)
        hours, minutes = whole / DEFAULT_RATE / 3600, week / DEFAULT_RATE / 60
        costs.append((platform.name, f"{whole:,.0f}", f"{hours:,.0f}", f"{week:,.0f}", f"{minutes:,.0f}"))
        assumed = (platform.competitions, platform.teams, platform.topics, platform.writeups, platform.open)
        counts.append((platform.name, *(f"{number:,}" for number in assumed)))
    return (
        _table(("one more ...", "requests"), pieces),
        f"The platform at {DEFAULT_RATE:g} request a second, estimated from these prices:",
        _table(("all competitions", "first harvest", "hours", "a week after that", "minutes"), costs),
        "What that assumes, to be replaced by what a first list says:",
        _table(("all competitions", "competitions", "teams", "topics", "write-ups", "open at a time"), counts),
    )
