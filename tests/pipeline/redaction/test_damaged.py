"""A file that cannot be read stops neither a harvest nor corrections, and nobody who is redacted slips in by it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.records import Person, WriteUp
from archive.store import Archive
from pipeline.cli import main
from tests.pipeline.toy_harvest import STARTED, board, finding, full, run


def call(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--data", str(root / "data"), "--cache", str(root / "cache"), *arguments])


@pytest.fixture
def damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The board of `toy` after an archive was cleared of p1."""
    monkeypatch.chdir(tmp_path)
    run(tmp_path, full(), full("other"))
    assert call(tmp_path, "redact", "@p1").exit_code == 0
    path = tmp_path / "data/competitions/toy/leaderboard.csv"
    path.write_bytes(path.read_bytes()[:700])
    return path


def test_a_harvest_brings_the_rest_and_tells_the_file(tmp_path: Path, damaged: Path) -> None:
    result = run(tmp_path, finding("third", standings=board()), finding("other", facts={"title": "New"}))
    (failure,) = result.failures
    assert failure.startswith("competitions/toy/leaderboard.csv cannot be read")
    assert Archive(tmp_path / "data").folders() == ["other", "third", "toy"]
    third, *_ = Archive(tmp_path / "data").standings("third")
    assert third.members == ()


def test_corrections_of_others_are_applied(tmp_path: Path, damaged: Path) -> None:
    row = "- {record: competition, field: teams, value: 61, expect: null, reason: counted}\n"
    (tmp_path / "data/corrections").mkdir()
    (tmp_path / "data/corrections/other.yml").write_text(row)
    done = call(tmp_path, "correct")
    assert done.exit_code == 1
    assert "competitions/toy/leaderboard.csv cannot be read" in done.output
    other = Archive(tmp_path / "data").competition("other")
    assert other is not None
    assert other.teams == 61


def test_what_came_beside_it_is_asked_about_once_it_is_mended(tmp_path: Path, damaged: Path) -> None:
    archive = Archive(tmp_path / "data")
    theirs = WriteUp(writeup="w9", url="https://example.org/w9", kind="blog", authors=("p1",), title="Mine")
    writeups = archive.root / "competitions/toy/writeups.jsonl"
    writeups.write_text(theirs.model_dump_json(exclude_none=True) + "\n")
    run(tmp_path, finding("other"))
    assert "p1" in writeups.read_text()
    damaged.unlink()  # its remedy: the next harvest brings it again
    result = run(tmp_path, finding("other"))
    assert result.failures == []
    assert '"p1"' not in (writeups.read_text() if writeups.exists() else "")


def test_a_build_and_the_list_by_hand_are_stopped_by_it(tmp_path: Path, damaged: Path) -> None:
    for command in (["build", "--out", str(tmp_path / "site")], ["redact"]):
        done = call(tmp_path, *command)
        assert done.exit_code == 1, done.output
        assert "competitions/toy/leaderboard.csv cannot be read" in done.output
    assert not (tmp_path / "site").exists()


def test_whoever_is_to_go_and_stands_in_it_takes_no_news_away(tmp_path: Path, damaged: Path) -> None:
    p2 = Person(person="u2", handles=("p2",), progression_opt_out=True, as_of=STARTED)
    result = run(tmp_path, full("third"), finding("other", people=(p2,)))
    assert {"third"} <= {change.slug for change in result.changes}
    assert len(result.failures) == 2
