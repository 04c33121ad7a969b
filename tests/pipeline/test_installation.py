"""Where the command line cannot work as it is: no clone, another system, no installation."""

import os
import shutil
import site
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main

ROOT = Path(__file__).parents[2]
CALL = "import sys; from pipeline.cli import main; main(sys.argv[1:], prog_name='leaderlore')"


def run_in(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line of the code in this folder, which nobody installed."""
    command = [sys.executable, "-S", "-c", CALL, *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), *map(str, site.getsitepackages())])}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)


def test_an_installation_that_is_no_clone_says_what_it_lacks(tmp_path: Path) -> None:
    for package in ("archive", "pipeline"):
        shutil.copytree(ROOT / package, tmp_path / "installed" / package)
    done = run_in(tmp_path / "installed", "status")
    assert done.returncode == 2, done.stderr
    assert "is no clone of Leaderlore's repository" in done.stderr
    assert "make setup" in done.stderr


def test_windows_is_told_before_anything_that_it_lacks_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    done = CliRunner().invoke(main, ["build"])
    assert done.exit_code == 2
    assert "Leaderlore runs on Linux and macOS" in done.output


def test_a_clone_that_nobody_installed_has_no_version_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", unknown)
    done = CliRunner().invoke(main, ["--version"])
    assert (done.exit_code, done.output) == (0, "leaderlore, not installed: `make setup` installs it\n")
