"""Import of a Meta-Kaggle-shaped world against DuckDB alone and against pandas, and how its cost grows.

`python -m benchmarks --scale 1 bulk_import` measures the size of the platform, a quarter and a sixteenth of it;
`python -m benchmarks.bulk_import --competitions 1000 --people 2000000` measures one world. A world is imported into an
empty archive, again without a change, and again after one changed score. DuckDB alone reads and joins the same tables
and copies the same rows out, partitioned by competition, with all the memory it wants; pandas reads the tables of teams
and submissions and groups them.
"""

import argparse
import math
import tempfile
from pathlib import Path

from benchmarks.measure import Measured, measure, python, table

COPY = """
SET temp_directory = '{out}/spill';
SET preserve_insertion_order = false;
CREATE VIEW competitions AS
    SELECT * FROM read_csv('{source}/Competitions.csv', {form}) WHERE HostSegmentTitle != 'Community';
CREATE VIEW teams AS
    SELECT Slug, t.* FROM read_csv('{source}/Teams.csv', {form}) t JOIN competitions c ON t.CompetitionId = c.Id;
CREATE TABLE users AS
    SELECT Id, UserName, DisplayName, PerformanceTier, Country FROM read_csv('{source}/Users.csv', {form});
CREATE TABLE near AS
    SELECT Id AS TeamId FROM teams
    WHERE try_cast(PublicLeaderboardRank AS INT) <= 50 OR try_cast(PrivateLeaderboardRank AS INT) <= 50;
CREATE TABLE members AS
    SELECT TeamId, list(UserName) AS members, list(UserId) AS people
    FROM read_csv('{source}/TeamMemberships.csv', {form}) m SEMI JOIN near USING (TeamId)
    JOIN users u ON m.UserId = u.Id GROUP BY TeamId;
CREATE TABLE sizes AS
    SELECT TeamId, count(*) AS size FROM read_csv('{source}/TeamMemberships.csv', {form}) GROUP BY TeamId;
CREATE TABLE scores AS
    SELECT TeamId, count(*) AS submissions,
           max(s.PublicScoreLeaderboardDisplay) FILTER (s.Id = PublicLeaderboardSubmissionId) AS public_score,
           max(s.PrivateScoreLeaderboardDisplay) FILTER (s.Id = PrivateLeaderboardSubmissionId) AS private_score
    FROM read_csv('{source}/Submissions.csv', {form}) s JOIN teams t ON s.TeamId = t.Id GROUP BY TeamId;
COPY (
    SELECT Slug, t.Id, CASE WHEN members IS NOT NULL THEN TeamName END AS name,
           array_to_string(members, ';') AS members, size, PublicLeaderboardRank, public_score,
           PrivateLeaderboardRank, private_score, submissions, LastSubmissionDate, Medal, IsBenchmark
    FROM teams t LEFT JOIN members m ON t.Id = m.TeamId LEFT JOIN sizes z ON t.Id = z.TeamId
    LEFT JOIN scores s ON t.Id = s.TeamId
) TO '{out}/boards' (FORMAT csv, PARTITION_BY (Slug));
COPY (
    SELECT Slug, t.Id AS topic, t.Title, t.CreationDate, m.Id, m.PostDate, m.ReplyToForumMessageId, u.UserName,
           sha256(m.RawMarkdown) AS text
    FROM read_csv('{source}/ForumMessages.csv', {form}) m
    JOIN read_csv('{source}/ForumTopics.csv', {form}) t ON m.ForumTopicId = t.Id
    JOIN competitions c ON t.ForumId = c.ForumId LEFT JOIN users u ON m.PostUserId = u.Id
) TO '{out}/messages' (FORMAT csv, PARTITION_BY (Slug));
COPY (
    SELECT u.*, a.Tier, a.Points, a.CurrentRanking
    FROM users u SEMI JOIN (SELECT unnest(people) AS Id FROM members) USING (Id)
    LEFT JOIN read_csv('{source}/UserAchievements.csv', {form}) a ON a.UserId = u.Id
) TO '{out}/people.csv' (FORMAT csv);
"""
FORM = "header = true, all_varchar = true, quote = '\"', escape = '\"', max_line_size = 8000000, buffer_size = 16000000"
DUCKDB = "import duckdb, sys; duckdb.connect(sys.argv[1]).execute(open(sys.argv[2]).read())"
PANDAS = """
import sys, pandas
teams = pandas.read_csv(sys.argv[1] + "/Teams.csv")
submissions = pandas.read_csv(sys.argv[1] + "/Submissions.csv")
joined = submissions.merge(teams, left_on="TeamId", right_on="Id")
for slug, board in joined.groupby("CompetitionId"):
    board.groupby("TeamId").agg({"Id_x": "count", "PublicScoreLeaderboardDisplay": "last"})
"""


