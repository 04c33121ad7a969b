import errno
import os
from pathlib import Path
from typing import Any

import pytest

from archive.files import sweep, write_changed, write_if_changed


def full_disk(*_: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def everything(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_file_is_written_once(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "a.txt"
    assert write_if_changed(path, "one\n")
    before = path.stat()
    assert not write_if_changed(path, "one\n")
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino
    assert write_if_changed(path, b"two\n")
    assert everything(tmp_path) == {"deep/er/a.txt": b"two\n"}
    assert path.stat().st_mode & 0o777 == 0o644


def test_none_means_gone(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a")
    assert write_changed({tmp_path / "a": None, tmp_path / "b": None}) == [tmp_path / "a"]
    assert everything(tmp_path) == {}


def test_a_full_disk_leaves_all_files_of_a_set_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_changed({tmp_path / "a": "old a", tmp_path / "b": "old b"})
    calls: list[int] = []

    def full_at_the_second(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            full_disk()

    monkeypatch.setattr(os, "fsync", full_at_the_second)
    with pytest.raises(OSError, match="No space"):
        write_changed({tmp_path / "a": "new a", tmp_path / "b": "new b", tmp_path / "c": None})
    assert everything(tmp_path) == {"a": b"old a", "b": b"old b"}


def test_a_full_disk_leaves_no_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        write_if_changed(tmp_path / "new" / "a", "a")
    assert list(tmp_path.iterdir()) == []


def test_a_rename_that_fails_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_if_changed(tmp_path / "a", "old")
    monkeypatch.setattr(Path, "replace", full_disk)
    with pytest.raises(OSError, match="No space"):
        write_if_changed(tmp_path / "a", "new")
    assert everything(tmp_path) == {"a": b"old"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into read-only folders")
def test_a_read_only_folder_is_an_error_that_changes_nothing(tmp_path: Path) -> None:
    write_if_changed(tmp_path / "a", "old")
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(OSError, match="Permission"):
            write_if_changed(tmp_path / "a", "new")
    finally:
        tmp_path.chmod(0o755)
    assert everything(tmp_path) == {"a": b"old"}


def test_sweeping_takes_temporary_files_and_empty_folders(tmp_path: Path) -> None:
    for name in ("people/a.jsonl", "people/.x1.tmp", "runs/.y2.tmp", ".z3.tmp", ".gitattributes"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "competitions" / "deep").mkdir(parents=True)
    (tmp_path / "texts" / "00").mkdir(parents=True)
    sweep(tmp_path)
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == [
        ".gitattributes", "people", "people/a.jsonl",
    ]  # fmt: skip


def test_sweeping_leaves_what_is_not_the_archives(tmp_path: Path) -> None:
    others = [".git/refs/tags", ".venv", "competitions/.hidden", "notebooks/empty"]
    for name in others:
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "notebooks" / ".open.tmp").write_text("")
    sweep(tmp_path)
    assert all((tmp_path / name).is_dir() for name in others)
    assert (tmp_path / "notebooks" / ".open.tmp").exists()
