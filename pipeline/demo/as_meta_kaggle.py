"""The demo world as Meta Kaggle: CSV tables with the dump's columns in the dump's order, written as they are made.

Like the dump, it holds ids that resolve to nothing (deleted accounts), rows of teams that are only benchmarks, and
forums that in-class competitions do not have.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from archive.layout import LAST
from archive.records import Competition, Topic
from insights.medals import medal_zones
from pipeline.demo.columns import Floats, Ints
from pipeline.demo.forums import UNRANKED, Forum, forum, ordinal, team_id
from pipeline.demo.names import HOSTILE_TEAMS, display_names, handles, team_names
from pipeline.demo.outcomes import Outcome, play
from pipeline.demo.people import FIRST_ID, everybody, number_of
from pipeline.demo.plans import Plan, plans
from pipeline.demo.schema import COLUMNS, SEGMENTS
from pipeline.demo.tables import TableFile, known, us_dates, us_times

SUBMISSIONS_PER_COMPETITION = 10_000_000
MESSAGES_PER_TEAM = 0.28
"""2.5 million messages go with 9 million teams in the dump of 2026."""
DELETED_ACCOUNT = 9
"""Row of a team whose only account the dump no longer has."""


def write_tables(
    out: Path, competitions: int, teams: int, people: int, seed: int, in_class: float = 0.25
) -> Iterator[str]:
    """Write all tables to an empty folder, and the truth beside it; yields each slug when it is done."""
    out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        tables = {name: stack.enter_context(TableFile(out, name, columns)) for name, columns in COLUMNS.items()}
        truth = stack.enter_context(out.with_name(f"{out.name}-truth.jsonl").open("w", encoding="utf-8"))
        _write_people(tables, people)
        _write_tags(tables)
        for plan in plans(competitions, teams, seed, in_class):
            outcome = play(plan, people, seed)
            messages = 0 if plan.facts.category == "community" else int(len(outcome) * MESSAGES_PER_TEAM)
            written = forum(plan, outcome, people, messages, seed)
            _write_competition(tables, plan, outcome)
            _write_teams(tables, plan, outcome, written)
            _write_submissions(tables, plan, outcome)
            _write_forum(tables, plan, written.topics, written.texts)
            _write_kernels(tables, plan, outcome)
            truth.writelines(json.dumps(line) + "\n" for line in written.truths)
            yield plan.facts.slug


def _write_people(tables: dict[str, TableFile], people: int) -> None:
    for numbers in everybody(people, chunk=500_000):
        tier = np.searchsorted([40, 400, 2000, 10_000], numbers, side="right")
        tables["Users"].add(
            len(numbers),
            {
                "Id": FIRST_ID + numbers,
                "UserName": handles(numbers),
                "DisplayName": display_names(numbers),
                "RegisterDate": "01/01/2012",
                "PerformanceTier": 4 - tier,
            },
        )
        tables["UserAchievements"].add(
            len(numbers),
            {
                "Id": 5_000_000 + numbers,
                "UserId": FIRST_ID + numbers,
                "AchievementType": "Competitions",
                "Tier": 4 - tier,
                "Points": np.round(200_000 / (numbers + 10), 1),
                "CurrentRanking": known(np.where(tier < 4, numbers + 1, 0)),
                "HighestRanking": known(np.where(tier < 4, numbers // 2 + 1, 0)),
                "TotalGold": 0,
                "TotalSilver": 0,
                "TotalBronze": 0,
            },
        )


TAGS = ("image", "nlp", "time-series", "tabular", "audio")


def _write_tags(tables: dict[str, TableFile]) -> None:
    names = list(TAGS)
    paths = [f"data type > {name}" for name in names]
    tables["Tags"].add(
        len(names),
        {"Id": list(range(1, len(names) + 1)), "ParentTagId": 100, "Name": names, "Slug": names, "FullPath": paths},
    )
    tables["Organizations"].add(1, {"Id": 1, "Name": "The Institute of Made-up Data", "Slug": "made-up"})


def _write_competition(tables: dict[str, TableFile], plan: Plan, outcome: Outcome) -> None:
    facts = plan.facts
    tables["Competitions"].add(1, {name: [value] for name, value in _competition(facts, outcome).items()})
    tables["CompetitionTags"].add(
        1, {"Id": plan.number + 1, "CompetitionId": int(facts.id or 0), "TagId": TAGS.index(plan.task.modality) + 1}
    )


def _competition(facts: Competition, outcome: Outcome) -> dict[str, str]:
    metric = facts.metric
    opened, deadline, merger = us_times([facts.opened, facts.deadline, facts.merger_deadline])
    share = facts.public_share
    values: dict[str, Any] = {
        "Id": facts.id,
        "Slug": facts.slug,
        "Title": facts.title,
        "Subtitle": 'A made-up problem, "quoted"\nwith a line break',
        "HostSegmentTitle": SEGMENTS[facts.category or "featured"],
        "ForumId": "" if facts.category == "community" else facts.id,
        "CompetitionTypeId": 2 if facts.format == "simulation" else 1,
        "HostName": facts.host,
        "EnabledDate": opened,
        "DeadlineDate": deadline,
        "TeamMergerDeadlineDate": merger,
        "HasKernels": True,
        "OnlyAllowKernelSubmissions": bool(facts.code_competition),
        "HasLeaderboard": bool(facts.has_leaderboard),
        "LeaderboardPercentage": "" if share is None else round(100 * share),
        "EvaluationAlgorithmAbbreviation": metric.name if metric else "",
        "EvaluationAlgorithmName": metric.name if metric else "",
        "EvaluationAlgorithmIsMax": "" if metric is None else metric.higher_is_better,
        "MaxDailySubmissions": facts.max_daily_submissions,
        "MaxTeamSize": facts.max_team_size,
        "RewardType": "USD" if facts.prize_usd else facts.reward,
        "RewardQuantity": f"{facts.prize_usd:.4f}" if facts.prize_usd else "",
        "NumPrizes": facts.prizes or "",
        "CanQualifyTiers": bool(facts.awards_points),
        "TotalTeams": len(outcome),
        "TotalCompetitors": len(outcome.people),
        "TotalSubmissions": int(outcome.submissions.sum()),
    }
    return {name: "" if value is None else str(value) for name, value in values.items()}


def _write_teams(tables: dict[str, TableFile], plan: Plan, outcome: Outcome, written: Forum) -> None:
    count = len(outcome)
    if not count:
        return
    rows = np.arange(count)
    starts = np.cumsum(outcome.size) - outcome.size
    leader = np.zeros(count, dtype=np.int64)
    leader[outcome.size > 0] = FIRST_ID + outcome.people[starts[outcome.size > 0]]
    topics = np.zeros(count, dtype=np.int64)
    for writeup in written.writeups:
        if writeup.team and plan.oddity not in UNRANKED:
            topics[int(writeup.team) - team_id(plan, 0)] = int(writeup.writeup[1:])
    names = team_names(rows + plan.number * 1009).to_pylist()
    if plan.oddity == "hostile-names":
        names[10 : 10 + len(HOSTILE_TEAMS)] = HOSTILE_TEAMS
    days = us_dates(outcome.last_submission)
    last = _last_submission(plan, outcome)
    tables["Teams"].add(
        count,
        {
            "Id": team_id(plan, 0) + rows,
            "CompetitionId": plan.facts.id,
            "TeamLeaderId": known(leader),
            "TeamName": names,
            "ScoreFirstSubmittedDate": days,
            "LastSubmissionDate": days,
            "PublicLeaderboardSubmissionId": known(np.where(outcome.public_rank > 0, last, 0)),
            "PrivateLeaderboardSubmissionId": known(np.where(outcome.private_rank > 0, last, 0)),
            "IsBenchmark": "False",
            "Medal": known(_medals(plan, outcome)),
            "PublicLeaderboardRank": known(outcome.public_rank),
            "PrivateLeaderboardRank": known(outcome.private_rank),
            "WriteUpForumTopicId": known(topics),
        },
    )
    benchmark = {"Id": team_id(plan, count), "CompetitionId": plan.facts.id, "TeamName": "Sample Submission Benchmark"}
    tables["Teams"].add(1, {**benchmark, "IsBenchmark": "True"})
    user = FIRST_ID + outcome.people
    if count > 2 * DELETED_ACCOUNT and outcome.size[DELETED_ACCOUNT]:
        user[starts[DELETED_ACCOUNT]] = 7  # no such account
    team = np.repeat(team_id(plan, 0) + rows, outcome.size)
    first = team_id(plan, 0) * 10
    tables["TeamMemberships"].add(len(user), {"Id": first + np.arange(len(user)), "TeamId": team, "UserId": user})


def _medals(plan: Plan, outcome: Outcome) -> Ints:
    """Give 1 gold, 2 silver, 3 bronze, 0 none; on two-stage boards as if the first stage had had twice the teams."""
    if not plan.facts.awards_points:
        return np.zeros(len(outcome), dtype=np.int64)
    zones = medal_zones(len(outcome) * (2 if plan.facts.two_stage else 1))
    rank = np.where(outcome.private_rank > 0, outcome.private_rank, LAST)
    medal = np.searchsorted(zones, rank) + 1
    return np.where(medal <= len(zones), medal, 0)


def _first_submission(plan: Plan) -> int:
    return (plan.number + 1) * SUBMISSIONS_PER_COMPETITION


def _last_submission(plan: Plan, outcome: Outcome) -> Ints:
    """Ids of the submissions that stand on the boards: the last of each team."""
    return _first_submission(plan) + np.cumsum(outcome.submissions) - 1


def _write_submissions(tables: dict[str, TableFile], plan: Plan, outcome: Outcome) -> None:
    if not len(outcome):
        return
    team = np.repeat(np.arange(len(outcome)), outcome.submissions)
    ids = _first_submission(plan) + np.arange(len(team))
    before = _last_submission(plan, outcome)[team] - ids
    worse = before * plan.task.scale / 10 * (-1 if plan.task.metric.higher_is_better else 1)
    starts = np.cumsum(outcome.size) - outcome.size
    people = np.append(outcome.people, 0)
    days = us_dates(outcome.last_submission[team] - 86_400 * before)
    columns: dict[str, Any] = {
        "Id": ids,
        "SubmittedUserId": known(np.where(outcome.size > 0, FIRST_ID + people[starts], 0)[team]),
        "TeamId": team_id(plan, 0) + team,
        "SubmissionDate": days,
        "ScoreDate": days,
        "IsAfterDeadline": "False",
    }
    for board, scores in (("Public", outcome.public_score), ("Private", outcome.private_score)):
        shown = _shown(scores[team] + worse, plan)
        columns[f"{board}ScoreLeaderboardDisplay"] = shown
        columns[f"{board}ScoreFullPrecision"] = shown
    tables["Submissions"].add(len(team), columns)


def _shown(scores: Floats, plan: Plan) -> pa.Array:
    return pa.array(np.round(scores, plan.task.decimals), from_pandas=True)


def _write_forum(tables: dict[str, TableFile], plan: Plan, topics: list[Topic], texts: dict[str, str]) -> None:
    if not topics or plan.facts.category == "community":
        return
    tables["Forums"].add(1, {"Id": plan.facts.id, "ParentForumId": 8, "Title": plan.facts.title})
    times = us_times([topic.posted for topic in topics])
    tables["ForumTopics"].add(
        len(topics),
        {
            "Id": [topic.topic for topic in topics],
            "ForumId": plan.facts.id,
            "LastForumMessageId": [topic.messages[-1].message for topic in topics],
            "FirstForumMessageId": [topic.messages[0].message for topic in topics],
            "CreationDate": times,
            "LastCommentDate": us_times([topic.last_comment for topic in topics]),
            "Title": [topic.title for topic in topics],
            "IsSticky": np.array([bool(topic.sticky) for topic in topics]),
            "TotalViews": 100,
            "Score": [topic.votes for topic in topics],
            "TotalMessages": [len(topic.messages) for topic in topics],
            "TotalReplies": [len(topic.messages) - 1 for topic in topics],
        },
    )
    rows = [(topic, message) for topic in topics for message in topic.messages if not message.deleted]
    bodies = [texts[str(message.text_sha256)] for _, message in rows]
    tables["ForumMessages"].add(
        len(rows),
        {
            "Id": [message.message for _, message in rows],
            "ForumTopicId": [topic.topic for topic, _ in rows],
            "PostUserId": [number_of(message.author) for _, message in rows],
            "PostDate": us_times([message.posted for _, message in rows]),
            "ReplyToForumMessageId": [message.parent for _, message in rows],
            "Message": [f"<p>{body}</p>" for body in bodies],
            "RawMarkdown": bodies,
        },
    )


def _write_kernels(tables: dict[str, TableFile], plan: Plan, outcome: Outcome) -> None:
    """Publish a notebook for each of the first teams, and say in each title which place it is from."""
    rows = np.flatnonzero(outcome.size[:5])
    if not len(rows):
        return
    ids = (plan.number + 1) * 1000 + rows
    slugs = [f"{ordinal(row + 1)}-place-solution-{plan.facts.slug}" for row in rows.tolist()]
    authors = [FIRST_ID + outcome.members(row)[0] for row in rows.tolist()]
    made = us_times([plan.facts.deadline] * len(rows))
    common = {"AuthorUserId": authors, "CreationDate": made, "TotalVotes": 10}
    tables["Kernels"].add(
        len(rows),
        {**common, "Id": ids, "CurrentKernelVersionId": ids, "FirstKernelVersionId": ids, "CurrentUrlSlug": slugs,
         "MadePublicDate": [time[:10] for time in made], "IsProjectLanguageTemplate": "False", "TotalViews": 100,
         "TotalComments": 3},
    )  # fmt: skip
    titles = [slug.replace("-", " ") for slug in slugs]
    tables["KernelVersions"].add(
        len(rows), {**common, "Id": ids, "ScriptId": ids, "VersionNumber": 1, "Title": titles, "ScriptLanguageId": 9}
    )
    tables["KernelVersionCompetitionSources"].add(
        len(rows), {"Id": ids, "KernelVersionId": ids, "SourceCompetitionId": plan.facts.id}
    )
