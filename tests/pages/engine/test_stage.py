import os
from pathlib import Path

import pytest

from pages.engine.stage import MARK, ForeignFolderError, Stage


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site"


def stage(out: Path) -> Stage:
    return Stage(out, out.parent / "cache")


def publish(out: Path, jobs: dict[str, dict[str, bytes]]) -> None:
    making = stage(out)
    for job, files in jobs.items():
        making.write(job, "v1", files)
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
    manifest = next((out.parent / "cache/build").glob("*.json"))
    manifest.write_text(manifest.read_text()[:40])
    assert not stage(out).keep("one", "v1")


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
    assert not linked
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
