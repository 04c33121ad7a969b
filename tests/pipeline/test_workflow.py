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
    assert ran == ["harvest", "correct", "derive", "check", "diff", "build"]
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


def script(name: str, folder: Path) -> bool:
    """Run the script of a step as the workflow's runner does; whether it came to its end."""
    step = next(step for step in steps() if step.get("id") == name)
    own = {"GITHUB_OUTPUT": str(folder / "output"), "GITHUB_RUN_ID": "77", "MAX_REQUESTS": "1"}
    return subprocess.run(["bash", "-e", "-c", step["run"]], cwd=folder, env=os.environ | own).returncode == 0


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.org"]
    return subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of `upstream` beside it, and a harvest that writes one line and is cut."""
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "upstream")
    git(tmp_path, "clone", "-q", "upstream", "clone")
    made = tmp_path / "clone"
    (made / ".gitignore").write_text(".cache\n.venv\n.gitignore\noutput\n")
    (made / "data").mkdir()
    (made / "data/changes.csv").write_text("of old\n")
    git(made, "checkout", "-q", "-b", "main")
    git(made, "add", "data")
    git(made, "commit", "-q", "-m", "Begin")
    git(made, "push", "-q", "-u", "origin", "main")
    command = made / ".venv/bin/leaderlore"
    command.parent.mkdir(parents=True)
    command.write_text(
        "#!/bin/sh\nmkdir -p .cache\n"
        "[ $1 = diff ] || { echo today >> data/changes.csv; exit 1; }\n"
        "git diff --quiet HEAD || echo Harvest: of today\n"
    )
    command.chmod(0o755)
    return made


def test_what_a_harvest_that_was_cut_brought_is_committed_and_told(clone: Path) -> None:
    assert not script("harvest", clone)
    assert script("commit", clone)
    assert git(clone.parent / "upstream", "log", "--format=%s", "-1", "main") == "Harvest: of today\n"
    assert (clone / "output").read_text().startswith("sha=")
    assert script("commit", clone), "where nothing is new"


def test_a_harvest_that_meets_other_changes_of_the_same_lines_is_kept_in_a_branch(clone: Path) -> None:
    git(clone.parent, "clone", "-q", "upstream", "other")
    other = clone.parent / "other"
    (other / "data/changes.csv").write_text("of old\ncorrected\n")
    git(other, "commit", "-q", "-a", "-m", "By hand")
    git(other, "push", "-q")
    script("harvest", clone)
    assert not script("commit", clone)
    assert not (clone / "output").exists(), "nothing is published"
    upstream = clone.parent / "upstream"
    assert git(upstream, "log", "--format=%s", "-1", "main") == "By hand\n"
    assert git(upstream, "show", "harvest-77:data/changes.csv") == "of old\ntoday\n"


def test_a_harvest_that_a_protected_branch_refuses_is_kept_in_another(clone: Path) -> None:
    hook = clone.parent / "upstream/hooks/update"
    hook.write_text('#!/bin/sh\n[ "$1" != refs/heads/main ]\n')
    hook.chmod(0o755)
    script("harvest", clone)
    assert not script("commit", clone)
    assert not (clone / "output").exists(), "nothing is published"
    upstream = clone.parent / "upstream"
    assert git(upstream, "show", "main:data/changes.csv") == "of old\n"
    assert git(upstream, "show", "harvest-77:data/changes.csv") == "of old\ntoday\n"


def test_a_harvest_is_cut_long_before_the_job_is() -> None:
    job = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["harvest"]
    (harvest,) = (step for step in job["steps"] if step.get("id") == "harvest")
    assert 250 < harvest["timeout-minutes"] <= job["timeout-minutes"] - 45


def test_nothing_is_committed_that_the_check_refuses() -> None:
    runs = [step for step in steps() if step.get("id") == "commit" or step.get("run", "").endswith("leaderlore check")]
    assert [step.get("id") for step in runs] == [None, "commit"]
    assert not [step for step in runs if "if" in step or "continue-on-error" in step]
