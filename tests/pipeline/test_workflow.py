import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
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
    assert ran == ["harvest", "derive", "check", "build"]
    assert set(ran) <= set(main.list_commands(click.Context(main)))


def test_only_the_harvest_sees_the_token() -> None:
    with_token = [step for step in steps() if "KAGGLE" in str(step)]
    assert [step["id"] for step in with_token] == ["harvest"]
    assert with_token[0]["env"]["KAGGLE_API_TOKEN"] == "${{ secrets.KAGGLE_API_TOKEN }}"


def test_caches_hold_no_text_for_forks_can_read_them() -> None:
    caches = [step for step in steps() if step.get("uses", "").startswith("actions/cache")]
    assert [step["with"]["path"] for step in caches] == [".cache/kaggle/journal-*.jsonl"] * 2
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
