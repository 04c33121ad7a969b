"""Teams, TeamMemberships, Submissions and Users: both boards of each competition.

A team points at the submissions that stand on the boards; their displayed scores are the board's. Names and members are
handed over for teams near the top, and for all teams of boards whose teams are known by name alone. An account that the
dump no longer has is a deleted one, and marked as the platform does: a team that lost all its accounts has no name.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from pydantic import TypeAdapter

from archive.board import Board
from archive.layout import LAST
from archive.merge_boards import DELETED_MEMBER, NAMED_RANKS
from archive.records import Standing
from harvesters.meta_kaggle.engine import BigTable, Engine, parts, within
from harvesters.meta_kaggle.profiles import USERS

TEAMS = BigTable(
    "Teams",
    {
        "Id": ("team", "id"),
        "CompetitionId": ("competition", "id"),
        "TeamName": ("name", "text"),
        "LastSubmissionDate": ("last_submission", "time"),
        "PublicLeaderboardSubmissionId": ("public_submission", "id"),
        "PrivateLeaderboardSubmissionId": ("private_submission", "id"),
        "IsBenchmark": ("is_benchmark", "flag"),
        "Medal": ("medal", "id"),
        "PublicLeaderboardRank": ("public_rank", "id"),
        "PrivateLeaderboardRank": ("private_rank", "id"),
        "WriteUpForumTopicId": ("writeup_topic", "id"),
    },
    keys=frozenset({"Id", "CompetitionId"}),
    ignored=frozenset({"TeamLeaderId", "ScoreFirstSubmittedDate", "MedalAwardDate"}),
)
MEMBERSHIPS = BigTable(
    "TeamMemberships",
    {"Id": ("membership", "id"), "TeamId": ("team", "id"), "UserId": ("person", "id")},
    keys=frozenset({"Id", "TeamId", "UserId"}),
    ignored=frozenset({"RequestDate"}),
)
SUBMISSIONS = BigTable(
    "Submissions",
    {
        "Id": ("submission", "id"),
        "TeamId": ("team", "id"),
        "IsAfterDeadline": ("is_late", "flag"),
        "PublicScoreLeaderboardDisplay": ("public_score", "text"),
        "PrivateScoreLeaderboardDisplay": ("private_score", "text"),
    },
    keys=frozenset({"Id"}),
    ignored=frozenset({
        "SubmittedUserId", "SourceKernelVersionId", "SubmissionDate", "ScoreDate", "IsSelected",
        "PublicScoreFullPrecision", "PrivateScoreFullPrecision",
    }),
)  # fmt: skip

JOINED_TEAMS = 500_000
"""Teams whose boards are joined at a time."""

_LOAD_TEAMS = """
CREATE TABLE team AS SELECT Teams.* FROM Teams SEMI JOIN wanted USING (competition) WHERE team IS NOT NULL
"""
_LOAD_SCORES = """
CREATE TABLE score AS
SELECT team, count(*) FILTER (is_late IS NOT true) AS submissions,
       max(s.public_score) FILTER (submission = public_submission) AS public_score,
       max(s.private_score) FILTER (submission = private_submission) AS private_score
FROM Submissions s JOIN team USING (team) GROUP BY team
"""
_LOAD_MEMBERS = f"""
CREATE TABLE size AS SELECT team, count(*) AS team_size FROM TeamMemberships SEMI JOIN team USING (team) GROUP BY team;
CREATE TABLE member AS
SELECT membership, team, competition, person, private_rank
FROM TeamMemberships JOIN team USING (team)
WHERE least(public_rank, private_rank) <= {NAMED_RANKS} OR competition IN (SELECT competition FROM wanted WHERE by_name)
"""
_LOAD_NAMED = """
CREATE TABLE named AS
SELECT team, list(handle ORDER BY membership) FILTER (handle IS NOT NULL) AS members,
       bool_or(person.person IS NULL) AS lost_some
FROM member LEFT JOIN person USING (person) GROUP BY team
"""
_LOAD_GIVEN = """
CREATE TABLE given AS
SELECT competition, count(*) AS teams,
       coalesce(bool_or(public_rank > 0 AND is_benchmark IS NOT true), false) AS has_public,
       coalesce(bool_or(private_rank > 0 AND is_benchmark IS NOT true), false) AS has_private
