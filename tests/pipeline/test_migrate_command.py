import json
from pathlib import Path

from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.folder import locked
from tests.archive.small import write_small


def call(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--data", str(root), *arguments])


def test_what_changed_is_printed(tmp_path: Path) -> None:
    write_small(tmp_path)
    assert f"{tmp_path}: schema 1, 0 files changed" in call(tmp_path, "migrate").output
    path = tmp_path / "changes.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    done = call(tmp_path, "migrate")
    assert done.exit_code == 0
    assert "changed: changes.csv" in done.output


def test_a_file_that_cannot_be_read_is_exit_code_1(tmp_path: Path) -> None:
    write_small(tmp_path)
    (tmp_path / "changes.csv").write_text("mood\ngood\n")
    done = call(tmp_path, "--json", "migrate")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["unreadable"][0].startswith("changes.csv: ")


def test_a_folder_that_is_in_use_is_exit_code_2(tmp_path: Path) -> None:
    with locked(tmp_path):
        done = call(tmp_path, "migrate")
    assert done.exit_code == 2
    assert "another harvest" in done.output


def test_check_names_the_fault_and_ends_in_1(tmp_path: Path) -> None:
    write_small(tmp_path)
    cache = ["--cache", str(tmp_path.parent / "cache")]
    assert call(tmp_path, *cache, "check").exit_code == 0
    (tmp_path / "notes.txt").write_text("x\n")
    done = call(tmp_path, *cache, "check")
    assert done.exit_code == 1
    assert "error: notes.txt: does not belong into an archive: move it elsewhere or delete it" in done.output
    (problem,) = json.loads(call(tmp_path, *cache, "--json", "check").stdout)["problems"]
    assert problem["file"] == "notes.txt"
