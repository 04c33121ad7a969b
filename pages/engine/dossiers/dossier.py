"""A dossier: all that follows from the files of one competition alone, computed once and kept in the cache.

Pages, twins and lists are made from dossiers and rows; no page reads a whole board again. What depends on other
competitions (peers, similar ones) comes later, in `pages.engine.world`.
"""

from collections.abc import Iterable, Sequence

from archive.corrections import in_effect, sources_of
from archive.layout import LAST, THREADS
from archive.records import Competition, Correction, Standing, WriteUp
from archive.store import Archive, ArchiveError, State
from insights.boards import Boards, boards_of, team_count
from insights.cards import cards
from insights.closeness import Closeness, closeness
from insights.computed import Computed
from insights.curves import Curve, ScoresAt, curve, round_ranks
from insights.efficiency import hours_open
from insights.ideas import asks_the_forum
from insights.knowledge import Knowledge, knowledge
from insights.medals import COLOURS, Medals, Placing, medals, with_medal
from insights.participation import Band, participation
from insights.plateaus import Plateau, largest_plateau, plateaus, tie_mass
from insights.practice import year_of
from insights.rounding import published
from insights.score_gap import ScoreGap, score_gap
from insights.shakeup import Shakeup, shakeup
from insights.solutions import written
from pages.charts.ranks import ranks_chart
from pages.engine.dossiers.board_reading import Team, read_boards, read_scores
from pages.engine.dossiers.board_table import BoardTable
from pages.engine.row import EXPECTED, Row


class Dossier(Computed):
    """What one competition's files say."""

    row: Row
    """The row for lists."""
    competition: Competition
    """The facts."""
    corrections: tuple[Correction, ...]
    """Facts that somebody corrected by hand, of teams only those below; each says why."""
    sources: dict[str, str]
    """Source of each fact; of a corrected one the correction."""
    standings_top50: tuple[Placing, ...]
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
    round_ranks: tuple[ScoresAt, ...]
    """Public and private score at round ranks, of the whole boards."""
    ranks_chart: str | None
    """The rank-against-rank chart, drawn here because it needs every team."""
    writeups: tuple[WriteUp, ...]
    """Write-ups, best private rank first."""
    knowledge: Knowledge
    """What its texts say of techniques, compute, ideas and scores."""


def texts_of(archive: Archive, folder: str) -> State:
    """Read the facts of one competition and what was written about it; the forum only where ideas are looked for there.

    Raises ArchiveError where a file cannot be read.
    """
    competition = archive.competition(folder)
    if competition is None:
        raise ArchiveError(f"{archive.root}: {folder} has no competition.json; run `leaderlore check`")
    writeups = archive.writeups(folder)
    topics = archive.topics(folder) if asks_the_forum(writeups) else ()
    return State(competition, topics=topics, writeups=writeups, claims=archive.claims(folder))


def dossier_of(archive: Archive, folder: str, texts: State, board: BoardTable | None) -> Dossier:
    """Compute what follows from all that is known of one competition.

    Raises ArchiveError where a file cannot be read.
    """
    competition, writeups = texts.competition, texts.writeups
    leaderboard = read_boards(board, competition) if board and board.has_teams else None
    boards = leaderboard.boards if leaderboard else read_scores(board) if board else boards_of(())
    top, notable = (leaderboard.top, leaderboard.notable) if leaderboard else ((), ())
    zones = medals(competition, boards, notable)
    corrected = in_effect(State(competition, standings=tuple(top), writeups=writeups), archive.corrections(folder))
    sources = sources_of(competition, corrected)
    teams = team_count(competition, boards) or None
    return Dossier(
        row=_row(
            competition,
            folder=folder,
            teams=teams,
            named=leaderboard is not None,
            members_known=any(team.members for team in top),
            boards=boards,
            writeups=writeups,
            forum=_forum(archive, folder),
            close=closeness(boards.private, zones),
            shaken=shakeup(competition, boards, zones),
            sources=sources,
        ),
        competition=competition,
        corrections=corrected,
        sources=sources,
        standings_top50=_top(top, zones),
        teams_public=len(boards.public),
        teams_private=len(boards.private),
        medals=zones,
        plateaus=plateaus(boards.public),
        score_gap=score_gap(competition, boards),
        participation=participation(teams) if teams else None,
        curve_public=curve(boards.public),
        curve_private=curve(boards.private),
        round_ranks=round_ranks(boards),
        ranks_chart=_chart(boards, zones),
        writeups=_with_public_ranks(writeups, notable),
        knowledge=knowledge(texts, folder, boards, zones, cards()),
    )