TITLE = "Import of Meta Kaggle"
PLATFORM = {"competitions": 10_000, "teams": 900, "people": 20_000_000}
"""The platform in 2026; teams are the mean of a competition, which makes 9 million, with 20 million submissions."""
STEPS = (1 / 16, 1 / 4, 1)
"""Growth is read from worlds of these parts of the largest."""


def suite(scale: float = 1 / 32) -> str:
    """Measure worlds up to a part of the platform; pandas, which holds all in memory, sees the smallest alone."""
    tables, imports = [], []
    for step in STEPS:
        shape = {name: round(number * (1 if name == "teams" else scale * step)) for name, number in PLATFORM.items()}
        with tempfile.TemporaryDirectory() as folder:
            make(Path(folder) / "world", **shape)
            rows = compare(Path(folder) / "world", Path(folder), pandas=step == STEPS[0])
        size = ", ".join(f"{number:,} {name}" for name, number in shape.items())
        tables.append(f"{size}:\n\n{table(rows, base=rows[0])}")
        imports.append(rows[1])
    return "\n\n".join([*tables, f"{WORLDS} {exponents(imports)}"])


WORLDS = (
    "`teams` is the mean of a competition. No competition is in-class, so that all of them are imported; ratios are to "
    "the first row of each table."
)


def exponents(imports: list[Measured]) -> str:
    """How the import's costs grow with the size: the exponent between the smallest and the largest world."""
    growth = math.log(STEPS[-1] / STEPS[0])
    first, last = imports[0], imports[-1]
    clock, cpu = math.log(last.seconds / first.seconds) / growth, math.log(last.cpu / first.cpu) / growth
    return f"From the smallest to the largest the import grows with exponent {clock:.2f} (CPU seconds: {cpu:.2f})."


def make(world: Path, competitions: int, teams: int, people: int) -> None:
    """Make the world; what is in-class would be counted, not imported, and is left out."""
    size = ("--in-class", "0", "--competitions", str(competitions), "--teams", str(teams), "--people", str(people))
    measure("world", python("-m", "pipeline.cli", "demo", "--out", str(world), "--as", "meta-kaggle", *size))


def compare(world: Path, work: Path, pandas: bool) -> list[Measured]:
    """Measure each way of reading a world; DuckDB alone comes first."""
    sql = work / "copy.sql"
    (work / "duckdb").mkdir()
    sql.write_text(COPY.format(source=world, out=work / "duckdb", form=FORM), encoding="utf-8")
    rows = [measure("DuckDB alone: join, COPY partitioned", python("-c", DUCKDB, str(work / "alone.duckdb"), str(sql)))]
    call = python(
        "-m", "pipeline.cli", "--data", str(work / "data"), "--cache", str(work / "cache"), "harvest", "meta_kaggle",
        "--from", str(world), "--as-of", "2026-01-05",
    )  # fmt: skip
    rows += [measure("import", call), measure("import again, nothing changed", call)]
    _change_one_score(world / "Submissions.csv")
    rows += [measure("import again, one score changed", call)]
    if pandas:
        rows += [measure("pandas: read, merge, group teams and submissions", python("-c", PANDAS, str(world)))]
    return rows


def _change_one_score(path: Path) -> None:
    with path.open("r+b") as table_file:
        head = table_file.read(4096)
        line = head.split(b"\n")[1]
        score = line.split(b'","')[8]
        table_file.seek(head.index(line) + line.rindex(b'"' + score + b'"') + 1)
        table_file.write(score[:-1] + (b"1" if score[-1:] != b"1" else b"2"))


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--competitions", type=int, default=PLATFORM["competitions"])
    options.add_argument("--teams", type=int, default=PLATFORM["teams"])
    options.add_argument("--people", type=int, default=PLATFORM["people"])
    options.add_argument("--no-pandas", action="store_true", help="pandas holds all tables in memory")
    options.add_argument("--work", type=Path, help="folder for all files; default that of temporary files")
    options.add_argument("--world", type=Path, help="a world made before; one of its scores is changed")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.work) as folder:
        work = Path(folder)
        if not chosen.world:
            make(work / "world", chosen.competitions, chosen.teams, chosen.people)
        rows = compare(chosen.world or work / "world", work, not chosen.no_pandas)
    print(table(rows, base=rows[0]))


if __name__ == "__main__":
    main()
