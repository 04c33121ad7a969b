import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.store import Archive
from pipeline.cli import main
from pipeline.diff import RevisionError, archive_at, diff_archives

STARTED = "2026-06-01T00:00:00Z"


def copied(archive: Archive, target: Path) -> Archive:
    shutil.copytree(archive.root, target)
    return Archive(target)


def with_writeups(archive: Archive) -> str:
    return next(folder for folder in archive.folders() if archive.writeups(folder))


def drop_a_writeup(archive: Archive) -> str:
    folder = with_writeups(archive)
    state = archive.state(folder)
    assert state is not None
    archive.save(folder, replace(state, writeups=state.writeups[1:]))
    return state.competition.slug


def test_equal_archives_have_no_news(mini_archive: Archive) -> None:
    assert diff_archives(mini_archive, mini_archive, STARTED) == []


def test_both_directions(mini_archive: Archive, tmp_path: Path) -> None:
    other = copied(mini_archive, tmp_path / "other")
    slug = drop_a_writeup(other)
    (gone,) = diff_archives(mini_archive, other, STARTED)
    assert (gone.date, gone.slug, gone.what, gone.detail) == ("2026-06-01", slug, "writeup-withdrawn", "1 withdrawn")
    (back,) = diff_archives(other, mini_archive, STARTED)
    assert (back.slug, back.what, back.detail) == (slug, "writeup", "1 new")


def test_competitions_come_and_go(mini_archive: Archive, tmp_path: Path) -> None:
    other = copied(mini_archive, tmp_path / "other")
    folder = other.folders()[0]
    slug = (other.competition(folder) or pytest.fail("no competition")).slug
    shutil.rmtree(other.root / "competitions" / folder)
    assert [(c.slug, c.what) for c in diff_archives(mini_archive, other, STARTED)] == [(slug, "competition-removed")]
    assert (slug, "competition-added") in [(c.slug, c.what) for c in diff_archives(other, mini_archive, STARTED)]


def test_a_fact_that_somebody_corrected(mini_archive: Archive, tmp_path: Path) -> None:
    other = copied(mini_archive, tmp_path / "other")
    folder = other.folders()[0]
    state = other.state(folder) or pytest.fail("no competition")
    other.save(folder, replace(state, competition=state.competition.model_copy(update={"public_share": 0.125})))
    patch = "- {record: competition, field: public_share, value: 0.125, reason: counted, expect: null}\n"
    (other.root / "corrections").mkdir(exist_ok=True)
    (other.root / "corrections" / f"{folder}.yml").write_text(patch)
    (change,) = diff_archives(mini_archive, other, STARTED)
    assert change.what == "correction"
    assert (change.detail or "").endswith("0.125 now")


@pytest.fixture
def repository(mini_archive: Archive, tmp_path: Path) -> Path:
    """A repository with the archive committed in a folder of it."""
    root = tmp_path / "repository"
    copied(mini_archive, root / "data")
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com"]
    for arguments in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "First"]):
        subprocess.run(["git", "-C", str(root), *arguments], check=True)
    return root


def test_a_revision_is_read_from_git(mini_archive: Archive, repository: Path) -> None:
    shutil.rmtree(repository / "data" / "competitions")
    with archive_at("HEAD", repository / "data") as old:
        assert diff_archives(old, mini_archive, STARTED) == []


@pytest.mark.parametrize("revision", ["no-such-thing", "--output=x"])
def test_what_is_no_revision(revision: str, repository: Path) -> None:
    with pytest.raises(RevisionError, match="name a commit"), archive_at(revision, repository / "data"):
        pytest.fail("it was read")


def test_the_command_says_what_is_new_since_the_last_commit(repository: Path) -> None:
    slug = drop_a_writeup(Archive(repository / "data"))
    run = CliRunner().invoke(main, ["--data", str(repository / "data"), "diff"])
    assert run.exit_code == 0
    assert f"| {slug} | 1 write-up withdrawn |" in run.output
    message = CliRunner().invoke(main, ["--data", str(repository / "data"), "diff", "--commit-message"])
    assert message.output.startswith("Harvest: 1 write-up withdrawn\n")
    bad = CliRunner().invoke(main, ["--data", str(repository / "data"), "diff", "nowhere"])
    assert bad.exit_code == 2


def test_the_command_compares_two_commits(repository: Path) -> None:
    data = repository / "data"
    slug = drop_a_writeup(Archive(data))
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com"]
    subprocess.run(["git", "-C", str(repository), *who, "commit", "-q", "-a", "-m", "Second"], check=True)
    shutil.rmtree(data / "competitions")
    run = CliRunner().invoke(main, ["--data", str(data), "diff", "HEAD~1", "HEAD"])
    assert run.output.startswith("# News from HEAD~1 to HEAD\n\n1 write-up withdrawn.\n")
    assert f"| {slug} | 1 write-up withdrawn |" in run.output
    assert CliRunner().invoke(main, ["--data", str(data), "diff", "HEAD", "nowhere"]).exit_code == 2
