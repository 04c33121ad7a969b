"""The runner, with harvesters made up here: what it writes, what it leaves alone, what it refuses."""

import errno
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from pydantic_core import SchemaError

from archive.check import check
from archive.descriptor import Settings, SettingsError, write_descriptor
from archive.findings import Finding
from archive.layout import REDACTIONS
from archive.records import Person, ScoreRow, WriteUp
from archive.redactions import new_redaction
from archive.store import Archive
from archive.text import text_sha256
from archive.texts import Texts
from harvesters.base import Context, CredentialsError, HarvestError, MissingCredentialsError
from pipeline.folder import locked
from pipeline.harvest import harvest
from tests.pipeline.toy_harvest import STARTED, TEXT, board, contents, context, finding, full, run, source


@pytest.fixture(autouse=True)
def _fast_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda handle: None)


def test_a_second_harvest_changes_no_byte(tmp_path: Path) -> None:
    write_descriptor(tmp_path / "data", Settings(text_policy="none"))
    result = run(tmp_path, full())
    assert result.failures == []
    before = contents(tmp_path)
    again = run(tmp_path, full(), started="2026-02-02T03:04:05Z")
    assert contents(tmp_path) == before
    assert (again.changed, again.changes) == ([], [])
    assert check(tmp_path / "data") == []


def test_several_sources_in_any_order_end_in_the_same_bytes(tmp_path: Path) -> None:
    listed = WriteUp(writeup="w9", url="https://example.org/w1", kind="blog", private_rank=3, rank_source="list")
    rows = (ScoreRow(board="public", rank=1, score_text="0.5"),)
    findings = [
        full(),
        finding(name="solution_lists", facts={"title": "The Toy", "reward": "Swag"}, writeups=(listed,)),
        finding(name="score_boards", facts={"teams": 60}, scores=rows),
    ]
    ends = []
    for number, order in enumerate(permutations(findings)):
        root = tmp_path / str(number)
        for one in order * 2:
            run(root, one, name=one.source)
        ends.append({name: data for name, data in contents(root).items() if name.startswith(("comp", "people"))})
    assert all(end == ends[0] for end in ends)


def test_one_changed_score_changes_one_file(tmp_path: Path) -> None:
    run(tmp_path, full(), full("other"))
    before = contents(tmp_path)
    moved = replace(full(), standings=board(private_score_text="0.9999", private_score=0.9999))
    result = run(tmp_path, moved, full("other"), started="2026-02-02T03:04:05Z")
    after = contents(tmp_path)
    assert [name for name in after if after[name] != before.get(name)] == ["data/competitions/toy/leaderboard.csv"]
    assert result.changed == ["competitions/toy/leaderboard.csv"]
    assert result.changes == []


def test_a_partial_harvest_leaves_other_files_alone(tmp_path: Path) -> None:
    run(tmp_path, full())
    before = contents(tmp_path)
    result = run(tmp_path, finding(facts={"title": "New name"}), only=frozenset({"toy"}))
    changed = {name for name, data in contents(tmp_path).items() if data != before[name]}
    assert changed == {"data/competitions/toy/competition.json", "data/runs/kaggle.json"}
    assert result.competitions == 1


def test_an_only_that_nobody_knows_is_a_warning(tmp_path: Path) -> None:
    run(tmp_path, full("settled"))
    result = run(tmp_path, full(), only=frozenset({"toy", "settled", "tyo"}))
    assert [warning.partition(":")[0] for warning in result.warnings] == ["tyo"]


def test_two_harvests_at_once_are_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with locked(tmp_path / "data"), pytest.raises(HarvestError, match="another harvest is writing"):
        run(tmp_path, full())
    assert contents(tmp_path) == {}
    assert run(tmp_path, full()).failures == []


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, os.getcwd())
from tests.pipeline import toy_harvest as t
def findings(context):
    yield t.full("first")
    os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)
    yield t.full("second")
