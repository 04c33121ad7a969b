"""Users and UserAchievements: handles of members and authors, and profiles of whoever stands near the top."""

from archive.board import count_teams
from archive.keys import person_key
from archive.merge_boards import NAMED_RANKS
from archive.people import TIERS
from archive.records import Person
from archive.text import clean_name
from harvesters.meta_kaggle.engine import BigTable, Engine

USERS = BigTable(
    "Users",
    {
        "Id": ("person", "id"),
        "UserName": ("handle", "text"),
        "DisplayName": ("name", "text"),
        "PerformanceTier": ("tier", "id"),
        "Country": ("country", "text"),
        "LocationSharingOptOut": ("hides_location", "flag"),
    },
    keys=frozenset({"Id", "UserName"}),
    ignored=frozenset({"RegisterDate"}),
)
ACHIEVEMENTS = BigTable(
    "UserAchievements",
    {
        "UserId": ("person", "id"),
        "AchievementType": ("what", "text"),
        "Tier": ("tier", "id"),
        "Points": ("points", "text"),
        "CurrentRanking": ("ranking", "id"),
    },
    ignored=frozenset({
        "Id", "TierAchievementDate", "HighestRanking", "TotalGold", "TotalSilver", "TotalBronze",
    }),
)  # fmt: skip

_LOAD = """
CREATE TABLE person AS
SELECT * REPLACE (CASE WHEN regexp_matches(handle, '[\\pL\\pN]') THEN handle END AS handle)
FROM Users SEMI JOIN (SELECT person FROM member UNION ALL SELECT person FROM author)
USING (person)
"""
_LOAD_LISTED = """
CREATE TABLE listed AS
SELECT person, handle, name, coalesce(a.tier, p.tier) AS tier, try_cast(points AS DOUBLE) AS points,
       nullif(ranking, 0) AS ranking, CASE WHEN hides_location IS NOT true THEN country END AS country
FROM person p
SEMI JOIN (
    SELECT person FROM member WHERE private_rank BETWEEN 1 AND {last_rank} AND competition IN {large}
) USING (person)
LEFT JOIN (SELECT * FROM UserAchievements WHERE what = 'Competitions') a USING (person)
WHERE handle IS NOT NULL
"""
_COUNTS = """
SELECT competition, any_value(wanted.teams), count(*) FILTER (public_rank > 0), coalesce(max(public_rank), 0),
       count(*) FILTER (private_rank > 0), coalesce(max(private_rank), 0)
FROM team JOIN wanted USING (competition) WHERE is_benchmark IS NOT true GROUP BY competition
"""


def load_people(engine: Engine) -> None:
    """Read accounts of members and authors."""
    engine.define(USERS)
    engine.run(_LOAD)


def load_profiles(engine: Engine, min_teams: int) -> None:
    """Read profiles of all who stand in the private top 50 of a wanted competition of at least so many teams."""
    engine.define(ACHIEVEMENTS)
    counts = engine.run(_COUNTS).fetchall()
    large = [competition for competition, stated, *seen in counts if count_teams(stated, seen) >= min_teams]
    engine.run(_LOAD_LISTED.format(large=f"{large}::BIGINT[]", last_rank=NAMED_RANKS))


def profiles(engine: Engine, as_of: str) -> tuple[Person, ...]:
    """The profiles that were read."""
    rows = engine.run("SELECT * FROM listed ORDER BY person").fetchall()
    return tuple(parse_profile(row, as_of) for row in rows)


def parse_profile(
    row: tuple[int, str, str | None, int | None, float | None, int | None, str | None], as_of: str
) -> Person:
    """One row of the query: id, handle, display name, tier, points, ranking, country as the profile states it."""
    person, handle, name, tier, points, ranking, country = row
    known = tier is not None and 0 <= tier < len(TIERS)
    return Person(
        person=person_key(user_id=person),
        handles=(handle,),
        name=clean_name(name),
        tier=TIERS[tier] if known and tier is not None else None,
        tier_as_of=as_of if known else None,
        points=points,
        ranking=ranking,
        location=clean_name(country),
        profile_url=f"https://www.kaggle.com/{handle}",
        as_of=as_of,
    )
