"""How a harvest ends that does not go well: what is kept, what is told, what is left as it was."""

import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic_core import SchemaError

from archive.check import check
from archive.descriptor import SettingsError, read_settings
from archive.findings import Finding
from archive.migrate import migrate
from archive.records import Person
from archive.store import Archive
from harvesters.base import Context, CredentialsError, Harvester, HarvestError, MissingCredentialsError
from pipeline.derive import derive
from pipeline.harvest import harvest
from tests.pipeline.toy_harvest import STARTED, board, contents, context, finding, full, run, source


@pytest.fixture(autouse=True)
def _fast_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda handle: None)


def test_the_failure_of_one_competition_leaves_its_files_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path, full(), full("other"))
    before = contents(tmp_path)
    bad = finding(facts={"title": "New", "teams": -1}, standings=board(private_score_text="0.9999"))
    result = run(tmp_path, bad, finding("other", facts={"title": "Other"}), finding("../up"), finding("third"))
    assert result.failures == [
        "'toy': teams: Input should be greater than or equal to 0 (found -1)",
        "'../up': slug '../up' is refused: use 1 to 100 of A-Z a-z 0-9 . _ ~ - and no leading dot",
    ]
    after = contents(tmp_path)
    assert {name for name in after if "/toy/" in name and after[name] != before[name]} == set()
    assert Archive(tmp_path / "data").folders() == ["other", "third", "toy"]


def test_a_full_disk_ends_the_run_and_leaves_all_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path, full())
    before = contents(tmp_path)
    calls: list[int] = []

    def full_at_the_second(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_at_the_second)
    moved = finding(facts={"title": "New"}, standings=board(private_score_text="0.9999", private_score=0.9999))
    result = run(tmp_path, moved, full("other"))
    assert Archive(tmp_path / "data").folders() == ["toy"]
    assert result.failures == [
        "'toy': No space left on device: nothing more is asked; mend that, and run the same command again"
    ]
    after = contents(tmp_path)
    assert {name: after[name] for name in after if "/toy/" in name} == {
        name: before[name] for name in before if "/toy/" in name
    }


def test_profiles_that_find_no_room_are_called_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> list[Path]:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Archive, "save_shards", refuse)
    people = (Person(person="u1", handles=("p1",), as_of=STARTED),)
    (failure, *_) = run(tmp_path, finding(), finding("", people=people)).failures
    assert failure.startswith("profiles: No space left on device: nothing more is asked")


def test_a_broken_file_of_one_competition_is_its_failure_alone(tmp_path: Path) -> None:
    run(tmp_path, full(), full("other"))
    (tmp_path / "data/competitions/toy/leaderboard.csv").write_text("team\n7,8\n")
    result = run(tmp_path, full(), full("other"))
    (line,) = result.failures
    assert "competitions/toy/leaderboard.csv cannot be read" in line
    assert str(tmp_path) not in line


def test_a_source_that_breaks_off_keeps_what_was_merged_and_tells_the_news(tmp_path: Path) -> None:
    def findings(_: Context) -> Iterator[Finding]:
        yield full()
        raise HarvestError("the service is gone: try again tomorrow")

    result = harvest(source("kaggle", findings), context(tmp_path))
    assert result.failures == ["the service is gone: try again tomorrow"]
    assert ("competition-added", "Toy") in {
        (change.what, change.detail) for change in Archive(tmp_path / "data").changes()
    }
    assert check(tmp_path / "data") == []


def test_an_archive_that_lost_its_descriptor_gets_no_texts_by_the_default_policy(tmp_path: Path) -> None:
    run(tmp_path, full())
    descriptor = tmp_path / "data/datapackage.json"
    descriptor.unlink()
    before = contents(tmp_path)
    with pytest.raises(SettingsError, match=r"datapackage.json is missing.* \(git checkout -- ") as raised:
        run(tmp_path, full(), full("other"))
    with pytest.raises(SettingsError, match="is missing"):
        derive(Archive(tmp_path / "data"), tmp_path / "cache", jobs=1)
    with pytest.raises(SettingsError, match="is missing"):
        migrate(tmp_path / "data")
    assert contents(tmp_path) == before
    descriptor.write_text(str(raised.value).partition("write ")[2].partition(" into it")[0])
    assert "datapackage.json" in migrate(tmp_path / "data").changed
    assert read_settings(tmp_path / "data").text_policy == "none"
    assert run(tmp_path, full(), full("other")).failures == []


def test_a_first_run_that_is_killed_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object, **__: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.harvest._Writer.finish", killed)
        with pytest.raises(SystemExit):
            run(tmp_path, full())
    assert Archive(tmp_path / "data").folders() == ["toy"]
    assert run(tmp_path, full(), full("other")).failures == []


def breaking_off(error: Exception) -> Harvester:
    """A source that gives a competition, then somebody who opted out, then fails."""
    gone = Person(person="u9", handles=("p2",), progression_opt_out=True, as_of=STARTED)

    def findings(_: Context) -> Iterator[Finding]:
        yield full()
        yield finding("", facts={}, people=(gone,))
        raise error

    return source("kaggle", findings)


def assert_ended(root: Path) -> None:
    """What came before the fault is told, and whoever opted out is redacted, as at any end."""
    archive = Archive(root / "data")
    assert check(archive.root) == []
    assert ("competition-added", "Toy") in {(change.what, change.detail) for change in archive.changes()}
    assert b",p2," not in contents(root)["data/competitions/toy/leaderboard.csv"]


def test_a_fault_that_nobody_foresaw_ends_the_source_as_any_other(tmp_path: Path) -> None:
    result = harvest(breaking_off(RecursionError("what a stranger wrote")), context(tmp_path))
    (failure,) = result.failures
    assert re.match(r"RecursionError \(test_harvest_faults\.py, line \d+\): .*run the same command again", failure)
    assert_ended(tmp_path)


def test_an_interrupt_that_looks_like_a_fault_is_no_fault(tmp_path: Path) -> None:
    def findings(_: Context) -> Iterator[Finding]:
        raise SchemaError('Field "what":\n  KeyboardInterrupt: ')
        yield

    with pytest.raises(SchemaError):
        harvest(source("kaggle", findings), context(tmp_path))


def test_missing_credentials_end_the_run(tmp_path: Path) -> None:
    def findings(_: Context) -> Iterator[Finding]:
        raise CredentialsError("no token")
        yield

    with pytest.raises(CredentialsError, match="no token"):
        harvest(source("kaggle", findings), context(tmp_path))


def test_credentials_that_are_refused_midway_end_the_run_as_any_other_end(tmp_path: Path) -> None:
    with pytest.raises(CredentialsError, match="refused"):
        harvest(breaking_off(CredentialsError("refused")), context(tmp_path))
    assert_ended(tmp_path)
    assert [person.person for person in Archive(tmp_path / "data").people()] == ["u1"]


def test_without_credentials_nothing_is_written(tmp_path: Path) -> None:
    def findings(_: Context) -> Iterator[Finding]:
        raise MissingCredentialsError("no token")
        yield

    with pytest.raises(MissingCredentialsError):
        harvest(source("kaggle", findings), context(tmp_path))
    assert contents(tmp_path) == {}