t.harvest(t.source("kaggle", findings), t.context(Path(sys.argv[1])))
"""


def test_a_killed_run_leaves_no_half_file_and_the_next_one_tidies_up(tmp_path: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], cwd=Path(__file__).parents[2], check=False)
    assert killed.returncode == -9
    left = contents(tmp_path)
    assert [name for name in left if name.endswith(".tmp")]
    assert not [name for name in left if "second" in name and not name.endswith(".tmp")]
    assert Archive(tmp_path / "data").folders() == ["first"]
    result = run(tmp_path, full("first"), full("second"))
    assert not [name for name in contents(tmp_path) if name.endswith(".tmp")]
    assert check(tmp_path / "data") == []
    assert {change.slug for change in result.changes} == {"first", "second"}


def test_news_of_an_interrupted_run_wait_for_their_own_archive(tmp_path: Path) -> None:
    def findings(_: Context) -> Iterator[Finding]:
        yield full("first")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        harvest(source("kaggle", findings), context(tmp_path))
    other = replace(context(tmp_path), archive=Archive(tmp_path / "other"))
    result = harvest(source("kaggle", lambda _: [full("second")]), other)
    assert {change.slug for change in result.changes} == {"second"}
    assert check(tmp_path / "other") == []
    assert {change.slug for change in run(tmp_path, full("first")).changes} == {"first"}


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


def test_a_fault_that_nobody_foresaw_ends_the_source_as_any_other(tmp_path: Path) -> None:
    gone = Person(person="u9", handles=("p2",), progression_opt_out=True, as_of=STARTED)

    def findings(_: Context) -> Iterator[Finding]:
        yield full()
        yield finding("", facts={}, people=(gone,))
        raise RecursionError("what a stranger wrote")

    result = harvest(source("kaggle", findings), context(tmp_path))
    (failure,) = result.failures
    assert re.match(r"RecursionError \(test_harvest\.py, line \d+\): .*run the same command again", failure)
    archive = Archive(tmp_path / "data")
    assert check(archive.root) == []
    assert ("competition-added", "Toy") in {(change.what, change.detail) for change in archive.changes()}
    assert b",p2," not in contents(tmp_path)["data/competitions/toy/leaderboard.csv"]


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
    gone = Person(person="u9", handles=("p2",), progression_opt_out=True, as_of=STARTED)

    def findings(_: Context) -> Iterator[Finding]:
        yield full()
        yield finding("", facts={}, people=(gone,))
        raise CredentialsError("refused")

    with pytest.raises(CredentialsError, match="refused"):
        harvest(source("kaggle", findings), context(tmp_path))
    archive = Archive(tmp_path / "data")
    assert check(archive.root) == []
    assert ("competition-added", "Toy") in {(change.what, change.detail) for change in archive.changes()}
    assert [person.person for person in archive.people()] == ["u1"]
    assert b",p2," not in contents(tmp_path)["data/competitions/toy/leaderboard.csv"]


def test_without_credentials_nothing_is_written(tmp_path: Path) -> None:
    def findings(_: Context) -> Iterator[Finding]:
        raise MissingCredentialsError("no token")
        yield

    with pytest.raises(MissingCredentialsError):
        harvest(source("kaggle", findings), context(tmp_path))
    assert contents(tmp_path) == {}


def test_a_newer_archive_is_not_touched(tmp_path: Path) -> None:
    write_descriptor(tmp_path / "data", Settings(schema_version=99))
    before = contents(tmp_path)
    with pytest.raises(SettingsError, match="update leaderlore"):
        run(tmp_path, full())
    assert contents(tmp_path) == before


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    result = run(tmp_path, full(), dry_run=True)
    assert result.competitions == 1
    assert list(tmp_path.iterdir()) == []


def test_fewer_competitions_than_a_healthy_run_gives_are_a_failure_and_more_a_warning(tmp_path: Path) -> None:
    few = harvest(source("kaggle", lambda _: [full()], minimum=2), context(tmp_path))
    assert "a healthy run gives at least 2" in few.failures[0]
    part = harvest(source("kaggle", lambda _: [full()], minimum=2), context(tmp_path, only=frozenset({"toy"})))
    assert part.failures == []
    many = harvest(source("kaggle", lambda _: [full()], maximum=0), context(tmp_path))
    assert many.warnings == ["1 competitions are more than the 0 expected"]


@pytest.mark.parametrize(("policy", "kept"), [("full", "data"), ("excerpt", "cache"), ("none", "cache")])
def test_texts_are_kept_where_the_policy_says(policy: Any, kept: str, tmp_path: Path) -> None:
    write_descriptor(tmp_path / "data", Settings(text_policy=policy))
    run(tmp_path, full())
    sha = text_sha256(TEXT)
    places = {"data": f"data/texts/{sha[:2]}/{sha}.md", "cache": "cache/texts/toy.json"}
    assert [place for place, path in places.items() if (tmp_path / path).is_file()] == [kept]
    assert Texts(tmp_path / "data", tmp_path / "cache", policy).reader("toy")(sha) == TEXT
    assert [problem for problem in check(tmp_path / "data") if problem.severity == "error"] == []


def test_redacted_people_do_not_come_back_with_a_harvest(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "data")
    archive.save_table(REDACTIONS, [new_redaction("@P1", "2026-01-01", ())])
    run(tmp_path, full())
    again = run(tmp_path, full())
    assert again.changed == []
    text = b"".join(contents(tmp_path).values())
    assert b'"p1"' not in text
    assert b",p1," not in text
    assert archive.people() == ()
    assert (archive.standings("toy")[0].name, archive.standings("toy")[0].team_size) == (None, 1)
    assert not (tmp_path / "cache" / "texts").exists()
    assert check(tmp_path / "data") == []


def test_people_come_without_a_competition(tmp_path: Path) -> None:
    people = (
        Person(person="u1", handles=("ann",), as_of=STARTED),
        Person(person="u2", handles=("bob",), as_of=STARTED),
    )
    result = run(tmp_path, finding("", facts={}, people=people), full())
    assert result.competitions == 1
    assert {person.person for person in Archive(tmp_path / "data").people()} == {"u1", "u2"}
