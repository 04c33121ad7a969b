"""`leaderlore harvest kaggle` as scripts call it: what it prints, its exit codes, an archive that passes the check."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from archive.check import check
from archive.redactions import Redactions
from pipeline.cli import main
from tests.kaggle_server import faults
from tests.kaggle_server.faults import Fault, always, of
from tests.kaggle_server.harvesting import environment
from tests.kaggle_server.server import KaggleServer
from tests.kaggle_server.world import make_world


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[KaggleServer]:
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    with KaggleServer(make_world(competitions=3, teams=120, topics=3)) as running, environment(running, tmp_path):
        yield running


def call(root: Path, *arguments: str) -> Result:
    folders = ["--data", str(root / "data"), "--cache", str(root / "cache")]
    return CliRunner().invoke(main, [*folders, *arguments])


def test_what_was_harvested_passes_the_check(server: KaggleServer, tmp_path: Path) -> None:
    done = call(tmp_path, "harvest", "kaggle")
    assert done.exit_code == 0, done.output
    assert "3 competitions" in done.output
    assert [problem for problem in check(tmp_path / "data", Redactions()) if problem.severity == "error"] == []
    assert (tmp_path / "cache" / "report" / "report.md").read_text().startswith("# Harvest of ")


def test_missing_credentials_are_one_line_and_exit_code_2(
    server: KaggleServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KAGGLE_API_TOKEN")
    done = call(tmp_path, "harvest", "kaggle")
    assert done.exit_code == 2
    assert "https://www.kaggle.com/settings" in done.output
    assert len(done.output.strip().splitlines()) == 1


def test_wrong_credentials_are_one_line_and_exit_code_2(
    server: KaggleServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAGGLE_API_TOKEN", "stale-token")
    done = call(tmp_path, "harvest", "kaggle")
    assert done.exit_code == 2
    (line,) = [line for line in done.output.strip().splitlines() if "requests" not in line]
    assert "refuses the credentials" in line
    assert "stale-token" not in done.output


def test_a_failed_unit_is_exit_code_1_and_stands_in_the_json(server: KaggleServer, tmp_path: Path) -> None:
    slug = "made-up-challenge-002"
    short = faults.rewritten(lambda answer: {"submissions": answer["submissions"][:50]})
    server.faults += [
        Fault("DownloadLeaderboard", faults.status(404), at=always),
        Fault("GetLeaderboard", short, at=always, where=of(slug)),
    ]
    done = call(tmp_path, "--json", "harvest", "kaggle")
    assert done.exit_code == 1
    document: dict[str, Any] = json.loads(done.stdout)
    (run,) = document["runs"]
    assert run["failures"] == [f"{slug}/boards: 52 teams on the boards, 120 declared; kept what was known"]
    assert run["competitions"] == 3


def test_a_probe_of_a_source_that_cannot_be_probed_is_refused_and_writes_nothing(tmp_path: Path) -> None:
    listed = tmp_path / "competitions.yml"
    listed.write_text("competitions: []\n")
    done = call(tmp_path, "harvest", "kaggle", "solution_lists", "--from", str(listed), "--probe")
    assert done.exit_code == 2
    assert "leave out solution_lists" in done.output
    assert not (tmp_path / "data").exists()


def test_the_budget_is_said_to_be_each_sources_own(tmp_path: Path) -> None:
    assert "--max-requests INTEGER RANGE Budget of requests for each source." in " ".join(
        call(tmp_path, "harvest", "--help").output.split()
    )


@pytest.mark.parametrize("option", ["--probe", "--dry-run"])
def test_a_run_that_only_asks_leaves_the_report_of_the_last_harvest(
    option: str, server: KaggleServer, tmp_path: Path
) -> None:
    call(tmp_path, "harvest")
    report = (tmp_path / "cache" / "report" / "report.md").read_text()
    assert "new competition" in report
    done = call(tmp_path, "harvest", option)
    assert done.exit_code == 0
    assert done.output.splitlines()[-1] == "kaggle: nothing was written"
    assert (tmp_path / "cache" / "report" / "report.md").read_text() == report
