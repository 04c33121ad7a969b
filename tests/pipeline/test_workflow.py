import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from pipeline.cli import main

WORKFLOW = Path(__file__).parents[2] / ".github" / "workflows" / "harvest.yml"


def steps() -> list[dict[str, Any]]:
    jobs = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]
    return [step for job in jobs.values() for step in job["steps"]]


def test_it_follows_the_schema_of_workflows() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(WORKFLOW)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_runs_commands_that_exist_in_a_sensible_order() -> None:
    ran = [word for step in steps() for word in re.findall(r"bin/leaderlore (\w+)", step.get("run", ""))]
    assert ran == ["harvest", "correct", "derive", "check", "build"]
    assert set(ran) <= set(main.list_commands(click.Context(main)))


def test_only_the_harvest_sees_the_token() -> None:
    with_token = [step for step in steps() if "KAGGLE" in str(step)]
    assert [step["id"] for step in with_token] == ["harvest"]
    assert with_token[0]["env"]["KAGGLE_API_TOKEN"] == "${{ secrets.KAGGLE_API_TOKEN }}"


def test_caches_hold_no_text_for_forks_can_read_them() -> None:
    caches = [step for step in steps() if step.get("uses", "").startswith("actions/cache")]
    names = [name for step in caches for name in step["with"]["path"].split()]
    assert names == [".cache/kaggle/journal-*.jsonl", ".cache/pending-news-*.jsonl"] * 2
    uploads = [step["with"]["path"] for step in steps() if "upload" in step.get("uses", "")]
    assert uploads == ["site"]


def test_the_journal_is_kept_once_its_work_is_committed() -> None:
    names = [step.get("id") or step.get("uses", "").partition("@")[0] for step in steps()]
    assert names.index("actions/cache/restore") < names.index("harvest")
    assert names.index("actions/cache/save") == names.index("commit") + 1


def test_a_pull_request_starts_nothing_that_sees_the_token() -> None:
    # YAML 1.1 reads the key `on` as true
    assert set(yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))[True]) == {"schedule", "workflow_dispatch"}


def test_what_is_typed_into_the_form_is_no_shell_code() -> None:
    assert not [step for step in steps() if "${{ inputs" in step.get("run", "")]


def script(name: str, folder: Path) -> None:
    """Run the script of a step as the workflow's runner does; a step that may fail may fail here."""
    step = next(step for step in steps() if step.get("id") == name)
    environment = {**os.environ, "GITHUB_OUTPUT": str(folder / "output"), "MAX_REQUESTS": "1"}
    may_fail = step.get("continue-on-error", False)
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=folder, env=environment, check=not may_fail)


@pytest.mark.parametrize("reported", [False, True])
def test_what_a_harvest_without_a_report_brought_is_committed(tmp_path: Path, reported: bool) -> None:
    clone, report = tmp_path / "clone", tmp_path / "clone" / ".cache" / "report" / "commit-message.txt"
    for call in (["init", "-q", "--bare", "upstream"], ["clone", "-q", "upstream", "clone"]):
        subprocess.run(["git", *call], cwd=tmp_path, check=True)
    (clone / ".gitignore").write_text(".cache\n.venv\n.gitignore\n")
    identity = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.org"]
    subprocess.run(["git", *identity, "commit", "-q", "--allow-empty", "-m", "Begin"], cwd=clone, check=True)
    subprocess.run(["git", "push", "-q", "-u", "origin", "HEAD"], cwd=clone, check=True)
    report.parent.mkdir(parents=True)
    report.write_text("Harvest: of last week\n")
    harvest = clone / ".venv" / "bin" / "leaderlore"
    harvest.parent.mkdir(parents=True)
    wrote = f"mkdir -p {report.parent}; echo 'Harvest: of today' > {report}" if reported else "exit 1"
    harvest.write_text(f"#!/bin/sh\nmkdir data; echo 1 > data/new.csv\n{wrote}\n")
    harvest.chmod(0o755)
    script("harvest", clone)
    script("commit", clone)
    log = ["git", "log", "--format=%s", "--all", "-1"]
    said = subprocess.run(log, cwd=tmp_path / "upstream", capture_output=True, text=True, check=True).stdout
    assert said == ("Harvest: of today\n" if reported else "Harvest that was cut: no report\n")


def test_a_harvest_is_cut_long_before_the_job_is() -> None:
    job = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["harvest"]
    (harvest,) = (step for step in job["steps"] if step.get("id") == "harvest")
    assert 250 < harvest["timeout-minutes"] <= job["timeout-minutes"] - 45


def test_nothing_is_committed_that_the_check_refuses() -> None:
    runs = [step for step in steps() if step.get("id") == "commit" or step.get("run", "").endswith("leaderlore check")]
    assert [step.get("id") for step in runs] == [None, "commit"]
    assert not [step for step in runs if "if" in step or "continue-on-error" in step]
