import hashlib
import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pytest

from pages.engine.processes.workers import Run
from pages.engine.staging.folders import Content
from pages.engine.staging.manifest import intact_groups
from pages.engine.staging.stage import MARK, SEAL, ForeignFolderError, Stage


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site"


def stage(out: Path) -> Stage:
    cache = out.parent / "cache"
    return Stage(out, cache, Run(), partial(intact_groups, cache, out))


def publish(out: Path, jobs: Mapping[str, Mapping[str, Content]], made_from: str = "v1") -> None:
    making = stage(out)
    for job, files in jobs.items():
        making.write(job, made_from, files)
    making.publish()


def test_files_of_unchanged_jobs_are_taken_over_whole(out: Path) -> None:
    publish(out, {"one": {"a/index.html": b"A"}, "two": {"b.json": b"B"}})
    node = (out / "a/index.html").stat().st_ino
    again = stage(out)
    assert again.keep("one", "v1")
    assert not again.keep("two", "v2")
    assert not again.keep("three", "v1")
    again.write("two", "v2", {"b.json": b"new"})
    again.publish()
    assert (out / "a/index.html").stat().st_ino == node
    assert (out / "b.json").read_bytes() == b"new"


def test_what_no_job_makes_any_more_is_gone(out: Path) -> None:
    publish(out, {"one": {"a.html": b"A"}, "two": {"b.html": b"B"}})
    publish(out, {"one": {"a.html": b"A"}})
    assert not (out / "b.html").exists()


def test_equal_bytes_keep_file_and_time(out: Path) -> None:
    publish(out, {"one": {"a.html": b"A"}})
    time = (out / "a.html").stat().st_mtime_ns
    publish(out, {"one": {"a.html": b"A"}})
    assert (out / "a.html").stat().st_mtime_ns == time


def test_a_file_that_somebody_touched_is_made_again(out: Path) -> None:
    publish(out, {"one": {"a.html": b"A"}})
    (out / "a.html").write_bytes(b"tampered")
    assert not stage(out).keep("one", "v1")


def test_a_killed_build_leaves_the_old_site(out: Path) -> None:
    publish(out, {"one": {"a.html": b"A"}})
    making = stage(out)
    making.write("one", "v2", {"a.html": b"half"})
    assert (out / "a.html").read_bytes() == b"A"


def test_killed_between_the_two_renames_the_old_site_comes_back(out: Path) -> None:
    publish(out, {"one": {"a.html": b"A"}})
    os.rename(out, out.with_name(".site.old"))
    assert stage(out).keep("one", "v1")
    assert (out / "a.html").read_bytes() == b"A"


def test_a_torn_manifest_means_that_nothing_is_known(out: Path) -> None:
    publish(out, {"one": {"a.html": b"A"}})
    manifest = next((out.parent / "cache/build").glob("*/index.json"))
    manifest.write_text(manifest.read_text()[:40])
    assert not stage(out).keep("one", "v1")


@pytest.mark.parametrize("content", ["", '{"one": ["v1", {"one": ["v1", {"a.h'])
def test_a_torn_file_of_a_group_means_that_nothing_is_known(out: Path, content: str) -> None:
    publish(out, {"one": {"a.html": b"A"}, "two": {"b.html": b"B"}})
    next((out.parent / "cache/build").glob("*/one-*.json")).write_text(content)
    torn = stage(out)
    assert not torn.keep("one", "v1")
    assert not torn.keep_group("one")
    publish(out, {"two": {"b.html": b"B"}})
    assert not (out / "a.html").exists()


def test_a_group_is_taken_over_whole_where_all_of_its_files_are_as_they_were_made(out: Path) -> None:
    jobs: dict[str, dict[str, Content]] = {
        "kind:a": {"a.html": b"A"},
        "kind:b": {"data/b.json": b"B"},
        "one": {"c": b"C"},
    }
    publish(out, jobs)
    again = stage(out)
    assert again.keep_group("kind")
    assert not again.keep_group("other")
    totals = again.totals()["kind"]
    assert (totals.files, totals.bytes, totals.tops, totals.parts) == (2, 2, ["a.html", "data"], {"a": 1, "b": 1})
    assert totals.data.keys() == {"data/b.json"}
    again.write("one", "v2", {"c": b"new"})
    again.publish()
    assert {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()} == {
        "a.html": b"A", "b.json": b"B", "c": b"new", MARK: (out / MARK).read_bytes()
    }  # fmt: skip
    assert stage(out).keep_group("kind")


