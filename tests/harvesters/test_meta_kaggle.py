import zipfile

import pytest

from archive.records import Competition
from archive.store import Archive, State
from harvesters.base import HarvestError
from harvesters.meta_kaggle import harvest
from harvesters.meta_kaggle.competitions import COMPETITIONS, parse_competition
from harvesters.meta_kaggle.tables import Table, read_id, read_rows
from tests.harvesters.files import as_csv, context, write

ROW = {
    "Id": "501", "Slug": "toy-cup", "Title": "Toy Cup", "Subtitle": "Find\nthe \"toys\"",
    "HostSegmentTitle": "Featured", "ForumId": "7",
    "OrganizationId": "", "HostName": "", "EnabledDate": "04/27/2019 21:29:09", "DeadlineDate": "08/02/2019 12:32:00",
    "TeamMergerDeadlineDate": "", "OnlyAllowKernelSubmissions": "True", "HasLeaderboard": "True",
    "LeaderboardPercentage": "30", "EvaluationAlgorithmName": "Log Loss", "EvaluationAlgorithmAbbreviation": "LogLoss",
    "EvaluationAlgorithmIsMax": "False", "MaxDailySubmissions": "5", "MaxTeamSize": "4", "RewardType": "USD",
    "RewardQuantity": "25000.0000", "NumPrizes": "3", "CanQualifyTiers": "True", "TotalTeams": "107",
    "TotalCompetitors": "116", "TotalSubmissions": "855",
}  # fmt: skip


def folder(tmp_path, *rows, organizations=None):
    write(tmp_path / "tables" / "Competitions.csv", as_csv([ROW | row for row in rows], quote_all=True))
    if organizations:
        write(tmp_path / "tables" / "Organizations.csv", as_csv(organizations, quote_all=True))
    return tmp_path / "tables"


def facts(tmp_path, hosts=None, **changes):
    (row,) = read_rows(folder(tmp_path, changes), COMPETITIONS, pytest.fail)
    return parse_competition(row, hosts or {})


def test_a_row_of_2022_becomes_facts(tmp_path):
    found = facts(tmp_path)
    assert found.pop("metric").model_dump() == {"id": "log-loss", "name": "Log Loss", "higher_is_better": False}
    assert found == {
        "id": "501", "title": "Toy Cup", "url": "https://www.kaggle.com/competitions/toy-cup", "category": "featured",
        "opened": "2019-04-27T21:29:09Z", "deadline": "2019-08-02T12:32:00Z", "code_competition": True,
        "has_leaderboard": True, "public_share": 0.3, "max_daily_submissions": 5, "max_team_size": 4, "prizes": 3,
        "reward": "$25,000", "prize_usd": 25000.0, "awards_points": True, "teams": 107, "participants": 116,
        "submissions": 855,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("column", "cell", "name", "value"),
    [
        ("Id", "501.0", "id", "501"),
        ("EnabledDate", "1556400549000000", "opened", "2019-04-27T21:29:09Z"),
        ("EnabledDate", "04/27/2019", "opened", "2019-04-27T00:00:00Z"),
        ("EnabledDate", "2019-04-27 21:29:09", "opened", "2019-04-27T21:29:09Z"),
        ("HasLeaderboard", "false", "has_leaderboard", False),
        ("HasLeaderboard", "False", "has_leaderboard", False),
        ("MaxTeamSize", "2147483647", "max_team_size", None),
        ("MaxTeamSize", "0", "max_team_size", None),
        ("TotalTeams", "0", "teams", None),
        ("LeaderboardPercentage", "0", "public_share", 0.0),
        ("LeaderboardPercentage", "100", "public_share", 1.0),
        ("LeaderboardPercentage", "30", "two_stage", None),
        ("LeaderboardPercentage", "1", "two_stage", True),
        ("HostSegmentTitle", "Community", "category", "community"),
        ("HostSegmentTitle", "InClass", "category", "community"),
        ("HostSegmentTitle", "GE Quests", "category", None),
        ("RewardType", "Swag", "reward", "Swag"),
        ("RewardType", "EUR", "prize_usd", None),
        ("EvaluationAlgorithmName", "Halite", "format", "simulation"),
    ],
)
def test_cells_in_all_their_forms(tmp_path, column, cell, name, value):
    assert facts(tmp_path, **{column: cell}).get(name) == value


def test_a_metric_without_a_name_goes_by_its_code_and_the_flag_gives_the_direction(tmp_path):
    metric = facts(tmp_path, EvaluationAlgorithmName="", EvaluationAlgorithmAbbreviation="Own", RewardType="")["metric"]
    assert metric.model_dump() == {"id": None, "name": "Own", "higher_is_better": False}


