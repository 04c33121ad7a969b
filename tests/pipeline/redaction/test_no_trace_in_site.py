"""A person who is redacted leaves no trace in the built site either, whatever archive it is built from."""

import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from archive.records import Topic
from archive.store import Archive
from pages.engine.processes.locks import building
from pipeline.beforehand import beforehand
from tests.pipeline.redaction.toy_world import build, contents, harvest_again, put_back, run, traces


def test_no_trace_is_left_in_the_site_either(world: Path) -> None:
    site = build(world)
    found = traces(site)
    known = {"data/tables/leaderboards-unknown.parquet", "data/competitions/toy.csv", "data/people/names.json"}
    known |= {"people/zoe-quill/index.html"}
    assert known <= set(found)
    assert any(place.startswith("people/") for place in found)
    assert any(place.endswith(".arrow") for place in traces(world / "cache"))
    run(world, "zoe-quill")
    assert traces(world) == []
    assert (site / "index.html").exists()
    assert not list(site.rglob("*.parquet"))
    build(world)
    assert list(site.rglob("*.parquet"))
    assert traces(world) == []
    harvest_again(world)
    build(world)
    assert traces(world) == []


@pytest.mark.parametrize("held", [("cache", "elsewhere"), ("elsewhere", "site")])
def test_nobody_builds_meanwhile_from_what_was_read_before(world: Path, held: tuple[str, str]) -> None:
    before = contents(world / "data")
    with building(world / held[0], world / held[1]):
        done = run(world, "zoe-quill")
    assert (done.exit_code, "another build" in done.output) == (2, True)
    assert "wait for it, and redact again" in done.output  # with another cache this one would go on naming them
    assert contents(world / "data") == before


def test_a_site_goes_whole_where_a_handle_is_an_ordinary_word(world: Path) -> None:
    archive = Archive(world / "data")
    state = archive.state("toy")
    assert state is not None
    topics = tuple(Topic(topic=str(n), title=f"My solution {n}", author="bo") for n in range(30))
    archive.save("toy", replace(state, topics=topics))
    site = build(world)
    done = run(world, "@solution")
    assert "ordinary word" in done.output
    assert [path.name for path in site.rglob("*") if path.is_file()] == [".leaderlore-site"]
    assert len(archive.topics("toy")) == 30
    assert all(topic.title for topic in archive.topics("toy"))
    harvest_again(world)
    assert [topic.title for topic in archive.topics("toy") if topic.topic == "10"] == ["Winner"]
    assert build(world)


def test_a_folder_that_is_no_site_of_ours_is_left_alone(world: Path) -> None:
    other = world / "site" / "notes.txt"
    other.parent.mkdir()
    other.write_text("zoe-quill")
    run(world, "zoe-quill")
    assert other.exists()


def test_a_build_binds_where_the_list_was_merged_by_hand(world: Path) -> None:
    before = contents(world / "data")
    run(world, "zoe-quill")
    put_back(before)
    assert traces(build(world)) == []


def test_a_build_binds_where_files_of_an_older_commit_were_put_back(world: Path) -> None:
    run(world, "bo")  # so that there is a list, and a descriptor that knows it
    before = contents(world / "data")
    run(world, "zoe-quill")
    assert traces(build(world)) == []
    put_back({path: content for path, content in before.items() if path.name in ("leaderboard.csv", "threads.jsonl")})
    assert traces(world / "data")
    assert traces(build(world)) == []
    put_back({path: content for path, content in before.items() if path.parent.name == "people"})
    assert traces(build(world)) == []


def test_another_process_finds_out_whether_somebody_came_back(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)  # threads that other tests left do not matter here
    run(world, "bo")  # so that there is a list, and a descriptor that knows it
    before = contents(world / "data")
    run(world, "zoe-quill")
    assert is_fit_apart(world)
    put_back({path: content for path, content in before.items() if path.name == "leaderboard.csv"})
    assert not is_fit_apart(world)


def is_fit_apart(world: Path) -> bool:
    with beforehand(world / "data", world / "site", world / "cache", apart=True) as found:
        return found.fit()


@pytest.mark.parametrize("profile", [False, True], ids=["board", "board-and-profile"])
def test_an_archive_at_its_word_vouches_for_profiles_that_did_not_change_alone(
    world: Path, hashed: list[str], profile: bool
) -> None:
    run(world, "bo")
    before = contents(world / "data")
    run(world, "zoe-quill")
    shutil.rmtree(world / "cache" / "redacted")
    (world / "cache" / "clean-identities.txt").unlink()
    hashed.clear()
    build(world)
    assert hashed == []
    board = world / "data/competitions/toy/leaderboard.csv"
    board.write_bytes(board.read_bytes().replace(b"p7", b"zoe-quill"))
    put_back({path: old for path, old in before.items() if profile and path.parent.name == "people"})
    assert traces(world / "data")
    assert traces(build(world)) == []
    assert "@zoe-quill" in hashed


def test_who_has_a_profile_in_an_archive_at_its_word_costs_no_slow_hash(world: Path, hashed: list[str]) -> None:
    run(world, "zoe-quill")
    shutil.rmtree(world / "cache" / "redacted")
    (world / "cache" / "clean-identities.txt").unlink()
    hashed.clear()
    build(world)
    board = world / "data/competitions/toy/leaderboard.csv"
    board.write_bytes(board.read_bytes().replace(b"p7", b"newcomer"))
    handles = Archive(world / "data").handles()
    assert handles
    build(world)
    assert "@newcomer" in hashed
    assert not {f"@{handle}" for handle in handles} & set(hashed)


def test_an_old_archive_put_back_whole_with_its_shorter_list_brings_nobody_back(world: Path) -> None:
    run(world, "bo")
    before = contents(world / "data")
    run(world, "zoe-quill")
    listed = Archive(world / "data").redactions()
    shutil.rmtree(world / "data")
    put_back(before)
    assert traces(world / "data")
    assert traces(build(world)) == []
    harvest_again(world)
    assert Archive(world / "data").redactions() == listed
    assert traces(world) == []
