"""Columns of the Meta Kaggle tables that the demo world writes, in the dump's order (state of 2026)."""

from archive.records import Category


def _columns(names: str) -> tuple[str, ...]:
    return tuple(names.split())


COLUMNS = {
    "Competitions": _columns(
        "Id Slug Title Subtitle HostSegmentTitle ForumId OrganizationId CompetitionTypeId HostName EnabledDate"
        " DeadlineDate ProhibitNewEntrantsDeadlineDate TeamMergerDeadlineDate TeamModelDeadlineDate"
        " ModelSubmissionDeadlineDate FinalLeaderboardHasBeenVerified HasKernels OnlyAllowKernelSubmissions"
        " HasLeaderboard LeaderboardPercentage ScoreTruncationNumDecimals EvaluationAlgorithmAbbreviation"
        " EvaluationAlgorithmName EvaluationAlgorithmDescription EvaluationAlgorithmIsMax ValidationSetName"
        " ValidationSetValue MaxDailySubmissions NumScoredSubmissions MaxTeamSize BanTeamMergers EnableTeamModels"
        " EnableSubmissionModelHashes EnableSubmissionModelAttachments RewardType RewardQuantity NumPrizes"
        " UserRankMultiplier CanQualifyTiers TotalTeams TotalCompetitors TotalSubmissions Overview Rules"
        " DatasetDescription LicenseName TotalCompressedBytes TotalUncompressedBytes"
    ),
    "Organizations": _columns("Id Name Slug CreationDate Description"),
    "Teams": _columns(
        "Id CompetitionId TeamLeaderId TeamName ScoreFirstSubmittedDate LastSubmissionDate"
        " PublicLeaderboardSubmissionId PrivateLeaderboardSubmissionId IsBenchmark Medal MedalAwardDate"
        " PublicLeaderboardRank PrivateLeaderboardRank WriteUpForumTopicId"
    ),
    "TeamMemberships": _columns("Id TeamId UserId RequestDate"),
    "Submissions": _columns(
        "Id SubmittedUserId TeamId SourceKernelVersionId SubmissionDate ScoreDate IsAfterDeadline IsSelected"
        " PublicScoreLeaderboardDisplay PublicScoreFullPrecision PrivateScoreLeaderboardDisplay"
        " PrivateScoreFullPrecision"
    ),
    "Users": _columns("Id UserName DisplayName RegisterDate PerformanceTier Country LocationSharingOptOut"),
    "UserAchievements": _columns(
        "Id UserId AchievementType Tier TierAchievementDate Points CurrentRanking HighestRanking TotalGold TotalSilver"
        " TotalBronze"
    ),
    "Forums": _columns("Id ParentForumId Title"),
    "ForumTopics": _columns(
        "Id ForumId KernelId LastForumMessageId FirstForumMessageId CreationDate LastCommentDate Title IsSticky"
        " TotalViews Score TotalMessages TotalReplies"
    ),
    "ForumMessages": _columns(
        "Id ForumTopicId PostUserId PostDate ReplyToForumMessageId Message RawMarkdown Medal MedalAwardDate"
    ),
    "Tags": _columns(
        "Id ParentTagId Name Slug FullPath Description DatasetCount CompetitionCount KernelCount"
    ),
    "CompetitionTags": _columns("Id CompetitionId TagId"),
    "Kernels": _columns(
        "Id AuthorUserId CurrentKernelVersionId ForkParentKernelVersionId ForumTopicId FirstKernelVersionId"
        " CreationDate EvaluationDate MadePublicDate IsProjectLanguageTemplate CurrentUrlSlug Medal MedalAwardDate"
        " TotalViews TotalComments TotalVotes"
    ),
    "KernelVersions": _columns(
        "Id ScriptId ParentScriptVersionId ScriptLanguageId AuthorUserId CreationDate VersionNumber Title"
        " EvaluationDate IsChange TotalLines LinesInsertedFromPrevious LinesChangedFromPrevious"
        " LinesUnchangedFromPrevious LinesInsertedFromFork LinesDeletedFromFork LinesChangedFromFork"
        " LinesUnchangedFromFork TotalVotes IsInternetEnabled RunningTimeInMilliseconds AcceleratorTypeId DockerImage"
    ),
    "KernelVersionCompetitionSources": _columns("Id KernelVersionId SourceCompetitionId"),
}  # fmt: skip
SEGMENTS: dict[Category, str] = {
    "featured": "Featured",
    "research": "Research",
    "playground": "Playground",
    "getting-started": "Getting Started",
    "recruitment": "Recruitment",
    "masters": "Masters",
    "analytics": "Analytics",
    "community": "Community",
}
"""`HostSegmentTitle` of each category."""