@pytest.mark.parametrize("where", ["site/a.html", ".site.new/a.html"])
def test_a_group_of_which_a_file_is_gone_is_not_taken_over_unseen(out: Path, where: str) -> None:
    publish(out, {"kind:a": {"a.html": b"A"}, "kind:b": {"b.html": b"B"}})
    (out.parent / where).unlink()
    again = stage(out)
    assert again.keep_group("kind") == (where != "site/a.html")
    if where == "site/a.html":
        again.write("kind:a", "v1", {"a.html": b"A"})
        assert again.keep("kind:b", "v1")
    again.publish()
    assert everything(out).keys() == {
        f"{top}/{name}" for top in ("site", ".site.new") for name in ("a.html", "b.html", MARK)
    }


def test_a_group_that_goes_takes_its_files_with_it(out: Path) -> None:
    publish(out, {"kind:a": {"a.html": b"A"}, "one": {"c": b"C"}})
    again = stage(out)
    assert again.keep_group("one")
    again.publish()
    assert everything(out).keys() == {f"{top}/{name}" for top in ("site", ".site.new") for name in ("c", MARK)}


def test_inputs_may_change_without_a_file(out: Path) -> None:
    publish(out, {"one": {}})
    publish(out, {"one": {}}, "v2")
    assert stage(out).keep("one", "v2")


def test_a_folder_with_other_files_is_not_replaced(out: Path) -> None:
    out.mkdir()
    (out / "thesis.tex").write_text("years of work")
    with pytest.raises(ForeignFolderError, match="holds other files"):
        stage(out)
    assert (out / "thesis.tex").exists()


@pytest.mark.parametrize("path", ["../outside.html", "a/../../outside.html", "/etc/outside.html"])
def test_no_job_writes_outside_the_site(out: Path, path: str) -> None:
    with pytest.raises(ValueError, match="leaves the site"):
        stage(out).write("one", "v1", {path: b""})


def everything(out: Path) -> dict[str, bytes]:
    """All files of the site and of the folders beside it."""
    files = (path for path in out.parent.rglob("*") if path.is_file() and "cache" not in path.parts)
    files = (path for path in files if path.name != SEAL)
    return {path.relative_to(out.parent).as_posix(): path.read_bytes() for path in files}


def test_nothing_of_the_old_site_is_left_anywhere(out: Path) -> None:
    publish(out, {"one": {"a/index.html": b"A"}, "two": {"b/index.html": b"a name"}})
    publish(out, {"one": {"a/index.html": b"A"}, "two": {"b/index.html": b"gone"}})
    publish(out, {"one": {"a/index.html": b"A"}})
    assert set(everything(out).values()) == {b"A", (out / MARK).read_bytes()}


