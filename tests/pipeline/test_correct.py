"""`leaderlore correct`: corrections reach the archive without a harvest, and leave it again."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from archive.check import check
from archive.records import Competition
from archive.store import Archive
from pipeline.cli import main
from tests.archive.small import write_small
from tests.pipeline.toy_harvest import contents


def correction(field: str, value: Any, expect: Any, record: str = "competition") -> dict[str, Any]:
    return {"record": record, "field": field, "value": value, "expect": expect, "reason": "counted by hand"}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return write_small(tmp_path / "data")


def call(archive: Archive, *arguments: str) -> Result:
    folders = ["--data", str(archive.root), "--cache", str(archive.root.parent / "cache")]
    return CliRunner().invoke(main, [*folders, *arguments])


def corrected(archive: Archive, *rows: dict[str, Any]) -> Result:
    path = archive.root / "corrections" / "apples.yml"
    if rows:
        path.write_text(yaml.safe_dump(list(rows)))
    else:
        path.unlink()
    return call(archive, "correct")


def apples(archive: Archive) -> Competition:
    competition = archive.competition("apples")
    assert competition is not None
    return competition


def news(archive: Archive) -> list[str | None]:
    return [change.detail for change in archive.changes() if change.what == "correction"]


def test_a_number_that_is_written_as_text_is_the_number(archive: Archive) -> None:
    done = corrected(archive, correction("teams", "53", "52"))
    assert done.exit_code == 0, done.output
    assert news(archive) == ["teams: 52 before, 53 now"]
    assert check(archive.root) == []
    again = corrected(archive, correction("teams", "53", "52"))
    assert again.exit_code == 0, again.output
    assert "0 files changed" in again.output


def test_all_corrections_are_applied_and_told_and_move_no_date(archive: Archive) -> None:
    before = apples(archive)
    done = corrected(archive, correction("teams", 53, 52), correction("submissions", 4, 3, "leaderboard/103"))
    assert done.exit_code == 0, done.output
    assert "apples: teams: 52 before, 53 now" in done.output
    assert apples(archive) == before.model_copy(update={"teams": 53})
    assert next(row for row in archive.standings("apples") if row.team == "103").submissions == 4
    assert news(archive) == ["leaderboard/103 submissions: 3 before, 4 now", "teams: 52 before, 53 now"]
    assert check(archive.root) == []


def test_nothing_changes_the_second_time(archive: Archive) -> None:
    corrected(archive, correction("teams", 53, 52))
    before = contents(archive.root.parent)
    assert "corrections: 1 competition, 0 files changed" in call(archive, "correct").output
    assert contents(archive.root.parent) == before


def test_the_write_up_of_a_team_whose_rank_is_corrected_has_the_right_rank(archive: Archive) -> None:
    ranks = (("103", 4, 3), ("104", 3, 4))
    done = corrected(
        archive, *(correction("private_rank", new, old, f"leaderboard/{team}") for team, new, old in ranks)
    )
    assert done.exit_code == 0, done.output
    assert [writeup.private_rank for writeup in archive.writeups("apples")] == [4]


def test_what_does_not_fit_is_a_failure_and_the_rest_is_done(archive: Archive) -> None:
    (archive.root / "corrections" / "pears.yml").write_text("[]\n")
    (archive.root / "corrections" / "Apples-2.yml").write_text(yaml.safe_dump([correction("x", 1, 2, "leaderboard/1")]))
    done = corrected(
        archive, correction("teams", 53, 60), correction("reward", "Swag", None), correction("prizes", 2, 3)
    )
    assert done.exit_code == 1
    assert "apples: correction of competition.prizes: no source has told it yet" in done.output
    assert "corrections/pears.yml: there is no such competition" in done.output
    assert "Apples: correction of leaderboard/1.x: the archive has no leaderboard of it" in done.output
    assert "apples: correction of competition.teams: expected 60, upstream now says 52" in done.output
    assert (apples(archive).teams, apples(archive).reward) == (52, "Swag")


def test_a_file_that_cannot_be_read_is_a_failure_of_its_competition_alone(archive: Archive) -> None:
    (archive.root / "corrections" / "Apples-2.yml").write_text("- {record: moon}\n")
    done = corrected(archive, correction("teams", 53, 52))
    assert done.exit_code == 1
    assert "corrections/Apples-2.yml is no list of corrections" in done.output
    assert apples(archive).teams == 53


def test_a_date_needs_no_quotes(archive: Archive) -> None:
    (archive.root / "corrections" / "apples.yml").write_text(
        "- record: competition\n  field: deadline\n  value: 2025-04-02T00:00:00Z\n  expect: 2025-04-01T00:00:00Z\n"
        "  reason: counted by hand\n"
    )
    assert call(archive, "correct").exit_code == 0
    assert apples(archive).deadline == "2025-04-02T00:00:00Z"
    assert check(archive.root) == []


@pytest.mark.parametrize("text", ["", "# the row was taken back\n", "[]\n"])
def test_a_file_whose_rows_were_all_taken_back_is_no_fault(archive: Archive, text: str) -> None:
    (archive.root / "corrections" / "apples.yml").write_text(text)
    assert call(archive, "correct").exit_code == 0
    assert check(archive.root) == []


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("apples.yml", "record: competition\nfield: teams\n", "no list of rows: each begins with a hyphen"),
        ("apples.yml", "{}\n", "no list of rows"),
        ("apples.yml", "- &a {value: 1}\n- *a\n", "an alias, which is not read"),
        ("apples.yml", "- {value: 1, value: 2}\n", "'value' stands there twice"),
        ("pears.yaml", "[]\n", "corrections/pears.yaml: is not read: rename it to pears.yml"),
    ],
)
def test_a_file_that_holds_no_rows_or_that_nobody_reads_is_a_fault_to_both(
    archive: Archive, name: str, text: str, says: str
) -> None:
    (archive.root / "corrections" / name).write_text(text)
    done = call(archive, "correct")
    assert (done.exit_code, says in done.output) == (1, True), done.output
    assert [problem.file for problem in check(archive.root)] == [f"corrections/{name}"]


def test_a_correction_that_is_changed_is_applied_anew(archive: Archive) -> None:
    corrected(archive, correction("teams", 53, 52), correction("reward", "Swag", None))
    done = corrected(archive, correction("teams", 54, 52), correction("reward", "Mugs", None))
    assert done.exit_code == 0, done.output
    assert (apples(archive).teams, apples(archive).reward) == (54, "Mugs")
    assert apples(archive).sources["reward"] == "correction"


def test_what_only_a_correction_gave_goes_with_it_and_is_told(archive: Archive) -> None:
    before = apples(archive)
    corrected(archive, correction("reward", "Swag", None))
    (archive.root / "corrections" / "apples.yml").write_text("[]\n")
    assert [(one.severity, one.remedy) for one in check(archive.root)] == [("warning", "run `leaderlore correct`")]
    done = corrected(archive)
    assert done.exit_code == 0, done.output
    assert apples(archive) == before
    assert news(archive) == ["reward: Swag before, unknown now", "reward: unknown before, Swag now"]


def test_what_replaced_the_word_of_a_source_is_taken_back_by_its_opposite(archive: Archive) -> None:
    before = apples(archive)
    corrected(archive, correction("teams", 53, 52))
    done = corrected(archive)
    assert "teams: 52 before, 53 now: no correction says so any more" in done.output
    assert apples(archive).teams == 53
    corrected(archive, correction("teams", 52, 53))
    assert apples(archive) == before
    assert "no correction says so" not in corrected(archive).output


def test_run_applies_corrections_before_it_builds(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KAGGLE_API_TOKEN", "KAGGLE_USERNAME", "KAGGLE_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(archive.root.parent))
    monkeypatch.setenv("KAGGLE_CONFIG_DIR", str(archive.root.parent))
    (archive.root / "corrections" / "apples.yml").write_text(yaml.safe_dump([correction("teams", 53, 52)]))
    site = archive.root.parent / "site"
    done = call(archive, "run", "--out", str(site), "--jobs", "1")
    assert done.exit_code == 0, done.output
    twin = json.loads((site / "data" / "competitions" / "apples.json").read_text())
    assert twin["competition"]["teams"] == 53
    assert "1 correction" in (archive.root.parent / "cache" / "report" / "report.md").read_text()


def test_nobody_who_is_redacted_comes_back_by_it(archive: Archive) -> None:
    call(archive, "redact", "@player3")
    done = corrected(archive, correction("name", "player3 rules", None, "leaderboard/103"))
    assert done.exit_code == 0, done.output
    assert "player3 rules" not in "".join(path.read_text() for path in archive.root.rglob("*.csv"))
