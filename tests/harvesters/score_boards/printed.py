"""Rows of boards as the platform prints them, in each of its layouts."""

import pytest

from harvesters.score_boards.rows import parse_row


def scraped(rank, name="Bears", members="ann,bob", **changes):
    return {
        "Rank": rank, "RankChangeFromPublic": "", "TeamName": name, "Medal": "", "InTheMoney": "False",
        "IsBenchmark": "False", "TeamMemberUserNames": members, "TeamMemberDisplayNames": "Ann|Bob",
        "MemberTiers": "novice,master", "KernelRef": "", "Score": "0.50000", "SubmissionCount": "3",
        "LastSubmissionDateRaw": "Wed Apr 12 2017 17:29:06 GMT+0200 (Central European Summer Time)",
        "LastSubmissionAgo": "3y",
    } | changes  # fmt: skip


def exported(rank, team, name="Bears", members="ann", score="0.62", **changes):
    return {
        "Rank": rank, "TeamId": team, "TeamName": name, "LastSubmissionDate": "2026-08-10 09:49:35", "Score": score,
        "SubmissionCount": "4", "TeamMemberUserNames": members,
    } | changes  # fmt: skip


def improvement(team, day, score, name="Bears"):
    return {"TeamId": team, "TeamName": name, "SubmissionDate": f"2014-03-{day} 10:00:00", "Score": score}


def row(printed):
    return parse_row(dict(printed), "kaggle", "toy-cup", pytest.fail)