FROM team GROUP BY competition
"""
_NO_BOARDS = """
CREATE TABLE board (
    competition BIGINT, team BIGINT, name VARCHAR, members VARCHAR[], team_size BIGINT,
    public_rank BIGINT, public_score VARCHAR, private_rank BIGINT, private_score VARCHAR,
    submissions BIGINT, last_submission VARCHAR, medal VARCHAR, is_benchmark BOOLEAN
)
"""
_ADD_BOARDS = f"""
INSERT INTO board
SELECT competition, team,
       CASE WHEN members IS NOT NULL OR is_benchmark THEN name END,
       CASE WHEN lost_some AND is_benchmark IS NOT true THEN list_append(coalesce(members, []), '{DELETED_MEMBER}')
            ELSE coalesce(members, []) END,
       nullif(team_size, 0),
       CASE WHEN is_benchmark IS NOT true AND public_rank > 0 THEN public_rank END,
       CASE WHEN has_public THEN public_score END,
       CASE WHEN is_benchmark IS NOT true AND private_rank > 0 THEN private_rank END,
       CASE WHEN has_private THEN private_score END,
       submissions, last_submission, CASE medal WHEN 1 THEN 'gold' WHEN 2 THEN 'silver' WHEN 3 THEN 'bronze' END,
       coalesce(is_benchmark, false)
FROM team JOIN given USING (competition)
LEFT JOIN named USING (team) LEFT JOIN size USING (team) LEFT JOIN score USING (team)
WHERE $batch
  AND (has_public AND (public_rank > 0 OR public_score IS NOT NULL)
       OR has_private AND (private_rank > 0 OR private_score IS NOT NULL))
ORDER BY competition
"""
_CELLS = {
    "team": "team::VARCHAR",
    "name": "name",
    "members": "members",
    "team_size": "team_size",
    "public_rank": "public_rank",
    "public_score_text": "public_score",
    "public_score": "finite(public_score)",
    "private_rank": "private_rank",
    "private_score_text": "private_score",
    "private_score": "finite(private_score)",
    "submissions": "submissions",
    "last_submission": "last_submission",
    "medal": "medal",
    "medal_basis": "CASE WHEN medal IS NOT NULL THEN 'recorded' END",
    "is_benchmark": "is_benchmark",
}
"""Fields of a Standing as SQL."""
_RECORD = ", ".join(f"{name}: {cell}" for name, cell in _CELLS.items())
_LINE = ", ',', ".join(_CELLS.get(name, "''") if name != "members" else "''" for name in Standing.model_fields)
_MACROS = """
CREATE MACRO finite(x) AS CASE WHEN isfinite(try_cast(x AS DOUBLE)) THEN try_cast(x AS DOUBLE) END;
CREATE MACRO is_plain(x) AS x IS NULL OR (length(x) < 50 AND regexp_full_match(x, '[+-]?\\d+(\\.\\d+)?'))
"""
_BOARDS = f"""
SELECT competition, team::VARCHAR AS team, public_rank, private_rank,
       CASE WHEN name IS NULL AND len(members) = 0 AND NOT is_benchmark
                 AND is_plain(public_score) AND is_plain(private_score)
            THEN concat({_LINE}, chr(10)) END AS line,
       CASE WHEN line IS NULL THEN to_json({{{_RECORD}}}) END AS record
FROM board WHERE $batch
ORDER BY competition, coalesce(private_rank, {LAST}), coalesce(public_rank, {LAST}), team::VARCHAR
"""
_standings = TypeAdapter(list[Standing])


def load_teams(engine: Engine) -> bool:
    """Read teams and scores of the wanted competitions; False where a table is missing that boards are made of."""
    for table in (TEAMS, SUBMISSIONS, MEMBERSHIPS):
        engine.define(table)
    for statement in (_LOAD_TEAMS, _LOAD_SCORES, _LOAD_MEMBERS):
        engine.run(statement)
    return engine.has(TEAMS, SUBMISSIONS, MEMBERSHIPS, USERS)


def load_boards(engine: Engine) -> None:
    """Join teams, scores and members.

    Some competitions are joined at a time: all of them at once would not fit in the limit, spilled or not.
    """
    for statement in (_MACROS, _LOAD_NAMED, _LOAD_GIVEN, _NO_BOARDS):
        engine.run(statement)
    sizes = engine.run("SELECT competition, teams FROM given ORDER BY competition").fetchall()
    for part in parts(sizes, itemgetter(1), JOINED_TEAMS):
        engine.run(_ADD_BOARDS.replace("$batch", f"competition BETWEEN {part[0][0]} AND {part[-1][0]}"))


def boards(engine: Engine, competitions: Sequence[int]) -> Iterator[tuple[int, Board]]:
    """Boards of some competitions by the competition's id; most rows come as the lines that they will be."""
    found = engine.columns(_BOARDS.replace("$batch", within(competitions)))
    start = 0
    for competition, group in groupby(found["competition"]):
        end = start + sum(1 for _ in group)
        part = {name: column[start:end] for name, column in found.items()}
        told = {at: record for at, record in enumerate(part["record"]) if record is not None}
        rows = _standings.validate_json(f"[{','.join(told.values())}]")
        records = dict(zip(told, rows, strict=True))
        yield competition, Board(part["line"], part["team"], part["public_rank"], part["private_rank"], records)
        start = end
