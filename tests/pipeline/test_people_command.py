import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.records import Person
from archive.store import Archive, State
from pipeline.cli import main
from tests.insights.people.worlds import board, competition, people, three_competitions

HOSTILE = ("=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "<img src=x onerror=alert(1)>", "🦊🦊", "x" * 300)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("people")
    archive = Archive(root)
    for state in three_competitions():
        archive.save(state.competition.slug, state)
    names = {3 + place: (f"hostile{place}",) for place in range(len(HOSTILE))}
    archive.save("hostile", State(competition("hostile", None, "nlp"), board(120, names)))
    hostile = [
        Person(
            person=f"u9{place}", handles=(f"hostile{place}",), name=name, location=name, as_of="2026-01-01T00:00:00Z"
        )
        for place, name in enumerate(HOSTILE)
    ]
    archive.save_people([*people(), *hostile])
    return root


def run(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--data", str(data), "--cache", str(data / ".cache"), "people", *arguments])


def test_table_says_how_many(data: Path) -> None:
    done = run(data, "--modality", "nlp", "--medal", "gold", "--solo", "--writeups", "1")
    assert done.exit_code == 0
    assert [line.split()[0] for line in done.output.splitlines()] == ["handle", "Cy", "1"]
    assert done.output.splitlines()[-1] == "1 of 10 listed people, 1 shown"


def test_json_has_the_whole_profile_and_the_matching_results(data: Path) -> None:
    document = json.loads(run(data, "--modality", "images", "--format", "json", "--sort", "handle").output)
    assert (document["listed"], document["found"]) == (10, 4)
    ada = document["people"][0]
    assert (ada["person"], ada["matching"], ada["median_private_rank"]) == ("u1", ["beta"], 3)


def test_so_many_results_that_fit_may_be_asked_for(data: Path) -> None:
    found = run(data, "--best-rank", "20", "--least", "2", "--sort", "handle").output.splitlines()
    assert [line.split()[:2] for line in found[1:]] == [["ada", "3"], ["bo", "2"], ["2", "of"]]


def test_a_result_may_have_to_be_good_on_both_boards_and_recent(data: Path) -> None:
    found = run(data, "--best-rank", "5", "--best-public-rank", "5", "--year-from", "2025").output.splitlines()
    assert [line.split()[0] for line in found[1:]] == ["bo", "1"]


def test_a_kind_of_data_and_a_technique_are_found_by_the_names_that_pages_print(data: Path) -> None:
    assert run(data, "--modality", "Text").output == run(data, "--modality", "nlp").output
    by_name, by_id = (run(data, "--technique", word).output for word in ("K-fold cross-validation", "k-fold"))
    assert by_name == by_id
    assert "0 of" not in by_id


def test_capitals_find_what_small_letters_find(data: Path) -> None:
    small, large = (run(data, "--modality", word, "--format", "json").output for word in ("nlp", "NLP"))
    assert json.loads(small)["found"] > 0
    assert small == large


def test_csv_is_harmless_in_spreadsheets(data: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(data, "--format", "csv", "--limit", "0").output)))
    assert len(rows) == 10
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@", "-", "\t"))]
    assert {row["name"].removeprefix("'") for row in rows} >= set(HOSTILE)


def test_limit_and_order(data: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(data, "--format", "csv", "--limit", "2", "--sort", "top50").output)))
    assert [(row["handle"], row["top50"]) for row in rows] == [("ada", "3"), ("bo", "2")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--modality", "smell"), "images, nlp"),
        (("--technique", "luck"), "k-fold, stacking"),
        (("--tier", "Wizard"), "Master"),
        (("--solo", "--team-size", "3"), "--solo"),
        (("--team-size", "6"), "1<=x<=5"),
    ],
)
def test_wrong_use_says_what_there_is(data: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(data, *arguments)
    assert done.exit_code == 2
    assert said in done.output


@pytest.mark.parametrize(
    "arguments",
    [("--modality", "tabular"), ("--modality", "Audio"), ("--technique", "mixup"), ("--tier", "grandmaster")],
)
def test_a_word_of_the_vocabulary_that_nobody_has_finds_nobody(data: Path, arguments: tuple[str, ...]) -> None:
    done = run(data, *arguments, "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)["found"]) == (0, 0), done.output


def test_an_empty_archive_has_nobody(tmp_path: Path) -> None:
    assert "0 of 0 listed people" in run(tmp_path).output
