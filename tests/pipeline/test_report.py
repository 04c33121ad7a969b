import json
import re
from pathlib import Path

import pytest

from archive.records import Change
from pipeline.harvest import HarvestResult
from pipeline.report import MOST_LINES, NewsReport, report_of, write_report


def change(slug: str, what: str, detail: str | None = None) -> Change:
    return Change.model_validate({"date": "2026-06-01", "slug": slug, "what": what, "detail": detail})


NEWS = (
    change("lemon-sorting", "thread", "2 new topics, 9 new messages"),
    change("lemon-sorting", "ended", "deadline 2026-05-30T23:59:00Z"),
    change("lemon-sorting", "board", "private board with 812 teams"),
    change("lemon-sorting", "writeup", "12 new"),
    change("tide-levels", "writeup", "2 new"),
    change("tide-levels", "writeup-withdrawn", "3 withdrawn"),
)


def test_the_summary_counts_things_not_lines() -> None:
    report = NewsReport("Harvest", NEWS)
    assert report.totals() == {"ended": 1, "board": 1, "writeup": 14, "writeup-withdrawn": 3, "thread": 1}
    assert report.summary() == (
        "1 competition ended, 1 board with news, 14 new write-ups, 3 write-ups withdrawn, 1 forum with news"
    )


def test_nothing_new() -> None:
    report = NewsReport("Harvest", (), files=0)
    assert report.commit_message() == "Harvest: nothing new\n"
    assert report.markdown() == "# Harvest\n\nNothing new. 0 files changed.\n"


def test_a_commit_message_has_a_short_subject_and_names_the_competitions() -> None:
    assert NewsReport("Harvest", NEWS).commit_message().splitlines() == [
        "Harvest: news of 2 competitions",
        "",
        "1 competition ended, 1 board with news, 14 new write-ups, 3 write-ups withdrawn, 1 forum with news",
        "lemon-sorting: ended 2026-05-30, private board with 812 teams, 12 new write-ups, "
        "forum: 2 new topics, 9 new messages",
        "tide-levels: 2 new write-ups, 3 write-ups withdrawn",
    ]
    long = [
        change("tide-levels", what, "9 new") for what in ("competition-added", "board", "writeup", "thread", "ended")
    ]
    assert NewsReport("Harvest", tuple(long)).commit_message().startswith("Harvest: news of 1 competition\n")
    one = NewsReport("Harvest", (change("tide-levels", "competition-added", "Tide levels"),))
    assert one.commit_message() == "Harvest: 1 new competition\n\ntide-levels: new competition: Tide levels\n"


@pytest.mark.parametrize(
    ("title", "order"),
    [
        ("Fixes #1", r"#\d"),
        ("Fixes ann/toy#1", r"#\d"),
        ("closes gh-1", r"(?i)gh-\d"),
        ("Resolves https://github.com/ann/toy/issues/1", "https?://github"),
        ("by @ann", "@ann"),
        ("news [skip ci]", r"\[skip ci\]"),
    ],
)
def test_titles_of_others_order_nothing_in_a_commit_message(title: str, order: str) -> None:
    message = NewsReport("Harvest", (change("x", "competition-added", title),)).commit_message()
    assert re.search(order, title)
    assert not re.search(order, message)
    assert message.replace("\u2060", "").endswith(f"new competition: {title}\n")


def test_markdown_lists_competitions_failures_and_warnings() -> None:
    text = NewsReport("Harvest", NEWS, failures=("tide-levels/boards: 3 of 4 teams",), files=4).markdown()
    assert "| lemon-sorting | ended 2026-05-30; private board with 812 teams; 12 new write-ups; " in text
    assert "## Failures\n\n- tide-levels/boards: 3 of 4 teams\n" in text
    assert "## Warnings" not in text


def test_titles_of_others_are_no_markup() -> None:
    hostile = "<img src=x onerror=alert(1)> | [click](https://bad.example)\n# Heading"
    text = NewsReport("Harvest", (change("x", "competition-added", hostile),)).markdown()
    (row,) = [line for line in text.splitlines() if line.startswith("| x |")]
    assert "\\<img" in row
    assert "\\[click\\]" in row
    assert row.replace("\\|", "").count("|") == 3


def test_long_reports_are_cut() -> None:
    many = tuple(change(f"c{number:04}", "thread", "1 new topic, 1 new message") for number in range(MOST_LINES + 7))
    report = NewsReport("Harvest", many)
    assert "... and 7 more competitions" in report.markdown()
    assert "... and 7 more competitions" in report.commit_message()
    assert len(report.commit_message().splitlines()) == MOST_LINES + 3


def test_the_report_of_a_run_lies_in_the_cache(tmp_path: Path) -> None:
    result = HarvestResult("kaggle", changes=list(NEWS), failures=["a"], warnings=["b"], changed=["x", "x", "y"])
    report = report_of([result, HarvestResult("other")], "2026-06-01T12:00:00Z")
    path = write_report(report, tmp_path)
    assert path.read_text().startswith("# Harvest of 2026-06-01: kaggle, other\n")
    plain = json.loads((tmp_path / "report" / "report.json").read_text())
    assert (plain["totals"]["writeup"], plain["failures"], plain["files_changed"]) == (14, ["a"], 2)
    assert (tmp_path / "report" / "commit-message.txt").read_text() == report.commit_message()
