from typing import Any

import pytest

from archive.keys import BadKeyError
from harvesters.kaggle.parse.competitions import parse_competition, parse_data_summary

ITEM = {
    "id": 77,
    "ref": "https://www.kaggle.com/competitions/Lemon-Sorting",
    "title": "Sort\u202e the\nlemons ",
    "url": "https://www.kaggle.com/competitions/Lemon-Sorting",
    "organizationName": "Citrus Works",
    "hostName": "Somebody",
    "category": "Getting Started",
    "reward": "1,500 Usd",
    "tags": [{"name": "tabular"}, {"ref": "nameless"}, "odd"],
    "deadline": "2026-05-30T23:59:00.1234567Z",
    "enabledDate": "0001-01-01T00:00:00",
    "teamCount": "812",
    "maxTeamSize": 0,
    "maxDailySubmissions": 5,
    "isKernelsSubmissionsOnly": False,
    "evaluationMetric": "-",
}


def test_facts_of_the_list() -> None:
    listed = parse_competition(dict(ITEM))
    assert listed.slug == "Lemon-Sorting"
    assert listed.facts == {
        "id": "77",
        "title": "Sort the lemons",
        "url": "https://www.kaggle.com/competitions/Lemon-Sorting",
        "host": "Citrus Works",
        "category": "getting-started",
        "reward": "$1,500",
        "prize_usd": 1500.0,
        "tags": ("tabular",),
        "deadline": "2026-05-30T23:59:00Z",
        "teams": 812,
        "max_daily_submissions": 5,
        "code_competition": False,
    }
    assert listed.oddities == ()
    assert listed.ended("2026-05-30T23:59:00Z")
    assert not listed.ended("2026-05-30T23:58:59Z")


@pytest.mark.parametrize("spelling", ["GettingStarted", "HOST_SEGMENT_GETTING_STARTED", "getting started"])
def test_categories_in_any_spelling(spelling: str) -> None:
    assert parse_competition(ITEM | {"category": spelling}).facts["category"] == "getting-started"


def test_the_old_name_of_community_competitions() -> None:
    assert parse_competition(ITEM | {"category": "InClass"}).facts["category"] == "community"


def test_a_bare_slug_and_a_missing_ref() -> None:
    assert parse_competition({"ref": "lemons"}).slug == "lemons"
    assert parse_competition({"url": "https://www.kaggle.com/c/lemons/"}).slug == "lemons"


@pytest.mark.parametrize("item", [{}, {"ref": None}, {"ref": "a b"}, {"ref": "x/.hidden"}, {"ref": "x" * 101}])
def test_what_cannot_be_a_slug_is_refused(item: dict[str, Any]) -> None:
    with pytest.raises(BadKeyError):
        parse_competition(item)


def test_what_is_new_upstream_announces_itself() -> None:
    listed = parse_competition(ITEM | {"category": "Galactic", "shiny": 1})
    assert listed.oddities == ("unknown field shiny", "unknown category galactic")
    assert "category" not in listed.facts


def test_a_competition_without_deadline_never_ends() -> None:
    assert not parse_competition({"ref": "lemons"}).ended("2999-01-01T00:00:00Z")


def test_data_summary_adds_the_sizes_that_are_known() -> None:
    types = [{"totalSize": "1000"}, {"totalSize": 24}, {"fileCount": 3}, {"totalSize": None}]
    summary = {"fileSummaryInfo": {"totalFileCount": 9, "fileTypes": types}}
    assert parse_data_summary(summary) == {"data_files": 9, "data_bytes": 1024}
    assert parse_data_summary({"fileSummaryInfo": None}) == {}
