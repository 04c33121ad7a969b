"""Whole harvests where our own side fails: disk, cache, archive, another run."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from archive.findings import Finding
from archive.merge import merge
from archive.store import State
from harvesters.base import HarvestError
from harvesters.kaggle.parse.writeups import ENTITY
from pipeline.folder import locked
from tests.kaggle_server.harvesting import Bench, environment
from tests.kaggle_server.truth import assert_complete
from tests.kaggle_server.world import World, make_world

RUNNING, RECENT, OLD = "made-up-challenge-000", "made-up-challenge-001", "made-up-challenge-002"


@pytest.fixture
def world() -> World:
    return make_world(competitions=3, teams=210, topics=3)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_disk_full_and_data_read_only_end_the_run_and_leave_no_half_file(
    code: int, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.harvest(only=frozenset({OLD}))
    before = bench.files()
    real, calls = os.replace, iter(range(1000))

    def failing(source: str, target: Any) -> None:
        if str(target).startswith(str(bench.data)) and next(calls) >= 3:
            raise OSError(code, os.strerror(code), str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(OSError, match=os.strerror(code)):
        bench.harvest()
    monkeypatch.undo()
    after = bench.files()
    assert all(after[name] == hashed for name, hashed in before.items() if OLD in name)
    assert not [name for name in after if name.endswith(".tmp")]


def test_what_the_archive_did_not_take_is_asked_for_by_the_run_that_goes_on(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(state: Any, finding: Finding, *rest: Any) -> State:
        if finding.slug == RECENT and finding.standings is not None:
            raise ValueError("made-up fault")
        return merge(state, finding, *rest)

    monkeypatch.setattr("pipeline.harvest.merge", refusing)
    assert bench.harvest(max_requests=40).failures == [f"'{RECENT}': made-up fault"]
    assert bench.archive.standings(RECENT) == ()
    monkeypatch.undo()
    with environment(bench.server, bench.root):
        assert bench.harvest(max_requests=1000).failures == []
    assert [line for line in bench.said if "going on" in line]
    assert_complete(bench.archive, bench.server.world)


def test_two_harvests_at_once(bench: Bench) -> None:
    bench.data.mkdir(parents=True)
    with locked(bench.data), pytest.raises(HarvestError, match="another harvest"):
        bench.harvest()
    assert bench.server.log == []


def test_a_cache_that_cannot_be_written(bench: Bench) -> None:
    cache = Path(bench.root / "cache")
    cache.mkdir(parents=True)
    (cache / "kaggle").write_text("a file where a folder should be")
    result = bench.harvest()
    assert any("kaggle" in line for line in result.failures)
    assert bench.server.log == []


@pytest.mark.parametrize("file", ["leaderboard.csv", "writeups.jsonl"])
def test_a_broken_file_keeps_no_news_of_others_back(file: str, bench: Bench) -> None:
    bench.harvest(only=frozenset({RECENT}))
    path = bench.archive.root / "competitions" / RECENT / file
    path.write_text("team\n7,8\n")
    result = bench.harvest()
    assert result.failures
    assert all(f"{file} cannot be read" in line for line in result.failures)
    known = {person.handles[0] for person in bench.archive.people()}
    assert {handle for row in bench.archive.standings(OLD)[:50] for handle in row.members} <= known
    assert any(writeup.why == ENTITY for writeup in bench.archive.writeups(OLD))
    path.unlink()
    assert bench.harvest().failures == []
    assert_complete(bench.archive, bench.server.world)
