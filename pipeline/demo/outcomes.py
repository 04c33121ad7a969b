"""How a competition ends: both boards as columns, and who was on which team."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from archive.layout import LAST
from pipeline.demo.columns import Floats, Ints
from pipeline.demo.plans import Plan

TOP50 = 50
"""Places whose members are cast with care: stars who come back, and newcomers until everybody had a turn."""
TURNS = 40
"""People who get their turn at the top of a competition; a little fewer than there are places for."""
SUBMISSION_ODDS = 0.45
"""A team stops after a submission with this probability: 2.2 submissions a team, as in the whole of Meta Kaggle."""
TEAM_SIZES, SIZE_ODDS = (1, 2, 3, 4, 5), (0.75, 0.1, 0.07, 0.05, 0.03)
SENTINEL = 999999.0


@dataclass(frozen=True, eq=False)
class Outcome:
    """Rows are teams in their final order: private rank, else public rank. Ranks of 0 and NaN scores are not known."""

    public_rank: Ints
    private_rank: Ints
    public_score: Floats
    private_score: Floats
    submissions: Ints
    last_submission: Ints
    """Seconds since 1970, UTC."""
    size: Ints
    """Members of each team; 0 where nobody is known."""
    people: Ints
    """Numbers of the members, team after team, the leader first."""

    def __len__(self) -> int:
        """Count the teams."""
        return len(self.size)

    def members(self, row: int) -> list[int]:
        """Numbers of the people on one team."""
        start = int(self.size[:row].sum())
        found: list[int] = self.people[start : start + int(self.size[row])].tolist()
        return found


def play(plan: Plan, people: int, seed: int) -> Outcome:
    """Play one competition with a world of so many people."""
    rng = plan.rng(1, seed)
    count = 0 if plan.oddity == "hackathon" else plan.teams
    public, private = _skills(plan, count, rng)
    public_score, private_score = _scores(plan, public), _scores(plan, private)
    deadline = int(datetime.fromisoformat(str(plan.facts.deadline)).timestamp())
    last = deadline - (rng.exponential(6 * 86_400, count)).astype(np.int64)
    public_rank, private_rank = (_ranks(plan, score, last) for score in (public_score, private_score))
    _be_odd(plan, public_rank, private_rank, public_score, private_score)
    order = np.lexsort((public_rank, np.where(private_rank > 0, private_rank, LAST)))
    size = rng.choice(TEAM_SIZES, size=count, p=SIZE_ODDS)
    if plan.oddity == "redacted":
        size[:2] = 3, 1
    cast = _cast(plan, people, int(size.sum()), int(size[:TOP50].sum()), rng)
    size = np.where(np.cumsum(size) <= len(cast), size, 0)
    return Outcome(
        public_rank=public_rank[order],
        private_rank=private_rank[order],
        public_score=public_score[order],
        private_score=private_score[order],
        submissions=rng.geometric(SUBMISSION_ODDS, count),
        last_submission=last[order],
        size=size,
        people=cast[: int(size.sum())],
    )


def _skills(plan: Plan, count: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Draw skill on both boards with the plan's correlation; teams on a plateau share one public notebook's."""
    public = rng.standard_normal(count)
    private = plan.correlation * public + np.sqrt(1 - plan.correlation**2) * rng.standard_normal(count)
    notebooks = rng.uniform(-0.8, 0.8, (2, 3))
    copied = rng.choice(3, size=count, p=(0.6, 0.3, 0.1))
    on_plateau = rng.random(count) < plan.on_plateaus
    return np.where(on_plateau, notebooks[0][copied], public), np.where(on_plateau, notebooks[1][copied], private)


def _scores(plan: Plan, skill: Floats) -> Floats:
    if plan.oddity == "simulation":
        return np.round(600 + 150 * skill, 1)
    better = 1 if plan.task.metric.higher_is_better else -1
    return np.round(0.5 + 0.3 * (better > 0) + better * plan.task.scale * skill, plan.task.decimals)


def _ranks(plan: Plan, score: Floats, last: Ints) -> Ints:
    """Rank 1..n: the better score first, equal scores in order of submission."""
    better = -1 if plan.oddity == "simulation" or plan.task.metric.higher_is_better else 1
    ranks = np.empty(len(score), dtype=np.int64)
    ranks[np.lexsort((last, better * score))] = np.arange(1, len(score) + 1)
    return ranks


def _be_odd(plan: Plan, public_rank: Ints, private_rank: Ints, public_score: Floats, private_score: Floats) -> None:
    """Change the boards in place as the plan's oddity says."""
    if plan.oddity in ("no-private-board", "simulation"):
        private_rank[:], private_score[:] = 0, np.nan
    if plan.oddity == "identical-boards":
        private_rank[:], private_score[:] = public_rank, public_score
    if plan.oddity == "sentinel-scores":
        private_score[private_rank > len(private_rank) - 5] = SENTINEL
    if plan.oddity == "one-board-only":
        lacks_private = private_rank > len(private_rank) - 4
        lacks_public = (public_rank > len(public_rank) - 4) & ~lacks_private
        private_rank[lacks_private], private_score[lacks_private] = 0, np.nan
        public_rank[lacks_public], public_score[lacks_public] = 0, np.nan
        for rank in (public_rank, private_rank):
            rank[rank > 0] = np.argsort(np.argsort(rank[rank > 0])) + 1


def _cast(plan: Plan, people: int, wanted: int, at_the_top: int, rng: np.random.Generator) -> Ints:
    """Choose distinct people, those of the top teams first; fewer than wanted where the world is small.

    Every third at the top is one of the stars, who have low numbers; to the other places all people come in turn.
    """
    seat = np.arange(at_the_top)
    stars = (people * rng.random(at_the_top) ** 3).astype(np.int64)
    top = np.where(seat % 3 == 2, stars, (plan.number * TURNS + seat - seat // 3) % people)
    drawn = np.concatenate([top, rng.integers(people, size=wanted + wanted // 5)])
    cast = drawn[np.sort(np.unique(drawn, return_index=True)[1])][:wanted]
    head = cast[:at_the_top]
    cast[:at_the_top] = head[np.argsort(np.log1p(head) + 2 * rng.standard_normal(len(head)))]
    return cast
