"""Medals and their cut-offs in score units.

A medal that the platform recorded beats one computed from the rule. The rule is the platform's own table; medals came
in July 2016, and were given to earlier competitions too:

| teams | gold | silver | bronze |
|---|---|---|---|
| 0-99 | top 10 % | top 20 % | top 40 % |
| 100-249 | top 10 | top 20 % | top 40 % |
| 250-999 | top 10 + n//500 | top 50 | top 100 |
| 1000+ | top 10 + n//500 | top 5 % | top 10 % |

The rule is Kaggle's, so it is read on no other platform, and where neither the category nor whether it awards points is
known (Getting Started and class competitions among them) nothing says that a competition gives medals at all.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol, get_args

import numpy as np

from archive.records import Competition, Medal, MedalBasis, Standing
from insights.boards import Boards, team_count
from insights.computed import Computed

COLOURS: tuple[Medal, ...] = get_args(Medal)
_WITHOUT_MEDALS = ("community", "playground", "getting-started")


class Zones(NamedTuple):
    """Last rank of each medal zone; 0 where the zone is empty."""

    gold: int
    silver: int
    bronze: int


class CutOff(Computed):
    """Where a medal zone ends."""

    rank: int
    """Last rank of the zone."""
    score: float | None = None
    """Score of the team at that rank, in the units of the metric."""
    score_text: str | None = None
    """The same as the board prints it."""


_MEDALS_UNKNOWN = "whether it gives medals is not known"
NO_PRIVATE = "no private board is known"
"""Why neither medals nor a shake-up can be told."""


class Medals(Computed):
    """Medal zones of one competition."""

    applicable: bool
    """Whether zones can be told; where false, `reason` says why and the zones are null."""
    reason: str | None = None
    """Why there are no zones."""
    basis: MedalBasis | None = None
    """`recorded` by the platform, or computed by `rule` from the number of teams."""
    gold: CutOff | None = None
    """End of the gold zone."""
    silver: CutOff | None = None
    """End of the silver zone."""
    bronze: CutOff | None = None
    """End of the bronze zone."""
    recorded: dict[Medal, int]
    """Teams by the medal that the platform recorded; empty where it recorded none."""
    unexpected: int
    """Teams whose recorded medal, or lack of one, is not what the rule gives; 0 where nothing is recorded."""

    @property
    def unknown(self) -> bool:
        """Whether there may well be zones, and only what would tell them is not known."""
        return self.reason in (_MEDALS_UNKNOWN, NO_PRIVATE)


class Placing(Computed):
    """A team of the boards with its medal: the fields of a `Standing`, whose checks it has passed."""

    team: str
    was: str | None
    name: str | None
    members: tuple[str, ...]
    team_size: int | None
    public_rank: int | None
    public_score_text: str | None
    public_score: float | None
    private_rank: int | None
    private_score_text: str | None
    private_score: float | None
    submissions: int | None
    last_submission: str | None
    medal: Medal | None
    medal_basis: MedalBasis | None
    is_benchmark: bool
    platform_arrow: int | None


class Placed(Protocol):
    """What a team's medal follows from: a `Standing`, or less."""

    @property
    def private_rank(self) -> int | None:
        """Rank on the private board."""

    @property
    def medal(self) -> Medal | None:
        """Medal that the platform recorded."""

    @property
    def is_benchmark(self) -> bool:
        """Whether it is no team."""


def medal_zones(teams: int) -> Zones:
    """Compute the last rank of each zone from the number of teams; percentages round down."""
    if teams < 100:
        return Zones(teams // 10, teams // 5, teams * 2 // 5)
    if teams < 250:
        return Zones(10, teams // 5, teams * 2 // 5)
    if teams < 1000:
        return Zones(10 + teams // 500, 50, 100)
    return Zones(10 + teams // 500, teams // 20, teams // 10)


def medals(competition: Competition, boards: Boards, standings: Sequence[Placed] = ()) -> Medals:
    """Tell where the medal zones of a competition end: as recorded, else by rule, else why not."""
    recorded = {
        colour: [team.private_rank for team in standings if team.medal == colour and team.private_rank]
        for colour in COLOURS
    }
    counts = {colour: len(ranks) for colour, ranks in recorded.items() if ranks}
    by_rule = medal_zones(team_count(competition, boards))
    reason = _why_not(competition, boards, any_recorded=bool(counts))
    if reason:
        return Medals(applicable=False, reason=reason, recorded=counts, unexpected=0)
    zones = Zones(*(max(ranks, default=0) for ranks in recorded.values())) if counts else by_rule
    return Medals(
        applicable=True,
        basis="recorded" if counts else "rule",
        gold=_cut_off(boards, zones.gold),
        silver=_cut_off(boards, zones.silver),
        bronze=_cut_off(boards, zones.bronze),
        recorded=counts,
        unexpected=sum(team.medal != _in_zone(team, by_rule) for team in standings) if counts else 0,
    )


def medal_of(team: Placed, found: Medals) -> tuple[Medal, MedalBasis] | None:
    """Give a team's medal and its basis: the recorded one, else by rule where nothing is recorded for anybody."""
    if team.medal:
        return team.medal, "recorded"
    if found.basis != "rule":
        return None
    zones = Zones(*(cut.rank if cut else 0 for cut in (found.gold, found.silver, found.bronze)))
    medal = _in_zone(team, zones)
    return (medal, "rule") if medal else None


def with_medal(team: Standing, found: Medals) -> Placing:
    """The team with its medal and the medal's basis."""
    medal, basis = medal_of(team, found) or (None, None)
    return Placing(**vars(team) | {"medal": medal, "medal_basis": basis})


def _why_not(competition: Competition, boards: Boards, *, any_recorded: bool) -> str | None:
    if competition.two_stage:
        return "two-stage: medals follow the first stage's team count, which is not known"
    if any_recorded:
        return None
    if competition.format == "hackathon":
        return "judged, not scored"
    if competition.awards_points is False:
        return "this competition gives no medals"
    if competition.awards_points is None and competition.category in _WITHOUT_MEDALS:
        return f"competitions of the kind {competition.category} give no medals"
    if competition.platform != "kaggle":
        return "the rule is Kaggle's"
    if competition.awards_points is None and competition.category is None:
        return _MEDALS_UNKNOWN
    if not len(boards.private):
        return NO_PRIVATE
    return None


def _in_zone(team: Placed, zones: Zones) -> Medal | None:
    if team.is_benchmark or not team.private_rank:
        return None
    return next((colour for colour, last in zip(COLOURS, zones, strict=True) if team.private_rank <= last), None)


def _cut_off(boards: Boards, rank: int) -> CutOff | None:
    if not rank:
        return None
    place = boards.private.place_at(rank)
    if place is None:
        return CutOff(rank=rank)
    score = float(boards.private.score[place])
    return CutOff(rank=rank, score=None if np.isnan(score) else score, score_text=boards.private.text(place))
