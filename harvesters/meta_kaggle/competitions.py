"""`Competitions.csv` and `Organizations.csv`: a row to facts of one competition."""

from collections.abc import Mapping
from typing import Any

from archive.keys import canonical_url
from archive.records import Category
from archive.text import clean_name, parse_count, parse_flag, parse_number, parse_time
from harvesters.meta_kaggle.tables import Table, read_id
from harvesters.metrics import read_format, read_metric
from harvesters.money import print_reward, read_reward

# Of the 2022 form, the later ones, and what came in 2025 and 2026. Bodies are the authors' texts.
LEFT_ASIDE = frozenset({
    "Subtitle", "CompetitionTypeId", "ProhibitNewEntrantsDeadlineDate", "TeamModelDeadlineDate",
    "ModelSubmissionDeadlineDate", "FinalLeaderboardHasBeenVerified", "HasKernels", "LeaderboardDisplayFormat",
    "ScoreTruncationNumDecimals", "EvaluationAlgorithmDescription", "ValidationSetName", "ValidationSetValue",
    "NumScoredSubmissions", "BanTeamMergers", "EnableTeamModels", "EnableSubmissionModelHashes",
    "EnableSubmissionModelAttachments", "UserRankMultiplier", "Overview", "Rules", "DatasetDescription", "LicenseName",
    "TotalCompressedBytes", "TotalUncompressedBytes",
})  # fmt: skip
COMPETITIONS = Table(
    "Competitions",
    columns={
        "Id": ("id", read_id),
        "Slug": ("slug", str.strip),
        "ForumId": ("forum", read_id),
        "Title": ("title", clean_name),
        "HostSegmentTitle": ("segment", str),
        "OrganizationId": ("organization", read_id),
        "HostName": ("host", clean_name),
        "EnabledDate": ("opened", parse_time),
        "DeadlineDate": ("deadline", parse_time),
        "TeamMergerDeadlineDate": ("merger_deadline", parse_time),
        "OnlyAllowKernelSubmissions": ("code_competition", parse_flag),
        "HasLeaderboard": ("has_leaderboard", parse_flag),
        "LeaderboardPercentage": ("public_percent", parse_number),
        "EvaluationAlgorithmName": ("metric", clean_name),
        "EvaluationAlgorithmAbbreviation": ("metric_code", clean_name),
        "EvaluationAlgorithmIsMax": ("higher_is_better", parse_flag),
        "MaxDailySubmissions": ("max_daily_submissions", parse_count),
        "MaxTeamSize": ("max_team_size", parse_count),
        "RewardType": ("reward_type", str),
        "RewardQuantity": ("reward_quantity", parse_number),
        "NumPrizes": ("prizes", parse_count),
        "CanQualifyTiers": ("awards_points", parse_flag),
        "TotalTeams": ("teams", parse_count),
        "TotalCompetitors": ("participants", parse_count),
        "TotalSubmissions": ("submissions", parse_count),
    },
    required=frozenset({"Slug", "HostSegmentTitle"}),
    ignored=LEFT_ASIDE,
)
ORGANIZATIONS = Table(
    "Organizations",
    columns={"Id": ("id", read_id), "Name": ("name", clean_name)},
    required=frozenset({"Id", "Name"}),
    ignored=frozenset({"Slug", "CreationDate", "Description"}),
)

CATEGORIES: dict[str, Category | None] = {
    "Featured": "featured",
    "Research": "research",
    "Playground": "playground",
    "Getting Started": "getting-started",
    "Recruitment": "recruitment",
    "Masters": "masters",
    "Analytics": "analytics",
    "InClass": "community",
    "Community": "community",
    # Retired segments of 2012 to 2014 without a counterpart among today's.
    "Prospect": None,
    "GE Quests": None,
}
ANY_SIZE = 1000
"""Team sizes from here on (the table prints 2147483647) and 0 mean that there is no limit."""


def parse_competition(row: dict[str, Any], hosts: Mapping[str, str]) -> dict[str, Any]:
    """Facts of one competition, unknown ones left out. Totals of 0 mean that nobody has counted yet.

    `LeaderboardPercentage` 1 marks two stages: the public board showed 1 % of the data; 0 and 100 mean no private
    split.
    """
    metric = read_metric(row.get("metric"), row.get("metric_code"), higher_is_better=row.get("higher_is_better"))
    percent = row.get("public_percent")
    reward = print_reward(row.get("reward_type"), row.get("reward_quantity"))
    team_size = row.get("max_team_size") or ANY_SIZE
    facts = {
        "url": canonical_url(f"https://www.kaggle.com/c/{row['slug']}"),
        "host": hosts.get(row.get("organization", ""), row.get("host")),
        "category": CATEGORIES.get(row.get("segment", "")),
        "format": read_format(metric),
        "metric": metric,
        "public_share": percent / 100 if percent is not None and 0 <= percent <= 100 else None,
        "two_stage": True if percent == 1 else None,
        "max_team_size": team_size if team_size < ANY_SIZE else None,
        **{name: row.get(name) or None for name in ("teams", "participants", "submissions", "max_daily_submissions")},
        **{name: row.get(name) for name in _AS_READ},
        **read_reward(reward),
    }
    return {name: value for name, value in facts.items() if value is not None}


_AS_READ = (
    "id", "title", "opened", "deadline", "merger_deadline", "code_competition", "has_leaderboard", "prizes",
    "awards_points",
)  # fmt: skip