def test_the_organisation_names_the_host_and_the_text_stands_in_for_it(tmp_path):
    hosts = {"12": "Toy Makers"}
    assert facts(tmp_path, hosts, OrganizationId="12.0", HostName="Makers")["host"] == "Toy Makers"
    assert facts(tmp_path, hosts, OrganizationId="99", HostName="Makers")["host"] == "Makers"


def test_in_class_competitions_are_counted_unless_known_or_asked_for(tmp_path):
    tables = folder(
        tmp_path,
        {},
        {"Slug": "class-a", "HostSegmentTitle": "InClass"},
        {"Slug": "class-b", "HostSegmentTitle": "Community"},
    )
    archive = Archive(tmp_path / "data")
    known = Competition(platform="kaggle", slug="class-b", as_of="2020-01-01T00:00:00Z", sources={})
    archive.save("class-b", State(known))
    run = context(tmp_path, tables)
    assert [finding.slug for finding in harvest(run)] == ["toy-cup", "class-b"]
    assert run.counts == {"community competitions, not imported": 1}
    assert [f.slug for f in harvest(context(tmp_path, tables, category="community"))] == ["class-a", "class-b"]
    assert [f.slug for f in harvest(context(tmp_path, tables, only=frozenset({"class-a"})))] == ["class-a"]
    assert [f.slug for f in harvest(context(tmp_path, tables, category="research"))] == []
    assert [f.slug for f in harvest(context(tmp_path, tables, since="2020-01-01T00:00:00Z"))] == []


def test_a_zip_reads_like_its_folder(tmp_path):
    tables = folder(tmp_path, {}, organizations=[{"Id": "12", "Name": "Toy Makers", "Description": "<p>toys</p>"}])
    with zipfile.ZipFile(tmp_path / "dump.zip", "w") as archive:
        for file in tables.iterdir():
            archive.write(file, f"meta-kaggle/{file.name}")
    as_of = "2022-03-11T00:00:00Z"
    assert list(harvest(context(tmp_path, tmp_path / "dump.zip", as_of=as_of))) == list(
        harvest(context(tmp_path, tables, as_of=as_of))
    )


def test_bad_slugs_and_unknown_segments_are_reported_and_the_rest_goes_on(tmp_path):
    run = context(tmp_path, folder(tmp_path, {"Slug": "../etc"}, {"HostSegmentTitle": "Gala"}))
    assert [finding.slug for finding in harvest(run)] == ["toy-cup"]
    assert any("slug '../etc' is refused" in warning for warning in run.warnings)
    assert any("unknown segment 'Gala'" in warning for warning in run.warnings)


TOYS = Table("Toys", {"Id": ("id", read_id), "Name": ("name", str)}, frozenset({"Id"}), frozenset({"Note"}))


def toys(tmp_path, text):
    warnings = []
    write(tmp_path / "Toys.csv", text)
    return list(read_rows(tmp_path, TOYS, warnings.append)), warnings


def test_columns_go_by_name_whatever_their_order_and_number(tmp_path):
    assert toys(tmp_path, "\ufeffNote,Name,Id\nx,bear,1.0\n") == ([{"name": "bear", "id": "1"}], [])
    rows, warnings = toys(tmp_path, "Id,Colour\n1,red\n")
    assert rows == [{"id": "1"}]
    assert "unknown column 'Colour'" in warnings[0]
    assert "no column 'Name'" in warnings[1]


def test_a_body_longer_than_the_csv_module_expects(tmp_path):
    body = "line\n" * 100_000
    assert toys(tmp_path, f'Id,Name,Note\n"1","{body}",""\n')[0] == [{"id": "1", "name": body}]


def test_unreadable_cells_and_cut_rows_are_counted(tmp_path):
    rows, warnings = toys(tmp_path, "Id,Name,Note\none,bear,\n2\n3,ball,\n")
    assert rows == [{"name": "bear"}, {"id": "3", "name": "ball"}]
    assert warnings == [
        "Toys.csv: 1 times could not read Id",
        "Toys.csv: 1 times could not read a whole row: it has another number of cells than the header",
    ]


@pytest.mark.parametrize(("name", "text"), [("Other.csv", "Id\n1\n"), ("Toys.csv", "Name\nbear\n"), ("Toys.csv", "")])
def test_a_missing_file_or_column_stops_with_what_is_missing(tmp_path, name, text):
    write(tmp_path / name, text)
    with pytest.raises(HarvestError, match=r"Toys\.csv"):
        list(read_rows(tmp_path, TOYS, print))


def test_what_is_no_zip_and_no_folder_says_so(tmp_path):
    with pytest.raises(HarvestError, match="download Meta Kaggle again"):
        list(read_rows(write(tmp_path / "dump.zip", b"PK no"), TOYS, print))
