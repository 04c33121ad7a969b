"""The copy of an archive without people who are redacted and stand in it, from which the site is made meanwhile."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from tests.archive.small import write_small


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def call(name: str) -> Result:
    return CliRunner().invoke(main, [name])


@pytest.mark.parametrize("name", ["build", "people"])
def test_an_archive_that_must_be_cleared_may_be_a_repository_of_its_own_with_an_editors_lock(name: str) -> None:
    root = write_small(Path("data")).root
    (root / ".git").mkdir()
    (root / ".#changes.csv").symlink_to("somebody@somewhere.1")
    done = call(name)
    assert done.exit_code == 0, done.output
    assert not Path(".cache/cleared/.git").exists()


def test_a_fault_of_an_archive_that_must_be_cleared_is_told_of_the_archive() -> None:
    path = write_small(Path("data")).root / "datapackage.json"
    path.write_text(path.read_text()[:50])
    done = call("people")
    assert done.exit_code == 2
    assert "Error: data/datapackage.json is broken" in done.output
