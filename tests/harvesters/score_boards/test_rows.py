import pytest

from archive.keys import team_key
from harvesters.score_boards.rows import parse_row
from tests.harvesters.score_boards.printed import exported, row, scraped


def test_a_scraped_row():
    parsed = row(scraped("2", RankChangeFromPublic="+136", Medal="gold"))
    assert parsed.team == team_key("kaggle", "toy-cup", "Bears", ("bob", "ann"))
    assert (parsed.name, parsed.members, parsed.team_size) == ("Bears", ("ann", "bob"), 2)
    assert (parsed.rank, parsed.score_text, parsed.submissions, parsed.arrow) == (2, "0.50000", 3, 136)
    assert (parsed.medal, parsed.is_benchmark, parsed.last_submission) == ("gold", False, "2017-04-12T15:29:06Z")


def test_a_row_of_the_present_export():
    parsed = row(exported("1", "16690701"))
    assert (parsed.team, parsed.rank, parsed.last_submission) == ("16690701", 1, "2026-08-10T09:49:35Z")
    assert (parsed.arrow, parsed.medal, parsed.is_benchmark) == (None, None, False)


@pytest.mark.parametrize(
    "printed",
    [
        scraped("", RankChangeFromPublic="0", IsBenchmark="True", members="host"),
        scraped("7", IsBenchmark="True"),
        scraped(""),
        exported("0", "9", name="baseline.csv", members=""),
    ],
)
def test_benchmarks_have_no_rank_and_no_arrow(printed):
    parsed = row(printed)
    assert (parsed.is_benchmark, parsed.rank, parsed.arrow) == (True, None, None)
    assert (parsed.members, parsed.team_size) == ((), None)
    assert parsed.name
    assert parsed.score_text


def test_names_that_scraping_split_are_no_members():
    parsed = row(scraped("1", members="ann,bob,cat,,dan,ann"))
    assert (parsed.members, parsed.team_size) == (("ann", "bob", "cat", "dan"), 4)


def test_deleted_teams_of_one_name_stay_apart():
    assert row(scraped("1", "[Deleted]", "del=aa")).team != row(scraped("2", "[Deleted]", "del=bb")).team


def test_a_row_without_members_and_scores_keeps_its_place():
    parsed = row(scraped("9", members="", Score="", SubmissionCount="", LastSubmissionDateRaw=""))
    assert (parsed.rank, parsed.members, parsed.team_size, parsed.score_text) == (9, (), None, None)
    assert (parsed.submissions, parsed.last_submission) == (None, None)


def test_hostile_names_are_cleaned():
    assert row(scraped("1", "\u202eBears\x00 <script>\n")).name == "Bears <script>"


def test_an_unknown_column_announces_itself():
    warnings = []
    parse_row(scraped("1", Colour="red"), "kaggle", "toy-cup", warnings.append)
    assert warnings == ["unknown column 'Colour': read it or add it to IGNORED"]