def _row(
    it: Competition,
    *,
    folder: str,
    teams: int | None,
    named: bool,
    members_known: bool,
    boards: Boards,
    writeups: Sequence[WriteUp],
    forum: tuple[int, int],
    close: Closeness,
    shaken: Shakeup,
    sources: dict[str, str],
) -> Row:
    return Row(
        folder=folder,
        slug=it.slug,
        title=it.title or it.slug,
        platform=it.platform,
        host=it.host,
        category=it.category,
        format=it.format,
        opened=it.opened,
        deadline=it.deadline,
        year=year_of(it),
        teams=teams,
        reward=it.reward,
        prize_usd=it.prize_usd,
        metric=it.metric.name if it.metric else None,
        metric_id=it.metric.id if it.metric else None,
        tags=tuple(dict.fromkeys((*(tag.id for tag in it.modalities), *it.tags))),
        code_competition=it.code_competition,
        board="teams" if named else "scores" if len(boards.public) + len(boards.private) else "none",
        members_known=members_known,
        both_boards=bool(len(boards.public) and len(boards.private)),
        writeups=len(writeups),
        solutions=written(writeups).solutions,
        topics=forum[0],
        messages=forum[1],
        public_share=it.public_share,
        max_daily_submissions=it.max_daily_submissions,
        submissions=it.submissions,
        days_open=None if (hours := hours_open(it)) is None else published(hours / 24),
        tied=published(tie_mass(boards.private)),
        plateau=published(largest_plateau(boards.public)),
        closeness=close,
        shakeup=shaken,
        sources=tuple(sorted(set(sources.values()))),
        as_of=it.as_of,
        missing=tuple(name for name in EXPECTED if (teams if name == "teams" else getattr(it, name)) in (None, ())),
    )


def _forum(archive: Archive, folder: str) -> tuple[int, int]:
    """Topics and messages, counted in the file's canonical form: a quote inside a text is always escaped there."""
    path = archive.path(THREADS, folder)
    content = path.read_bytes() if path.is_file() else b""
    return content.count(b"\n"), content.count(b'{"message":')


def _with_public_ranks(writeups: tuple[WriteUp, ...], notable: Iterable[Team]) -> tuple[WriteUp, ...]:
    """Write-ups, best private rank first, each with the public rank of its team where the team is known."""
    ranks = {team.team: team.public_rank for team in notable}
    ordered = sorted(writeups, key=lambda writeup: (writeup.private_rank or LAST, writeup.writeup))
    return tuple(
        writeup.model_copy(update={"public_rank": writeup.public_rank or ranks.get(writeup.team or "")})
        for writeup in ordered
    )


def _top(teams: Iterable[Standing], zones: Medals) -> tuple[Placing, ...]:
    """Teams by private, then public rank, each with its medal and the medal's basis."""
    ordered = sorted(teams, key=lambda team: (team.private_rank or LAST, team.public_rank or LAST, team.team))
    return tuple(with_medal(team, zones) for team in ordered)


def _chart(boards: Boards, zones: Medals) -> str | None:
    if not len(boards.both_public):
        return None
    ends = {name: cut.rank for name in COLOURS if (cut := getattr(zones, name))}
    return ranks_chart(boards.both_public, boards.both_private, ends)
