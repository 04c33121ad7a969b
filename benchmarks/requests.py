"""What a harvest of the Kaggle API costs in requests, measured against the test server, and what hours that makes.

`python -m benchmarks.requests` harvests small made-up worlds that differ in one thing, so that each thing has its
price; `--whole` harvests the world of 60 competitions x 1,500 teams x 40 topics and again without a change. The
estimate for the platform multiplies those prices by counts that are stated with it.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from archive.store import Archive
from harvesters.base import Context, all_harvesters
from harvesters.kaggle.calls import PAGE_SIZE
from harvesters.kaggle.fetch_people import RANKING_PAGES
from harvesters.kaggle.settings import DEFAULT_RATE
from pipeline.harvest import harvest
from tests.kaggle_server.server import KaggleServer
from tests.kaggle_server.truth import assert_complete
from tests.kaggle_server.world import World, make_world

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
    competitions: int
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
        lists = self.competitions / PAGE_SIZE + self.writeups / PAGE_SIZE + RANKING_PAGES
        boards = self.competitions * prices.competition + self.teams / PAGE_SIZE * prices.page
        pieces = boards + self.topics * prices.topic
        return lists + pieces + self.writeups + self.single_people

    def weekly(self, prices: Prices) -> float:
        """Requests of a week: boards that moved are read again whole, threads with news alone."""
        lists = self.competitions / PAGE_SIZE + 2 + RANKING_PAGES
        boards = self.teams / self.competitions / PAGE_SIZE * prices.page
        moved = self.open * (prices.open + 3 + boards) + self.threads_a_week * prices.topic
        settled = (self.competitions - self.open) * prices.settled
        return lists + settled + moved + self.ended_a_week * (prices.competition + 15 + 40)


PLATFORMS = (
    Platform("without community competitions", 750, 900_000, 60_000, 8_000, 15_000, 40, 800, 3),
    Platform("with community competitions", 25_000, 1_500_000, 110_000, 8_500, 20_000, 600, 1_200, 80),
)
"""2022 had 463 and 4,749 (Meta Kaggle); the rest is guessed from the sizes of its tables in 2026."""


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--whole", action="store_true", help="the large world too")
    chosen = options.parse_args()
    if chosen.whole:
        first, second = run_twice(make_world(competitions=60, teams=1500, topics=40))
        print("60 competitions x 1,500 teams x 40 topics, complete against the server's truth\n")
        print("| run | requests | share of the first | files changed | seconds |\n|---|---|---|---|---|")
        for name, cost in (("first", first), ("second, nothing changed", second)):
            share = cost.total / first.total
            print(f"| {name} | {cost.total:,} | {share:.1%} | {cost.changed:,} | {cost.seconds:.0f} |")
        print("\n" + ", ".join(f"{method} {number:,}" for method, number in first.requests.most_common()) + "\n")
    prices = measure_prices()
    print("| one more ... | requests |\n|---|---|")
    print(f"| competition, facts and boards of one page | {prices.competition:.1f} |")
    print(f"| further page of teams | {prices.page:.1f} |")
    print(f"| topic with its thread | {prices.topic:.2f} |")
    print(f"| settled competition, in a later run | {prices.settled:.1f} |")
    print(f"| open competition without news, in a later run | {prices.open:.1f} |")
    print(f"\nAt {DEFAULT_RATE:g} request a second\n")
    print("| platform | first harvest | hours | a week | minutes |\n|---|---|---|---|---|")
    for platform in PLATFORMS:
        whole, week = platform.first(prices), platform.weekly(prices)
        hours, minutes = whole / DEFAULT_RATE / 3600, week / DEFAULT_RATE / 60
        print(f"| {platform.name} | {whole:,.0f} | {hours:,.0f} | {week:,.0f} | {minutes:,.0f} |")


if __name__ == "__main__":
    sys.exit(main())