def test_a_third_build_writes_and_links_only_what_is_new(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        publish(out, {"one": {"a/index.html": b"A"}, "two": {"b.json": b"B"}})
    linked: list[object] = []
    monkeypatch.setattr(os, "link", lambda *paths: linked.append(paths))
    publish(out, {"one": {"a/index.html": b"A"}, "two": {"b.json": b"new"}})
    assert linked == [(f"{out}/b.json", str(out.with_name(".site.new") / "b.json"))]
    assert (out / "a/index.html").read_bytes() == b"A"
    assert (out / "b.json").read_bytes() == b"new"


def test_files_that_no_build_made_go(out: Path) -> None:
    publish(out, {"one": {"a/index.html": b"A"}})
    (out / "notes").mkdir()
    (out / "notes/mine.txt").write_bytes(b"mine")
    for _ in range(2):
        publish(out, {"one": {"a/index.html": b"A"}})
        assert not (out / "notes").exists()


def test_a_file_changed_in_the_old_site_does_not_come_back(out: Path) -> None:
    for _ in range(2):
        publish(out, {"one": {"a.html": b"A"}})
    (out / "a.html").unlink()
    (out / "a.html").write_bytes(b"tampered")
    for _ in range(3):
        again = stage(out)
        if not again.keep("one", "v1"):
            again.write("one", "v1", {"a.html": b"A"})
        again.publish()
        assert (out / "a.html").read_bytes() == b"A"


def test_what_a_killed_build_laid_is_of_no_consequence(out: Path) -> None:
    publish(out, {"one": {"a.html": b"A"}})
    making = stage(out)
    making.write("one", "v2", {"a.html": b"half", "b/c.html": b"half"})
    publish(out, {"one": {"a.html": b"A"}})
    assert {path.name for path in out.rglob("*")} == {"a.html", MARK}
    assert (out / "a.html").read_bytes() == b"A"


def test_a_folder_may_become_a_file_and_a_file_a_folder(out: Path) -> None:
    publish(out, {"one": {"a/index.html": b"A", "b": b"B"}})
    publish(out, {"one": {"a/index.html": b"A", "b": b"B"}})
    publish(out, {"one": {"a": b"A", "b/index.html": b"B"}})
    assert (out / "a").read_bytes() == b"A"
    assert (out / "b/index.html").read_bytes() == b"B"


def test_nothing_changed_means_that_nothing_is_touched(out: Path) -> None:
    publish(out, {"one": {"a/index.html": b"A"}})
    node = out.stat().st_ino
    again = stage(out)
    assert again.keep("one", "v1")
    again.publish()
    assert out.stat().st_ino == node


def test_a_first_build_lays_out_the_folder_for_the_next_one(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(out, {"one": {"a/index.html": b"A"}, "two": {"b.json": b"B"}})
    monkeypatch.setattr(os, "link", lambda *paths: pytest.fail(f"linked {paths}"))
    again = stage(out)
    assert again.keep("one", "v1")
    assert again.keep("two", "v1")


def test_a_file_that_is_missing_in_the_second_folder_is_laid_there_again(out: Path) -> None:
    publish(out, {"one": {"a/index.html": b"A"}, "two": {"b.json": b"B"}})
    (out.with_name(".site.new") / "a/index.html").unlink()
    again = stage(out)
    assert again.keep("one", "v1")
    again.write("two", "v2", {"b.json": b"new"})
    again.publish()
    assert (out / "a/index.html").read_bytes() == b"A"
    assert (out / "b.json").read_bytes() == b"new"


def test_parts_of_a_job_are_made_one_by_one(out: Path) -> None:
    first = stage(out)
    assert first.stale("job", "v1", {"a": "1", "b": "1"}) == {"a", "b"}
    for part in ("a", "b"):
        first.add("job", part, "1", first.folders.write_all({f"{part}.html": b"1"}))
    first.publish()
    second = stage(out)
    assert second.stale("job", "v2", {"a": "1", "b": "2"}) == {"b"}
    second.add("job", "b", "2", second.folders.write_all({"b.html": b"2"}))
    second.publish()
    assert (out / "a.html").read_bytes() == b"1"
    assert (out / "b.html").read_bytes() == b"2"
    assert stage(out).keep("job", "v2")


def test_content_may_be_written_piece_by_piece(out: Path) -> None:
    def write(file: BinaryIO) -> None:
        file.write(b"one ")
        file.write(b"two")

    publish(out, {"one": {"data/table.csv": write}})
    assert (out / "data/table.csv").read_bytes() == b"one two"
    facts = stage(out)
    assert facts.keep("one", "v1")
    assert facts.totals()["one"].data["data/table.csv"].sha256 == hashlib.sha256(b"one two").hexdigest()
    time = (out / "data/table.csv").stat().st_mtime_ns
    publish(out, {"one": {"data/table.csv": write}})
    assert (out / "data/table.csv").stat().st_mtime_ns == time


def test_what_a_killed_build_laid_deep_in_a_known_folder_goes(out: Path) -> None:
    publish(out, {"one": {"a/index.html": b"A"}})
    stage(out).write("one", "v2", {"a/index.html": b"half", "a/b/c.html": b"half"})
    publish(out, {"one": {"a/index.html": b"A"}, "two": {"b.json": b"B"}})
    assert {path.name for path in out.rglob("*") if path.is_file()} == {"index.html", "b.json", MARK}
    assert set(everything(out)) == {
        f"{top}/{name}" for top in ("site", ".site.new") for name in ("a/index.html", "b.json", MARK)
    }
