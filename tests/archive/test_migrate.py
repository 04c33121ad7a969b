import json
from pathlib import Path

import pytest

from archive.check import check
from archive.descriptor import Settings, SettingsError, list_digest, read_settings, write_descriptor
from archive.migrate import migrate
from archive.store import Archive, ArchiveError
from tests.archive.small import write_small

BOARD = "competitions/apples/leaderboard.csv"


def contents(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_an_archive_of_today_stays_as_it_is(tmp_path: Path) -> None:
    write_small(tmp_path)
    before = contents(tmp_path)
    done = migrate(tmp_path)
    assert (done.steps, done.changed, done.unreadable) == ([], [], [])
    assert contents(tmp_path) == before


def test_steps_run_one_after_the_other_up_to_the_version(tmp_path: Path) -> None:
    write_small(tmp_path)
    write_descriptor(tmp_path, Settings(schema_version=-1, text_policy="none"))
    seen: list[int] = []
    done = migrate(tmp_path, {old: lambda root, old=old: seen.append(old) for old in (-1, 0)}, version=1)
    assert (seen, done.steps) == ([-1, 0], [0, 1])
    assert read_settings(tmp_path).schema_version == 1
    assert check(tmp_path) == []


def test_a_step_that_breaks_off_is_run_again_and_not_the_ones_before(tmp_path: Path) -> None:
    write_small(tmp_path)
    write_descriptor(tmp_path, Settings(schema_version=-1, text_policy="none"))
    seen: list[str] = []

    def broken(root: Path) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        migrate(tmp_path, {-1: lambda root: seen.append("first"), 0: broken}, version=1)
    migrate(tmp_path, {-1: lambda root: seen.append("again"), 0: lambda root: seen.append("second")}, version=1)
    assert seen == ["first", "second"]


def test_a_version_that_nothing_leads_from_is_refused_before_any_step(tmp_path: Path) -> None:
    write_small(tmp_path)
    write_descriptor(tmp_path, Settings(schema_version=-1, text_policy="none"))
    before = contents(tmp_path)
    with pytest.raises(SettingsError, match="schema 0, and nothing leads on"):
        migrate(tmp_path, {-1: lambda root: pytest.fail("ran")}, version=1)
    assert contents(tmp_path) == before


def test_what_a_merge_of_two_branches_leaves_is_told_and_what_stands_there_twice_stays_once(tmp_path: Path) -> None:
    write_small(tmp_path)
    path, sound = tmp_path / "changes.csv", (tmp_path / "changes.csv").read_text()
    row = sound.splitlines(keepends=True)[1]
    path.write_text(sound.replace(row, f"<<<<<<< HEAD\n{row}=======\n{row}>>>>>>> harvest-7\n"))
    assert migrate(tmp_path).unreadable == ["changes.csv: git left the marks of a merge on line 2"]
    (problem,) = check(tmp_path)
    assert (problem.line, "the lines of one side, or of both in a list" in problem.remedy) == (2, True)
    with pytest.raises(ArchiveError, match=r"changes.csv cannot be read \(git left the marks of a merge on line 2"):
        Archive(tmp_path).changes()
    path.write_text(sound + row)
    (problem,) = check(tmp_path)
    assert "leaderlore migrate" in problem.remedy
    assert migrate(tmp_path).changed == ["changes.csv"]
    assert path.read_text() == sound
    assert check(tmp_path) == []


@pytest.mark.parametrize("file", ["datapackage.json", "corrections/apples.yml"])
def test_what_people_write_may_be_left_half_merged_too(tmp_path: Path, file: str) -> None:
    write_small(tmp_path)
    path = tmp_path / file
    path.write_text(f"<<<<<<< HEAD\n{path.read_text()}=======\n>>>>>>> harvest-7\n")
    (problem,) = check(tmp_path)
    assert problem.file == file
    assert "git left the marks of a merge" in problem.message


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    write_small(tmp_path)
    write_descriptor(tmp_path, Settings(schema_version=99))
    with pytest.raises(SettingsError, match="update leaderlore"):
        migrate(tmp_path)


def test_every_readable_file_gets_its_canonical_form(tmp_path: Path) -> None:
    write_small(tmp_path)
    good = contents(tmp_path)
    board = tmp_path / BOARD
    header, *rows = board.read_text().splitlines()
    board.write_bytes(b"\xef\xbb\xbf" + "\r\n".join([header, *reversed(rows)]).encode() + b"\r\n")
    writeups = tmp_path / "competitions/apples/writeups.jsonl"
    known = json.loads(writeups.read_text())
    writeups.write_text(json.dumps({k: v for k, v in known.items() if v is not None}) + "\n")
    (tmp_path / "datapackage.json").write_text((tmp_path / "datapackage.json").read_text().replace("\n ", "\n"))
    done = migrate(tmp_path)
    assert set(done.changed) == {BOARD, "competitions/apples/writeups.jsonl", "datapackage.json"}
    assert contents(tmp_path) == good


def test_what_cannot_be_read_is_left_and_named(tmp_path: Path) -> None:
    write_small(tmp_path)
    (tmp_path / BOARD).write_text("team,mood\n7,good\n")
    done = migrate(tmp_path)
    (fault,) = done.unreadable
    assert fault.startswith(f"{BOARD}: 0.mood: Extra inputs are not permitted")
    assert (tmp_path / BOARD).read_text() == "team,mood\n7,good\n"


def test_a_list_of_redactions_that_was_applied_stays_applied(tmp_path: Path) -> None:
    write_small(tmp_path)
    path = tmp_path / "redactions.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    write_descriptor(tmp_path, Settings(text_policy="none", redactions_applied=list_digest(tmp_path)))
    assert migrate(tmp_path).changed == ["redactions.csv", "datapackage.json"]
    assert read_settings(tmp_path).redactions_applied == list_digest(tmp_path)
