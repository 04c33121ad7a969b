"""The runner, with harvesters made up here: what it writes, what it leaves alone, what it refuses."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from archive.check import check
from archive.descriptor import Settings, SettingsError, write_descriptor
from archive.findings import Finding
from archive.layout import REDACTIONS
from archive.records import Person, ScoreRow, WriteUp
from archive.redactions import new_redaction
from archive.store import Archive
from archive.text import text_sha256
from archive.texts import Texts
from harvesters.base import Context, HarvestError
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


def test_the_descriptor_names_the_sources_that_told_something_with_their_terms(tmp_path: Path) -> None:
    run(tmp_path, full(), name="kaggle")
    run(tmp_path, finding(name="solution_lists", facts={"reward": "Swag"}), name="solution_lists")
    run(tmp_path, name="silent")
    sources = json.loads((tmp_path / "data/datapackage.json").read_text())["sources"]
    assert [(one["name"], one["terms"]) for one in sources] == [("kaggle", "made up"), ("solution_lists", "made up")]


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


def test_a_correction_is_told_by_the_first_harvest_that_meets_it(tmp_path: Path) -> None:
    run(tmp_path, full())
    patch = "- {record: competition, field: host, value: Orchard, reason: its page says so, expect: null}\n"
    (tmp_path / "data" / "corrections").mkdir()
    (tmp_path / "data" / "corrections" / "toy.yml").write_text(patch)
    told = run(tmp_path, full(), started="2026-02-02T03:04:05Z").changes
    assert [(change.what, change.detail) for change in told] == [("correction", "host: unknown before, Orchard now")]
    assert run(tmp_path, full(), started="2026-02-09T03:04:05Z").changes == []


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
