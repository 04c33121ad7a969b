"""Faults that the person who runs a command can mend: one line that says how, and an exit code, never a traceback."""

import errno
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pydantic_core import SchemaError

from pipeline.cli import main
from pipeline.console import Console
from pipeline.folder import locked
from pipeline.progress import Progress
from tests.archive.small import SALT, write_small

ROOT = Path(__file__).parents[2]
COMMANDS = {
    "build": ["build", "--jobs", "1"],
    "derive": ["derive", "--jobs", "1"],
    "people": ["people"],
    "redact": ["redact", "player1"],
    "run": ["run", "--page-requests", "0", "--jobs", "1"],
    "status": ["status"],
}


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No credentials, and a folder of its own for what is written."""
    for name in ("KAGGLE_API_TOKEN", "KAGGLE_USERNAME", "KAGGLE_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("KAGGLE_CONFIG_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)


def call(name: str) -> Result:
    return CliRunner().invoke(main, COMMANDS[name])


def one_line(done: Result) -> str:
    assert isinstance(done.exception, SystemExit), done.exception
    beside = ("no credentials", "claims", "people who are")  # what was skipped, what was done, why it waits
    (line,) = [line for line in done.output.splitlines() if not line.startswith(beside)]
    return line


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda text: text.replace('"schema": 1', '"schema": 99'), "update leaderlore"),
        (lambda text: text[:50], "restore it from git"),
    ],
)
def test_a_descriptor_that_cannot_be_used_is_a_fault_of_use(name: str, damage: Callable[[str], str], says: str) -> None:
    path = write_small(Path("data")).root / "datapackage.json"
    path.write_text(damage(path.read_text()))
    done = call(name)
    assert says in one_line(done)
    assert done.exit_code == 2


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("people/*.jsonl", ["build", "people", "redact", "status"]),
        ("competitions/apples/writeups.jsonl", ["build", "derive", "people", "redact", "status"]),
        ("redactions.csv", ["build", "people", "redact"]),
    ],
)
def test_a_file_that_cannot_be_read_is_named(file: str, names: list[str]) -> None:
    for name in names:
        write_small(Path("data"))
        path = next(Path("data").glob(file))
        path.write_text(path.read_text().replace(SALT, "salt", 1) if file == "redactions.csv" else "{\n")
        done = call(name)
        line = one_line(done)
        assert "cannot be read" in line
        assert "leaderlore check" in line
        assert done.exit_code == 1


def test_a_run_names_it_once_and_goes_on_to_the_build_which_stops() -> None:
    write_small(Path("data"))
    Path("data/competitions/apples/writeups.jsonl").write_text("{\n")
    done = call("run")
    assert done.exit_code == 1
    report, _, stopped = done.output.partition("people who are redacted")
    assert "1 failure\n    competitions/apples/writeups.jsonl cannot be read" in report
    assert "Error: competitions/apples/writeups.jsonl cannot be read" in stopped


def test_an_archive_that_another_harvest_holds_is_waited_for() -> None:
    write_small(Path("data"))
    with locked(Path("data")):
        done = call("run")
    assert "another harvest is writing to data" in one_line(done)
    assert done.exit_code == 1


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device: free some space"),
        (OSError(errno.EROFS, "Read-only file system", "data/x"), "data/x: Read-only file system: make it writable"),
        (PermissionError(errno.EACCES, "Permission denied", "data/x"), "data/x: Permission denied: make it writable"),
        (OSError(errno.EIO, "Input/output error", "data/x"), "data/x: Input/output error: mend that and run"),
    ],
)
def test_a_disk_that_refuses_is_told(fault: OSError, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise fault

    write_small(Path("data"))
    monkeypatch.setattr("pipeline.commands.derive.derive", refuse)
    done = call("derive")
    assert says in one_line(done)
    assert done.exit_code == 1


def test_a_cache_that_is_a_file_and_a_clock_that_is_none_are_faults_of_use(monkeypatch: pytest.MonkeyPatch) -> None:
    write_small(Path("data"))
    Path("list.txt").touch()
    done = CliRunner().invoke(main, ["--cache", "list.txt", "check"])
    assert (done.exit_code, "--cache list.txt is a file: name a folder" in done.output) == (2, True)
    for epoch in ("yesterday", "9" * 20):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        done = call("build")
        assert "seconds since 1970" in one_line(done)
        assert done.exit_code == 2


def test_progress_with_standard_error_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", None)
    with Progress() as progress:
        progress("claims", 1, 1)


def test_a_build_away_from_the_clone_keeps_to_its_own_cache() -> None:
    write_small(Path("data"))
    done = CliRunner().invoke(main, ["--cache", "cache of it", *COMMANDS["build"]])
    assert (done.exit_code, Path("site/index.html").is_file()) == (0, True), done.output
    assert not (ROOT / "cache of it").exists()


@pytest.mark.parametrize("arguments", [*COMMANDS.values(), ["check"], ["correct"], ["migrate"]], ids=str)
def test_a_folder_that_does_not_exist_is_an_empty_archive_and_said_to_be_one(arguments: list[str]) -> None:
    done = CliRunner().invoke(main, ["--data", "dta", "--json", *arguments])
    assert "dta does not exist: " in done.stderr
    assert not Path("dta").exists()
    if arguments[0] == "redact":  # whoever asked to go would stay
        assert (done.exit_code, [*json.loads(done.stdout)]) == (2, ["error"])
    else:
        assert (done.exit_code, bool(json.loads(done.stdout))) == (0, True), done.output


@pytest.mark.parametrize("arguments", [["build"], ["people"], ["harvest", "moon"], ["diff", "moon"], ["status", "-x"]])
def test_whoever_waits_for_json_gets_it_of_a_fault_too(arguments: list[str]) -> None:
    write_small(Path("data"))
    next(Path("data/people").glob("*.jsonl")).write_text("{\n")
    done = CliRunner().invoke(main, ["--json", *arguments])
    (fault,) = json.loads(done.stdout).values()
    assert done.exit_code in (1, 2)
    assert f"Error: {fault}" in done.stderr
    assert '"error"' not in CliRunner().invoke(main, arguments).output


@pytest.mark.parametrize(
    "command", [*COMMANDS.values(), ["harvest", "score_boards", "--from", "."], ["check"], ["diff"]], ids=str
)
@pytest.mark.parametrize(
    ("folder", "says"),
    [
        ("data/competitions", "did you mean --data data?"),
        (".", "did you mean --data data?"),
        ("other", "name the archive with --data"),
    ],
)
def test_a_folder_of_other_things_is_no_archive_to_any_command(command: list[str], folder: str, says: str) -> None:
    write_small(Path("data"))
    Path("other").mkdir()
    Path("other", "notes.txt").write_text("made up\n")
    done = CliRunner().invoke(main, ["--data", folder, *command])
    assert (done.exit_code, done.output.count("holds other files and no archive")) == (2, 1), done.output
    assert says in done.output


def test_an_option_of_all_commands_behind_one_and_a_misspelt_command_are_told_where_to_go() -> None:
    behind = CliRunner().invoke(main, ["build", "--cache", "there"])
    assert (behind.exit_code, "leaderlore --cache ... build" in behind.output) == (2, True), behind.output
    misspelt = CliRunner().invoke(main, ["biuld"])
    assert (misspelt.exit_code, "Did you mean 'build'?" in misspelt.output) == (2, True), misspelt.output
    strange = CliRunner().invoke(main, ["moon"])
    assert (strange.exit_code, "Did you mean" in strange.output) == (2, False), strange.output


def test_that_names_are_looked_up_slowly_is_said_before_the_first_time() -> None:
    write_small(Path("data"))
    first, again = (CliRunner().invoke(main, ["check"]) for _ in range(2))
    assert ("slow on purpose" in first.output, "slow on purpose" in again.output) == (True, False)
    built = call("build")
    assert built.output.index("a cleared copy is made") < built.output.index("archive ...")


def test_a_snapshot_of_a_day_to_come_is_refused_since_it_would_win_until_then() -> None:
    Path("texts").mkdir()
    call = ["harvest", "writeup_folder", "--from", "texts", "--as-of", "2999-01-01"]
    done = CliRunner().invoke(main, call)
    assert (done.exit_code, "--as-of 2999-01-01 is still to come" in one_line(done)) == (2, True)
    assert not Path("data").exists()


@pytest.mark.parametrize("name", ["build", "run"])
def test_a_site_takes_no_files_place(name: str) -> None:
    write_small(Path("data"))
    Path("notes.txt").write_text("mine")
    done = CliRunner().invoke(main, [*COMMANDS[name], "--out", "notes.txt"])
    assert (done.exit_code, "'notes.txt' is a file" in done.output) == (2, True)
    assert Path("notes.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["build", "--out", "data/site"], "the site cannot lie in"),
        (["build", "--out", "data"], "the site cannot lie in"),
        (["build", "--out", "/"], "the site cannot lie in"),
        (["--cache", "data", "build"], "the cache cannot be the archive's folder"),
    ],
)
def test_neither_site_nor_cache_lies_among_the_archives_files(arguments: list[str], says: str) -> None:
    write_small(Path("data"))
    before = sorted(Path("data").rglob("*"))
    done = CliRunner().invoke(main, arguments)
    assert (done.exit_code, says in one_line(done)) == (2, True)
    assert sorted(Path("data").rglob("*")) == before


def test_predictions_without_a_folder_are_refused_before_anything_is_read() -> None:
    Path("texts").mkdir()
    done = CliRunner().invoke(main, ["eval", "--texts", "texts", "--out", "nowhere/out.jsonl"])
    assert (done.exit_code, "nowhere does not exist: make it first" in one_line(done)) == (2, True)
    done = CliRunner().invoke(main, ["eval", "--texts", "texts", "--out", "out.jsonl"])
    assert (done.exit_code, "texts holds no *.md" in one_line(done), Path("out.jsonl").exists()) == (2, True, False)


def test_names_that_the_terminal_cannot_write_are_a_fault_of_use(monkeypatch: pytest.MonkeyPatch) -> None:
    write_small(Path("data"))
    done = CliRunner().invoke(main, ["redact", "M\udcfcller"])  # as Python reads a byte that is no UTF-8
    assert "set PYTHONUTF8=1" in one_line(done)
    assert done.exit_code == 2
    monkeypatch.setattr("pipeline.commands.status._lines", lambda *_: ["\u5bae"])
    done = CliRunner(charset="latin-1").invoke(main, ["status"])
    assert "a name that latin-1 cannot write: set PYTHONUTF8=1" in one_line(done)
    assert done.exit_code == 2


def test_a_source_without_its_files_is_told_before_any_is_harvested() -> None:
    write_small(Path("data"))
    done = CliRunner().invoke(main, ["harvest", "linked_pages", "score_boards"])
    assert "score_boards reads files" in one_line(done)
    assert done.exit_code == 2
    assert not Path(".cache").exists(), "linked_pages was not harvested"


@pytest.mark.parametrize("damage", [b"made-up,fault", b"\xff\xfe\x00"])
def test_a_cache_that_is_corrupt_is_made_again_but_for_the_list_of_redactions(damage: bytes) -> None:
    write_small(Path("data"))
    assert call("redact").exit_code == 0
    Path(".cache/clean-identities.txt").write_bytes(damage)
    assert CliRunner().invoke(main, ["check"]).exit_code == 0
    (kept,) = Path(".cache/redacted").glob("*/list.csv")
    kept.write_bytes(damage)
    for name in ("build", "people"):
        done = call(name)
        assert f"{kept}, the list of redactions" in one_line(done)
        assert "delete it if data/redactions.csv is whole" in one_line(done)
        assert done.exit_code == 1


@pytest.mark.parametrize("options", [[], ["--json"]])
@pytest.mark.parametrize("error", [KeyboardInterrupt(), SchemaError('Field "what":\n  KeyboardInterrupt: ')])
def test_whoever_interrupts_is_told_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, options: list[str], error: BaseException
) -> None:
    def interrupted(console: Console) -> None:
        raise error

    monkeypatch.setattr(Console, "archive", property(interrupted))
    done = CliRunner().invoke(main, [*options, "status"])
    assert done.exit_code == 1
    assert "interrupted: what was written stays" in (done.stderr if options else done.stdout)
