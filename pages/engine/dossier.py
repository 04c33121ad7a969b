"""A dossier: all that follows from the files of one competition alone, computed once and kept in the cache.

Pages, twins and lists are made from dossiers and rows; no page reads a whole board again. What depends on other
competitions (peers, similar ones) comes later, in `pages.engine.world`.
"""

from typing import Literal

from archive.records import Competition, Record, Standing, WriteUp
from archive.store import State
from insights.boards import Boards, boards_of, boards_of_scores, team_count
from insights.curves import Curve, curve
from insights.medals import Medals, medal_of, medals
from insights.participation import Band, participation
from insights.plateaus import Plateau, plateaus
from insights.score_gap import ScoreGap, score_gap
from insights.shakeup import Shakeup, shakeup
from pages.charts.ranks import ranks_chart

TOP = 50


class Row(Record):
    """One competition in a list: what the index, the rankings and the home page need."""

    folder: str
    """Folder and address."""
    title: str
    """Title, or the slug where it is not known."""
    platform: str
    """Platform id."""
    host: str | None
    """Host as published."""
    category: str | None
    """The platform's class."""
    format: str | None
    """prediction, simulation or hackathon."""
    opened: str | None
    """When it opened."""
    deadline: str | None
    """Final deadline."""
    year: int | None
    """Year of the deadline, else of the opening."""
    teams: int | None
    """Teams; null where neither the platform's count nor a board is known."""
    reward: str | None
    """Reward as printed."""
    prize_usd: float | None
    """Prize in US dollars."""
    metric: str | None
    """Metric as printed."""
    tags: tuple[str, ...]
    """The platform's tags and our modalities, each once."""
    board: Literal["teams", "scores", "none"]
    """What is known of its boards: teams, sorted scores without teams, or nothing."""
    both_boards: bool
    """Whether the public and the private board are known."""
    writeups: int
    """Known write-ups."""
    topics: int
    """Forum topics in the archive."""
    messages: int
    """Forum messages in the archive."""
    public_share: float | None
    """Share of the test data behind the public board."""
    shakeup: Shakeup
    """The shake-up; `percentile_in_peers` is filled in by `pages.engine.world`."""
    sources: tuple[str, ...]
    """Names of the sources of its facts."""
    as_of: str
    """When a fact last moved."""
    missing: tuple[str, ...]
    """Facts that a reader may expect and that are not known."""


class Dossier(Record):
    """What one competition's files say."""

    row: Row
    """The row for lists."""
    competition: Competition
    """The facts."""
    standings_top50: tuple[Standing, ...]
    """Teams in the top 50 of either board, with recorded or computed medals."""
    teams_public: int
    """Ranked teams of the public board."""
    teams_private: int
    """Ranked teams of the private board."""
    medals: Medals
    """Medal zones."""
    plateaus: tuple[Plateau, ...]
    """Largest plateaus of the public board."""
    score_gap: ScoreGap
    """Private minus public score."""
    participation: Band | None
    """Size band."""
    curve_public: Curve
    """Scores of the public board."""
    curve_private: Curve
    """Scores of the private board."""
    ranks_chart: str | None
    """The rank-against-rank chart, drawn here because it needs every team."""
    writeups: tuple[WriteUp, ...]
    """Write-ups, best private rank first."""


EXPECTED = (
    "title", "host", "category", "metric", "deadline", "teams", "submissions", "public_share", "reward", "tags",
)  # fmt: skip


def dossier_of(state: State, folder: str) -> Dossier:
    """Compute what follows from all that the archive holds of one competition."""
    competition, standings = state.competition, state.standings
    boards = boards_of(standings) if standings else boards_of_scores(state.scores)
    zones = medals(competition, boards, standings)
    teams = team_count(competition, boards) or None
    return Dossier(
        row=_row(state, folder, boards, teams),
        competition=competition,
        standings_top50=_top(standings, zones),
        teams_public=len(boards.public),
        teams_private=len(boards.private),
        medals=zones,
        plateaus=plateaus(boards.public),
        score_gap=score_gap(competition, boards),
        participation=participation(teams) if teams else None,
        curve_public=curve(boards.public),
        curve_private=curve(boards.private),
        ranks_chart=_chart(boards, zones),
        writeups=_with_public_ranks(state.writeups, standings),
    )


def _row(state: State, folder: str, boards: Boards, teams: int | None) -> Row:
    it = state.competition
    return Row(
        folder=folder,
        title=it.title or it.slug,
        platform=it.platform,
        host=it.host,
        category=it.category,
        format=it.format,
        opened=it.opened,
        deadline=it.deadline,
        year=_year(it),
        teams=teams,
        reward=it.reward,
        prize_usd=it.prize_usd,
        metric=it.metric.name if it.metric else None,
        tags=tuple(dict.fromkeys((*(tag.id for tag in it.modalities), *it.tags))),
        board="teams" if state.standings else "scores" if state.scores else "none",
        both_boards=bool(len(boards.public) and len(boards.private)),
        writeups=len(state.writeups),
        topics=len(state.topics),
        messages=sum(len(topic.messages) for topic in state.topics),
        public_share=it.public_share,
        shakeup=shakeup(it, boards),
        sources=tuple(sorted(set(it.sources.values()))),
        as_of=it.as_of,
        missing=tuple(name for name in EXPECTED if getattr(it, name) in (None, ())),
    )


def _year(competition: Competition) -> int | None:
    time = competition.deadline or competition.opened
    return int(time[:4]) if time else None


def _with_public_ranks(writeups: tuple[WriteUp, ...], standings: tuple[Standing, ...]) -> tuple[WriteUp, ...]:
    """Write-ups, best private rank first, each with the public rank of its team: by key, else by private rank."""
    by_key = {team.team: team.public_rank for team in standings}
    by_rank = {team.private_rank: team.public_rank for team in standings if team.private_rank}
    found = []
    for writeup in sorted(writeups, key=lambda writeup: (writeup.private_rank or 10**9, writeup.writeup)):
        rank = writeup.public_rank or by_key.get(writeup.team or "") or by_rank.get(writeup.private_rank or 0)
        found.append(writeup.model_copy(update={"public_rank": rank}))
    return tuple(found)


def _top(standings: tuple[Standing, ...], zones: Medals) -> tuple[Standing, ...]:
    """Teams in the top 50 of either board, by private, then public rank, each with its medal and the medal's basis."""
    found = []
    for team in standings:
        if team.is_benchmark or min(team.private_rank or TOP + 1, team.public_rank or TOP + 1) > TOP:
            continue
        medal = medal_of(team, zones)
        found.append(team.model_copy(update={"medal": medal[0], "medal_basis": medal[1]}) if medal else team)
    return tuple(sorted(found, key=lambda team: (team.private_rank or 10**9, team.public_rank or 10**9, team.team)))


def _chart(boards: Boards, zones: Medals) -> str | None:
    if not len(boards.both_public):
        return None
    pairs = zip(boards.both_public.tolist(), boards.both_private.tolist(), strict=True)
    ends = {name: cut.rank for name in ("gold", "silver", "bronze") if (cut := getattr(zones, name))}
    return ranks_chart(list(pairs), ends)
