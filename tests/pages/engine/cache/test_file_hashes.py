import os
import time
from hashlib import blake2b
from pathlib import Path

import pytest

from archive.facts import facts_of
from pages.engine.cache.file_hashes import Hashes

LONG_AGO = 1_700_000_000 * 10**9


def written(path: Path, content: bytes, changed: int = LONG_AGO) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    os.utime(path, ns=(changed, changed))


def hashes(tmp_path: Path) -> Hashes:
    root = tmp_path / "data"
    names = sorted(os.listdir(root)) if root.is_dir() else []
    files = {"": {name: facts_of(f"{root}/{name}") for name in names}}
    return Hashes(root, files, tmp_path / "cache/hashes.json")


def hashed(content: bytes) -> str:
    return blake2b(content, digest_size=32).hexdigest()


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on, no file is read to be hashed."""
    monkeypatch.setattr("hashlib.file_digest", lambda *_: pytest.fail("a file was read again"))


def remember(tmp_path: Path, *names: str) -> None:
    clock = tmp_path / "cache/hashes.now"
    for _ in range(1000):  # until the file system's clock has moved on
        found = hashes(tmp_path)
        if clock.stat().st_mtime_ns > max((tmp_path / "data" / name).stat().st_ctime_ns for name in names):
            break
    for name in names:
        found.of(name)
    found.save()


def test_a_file_that_did_not_change_is_not_read_again(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    written(tmp_path / "data/a", b"one")
    remember(tmp_path, "a")
    request.getfixturevalue("unread")
    assert hashes(tmp_path).of("a") == hashed(b"one")


def test_same_size_and_same_time_are_not_enough(tmp_path: Path) -> None:
    written(tmp_path / "data/a", b"one")
    remember(tmp_path, "a")
    written(tmp_path / "data/a", b"two")
    assert hashes(tmp_path).of("a") == hashed(b"two")


def test_a_file_as_young_as_the_run_is_not_remembered(tmp_path: Path) -> None:
    written(tmp_path / "data/a", b"one", time.time_ns() + 10**10)  # no clock of files is that far behind
    found = hashes(tmp_path)
    assert found.of("a") == hashed(b"one")
    found.save()
    assert not (tmp_path / "cache/hashes.json").exists()


def test_a_missing_file_a_missing_folder_and_a_torn_memory(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache/hashes.json").write_text('{"a": [1, 2')
    written(tmp_path / "data/b", b"B")
    written(tmp_path / "data/a", b"A")
    assert hashes(tmp_path).of("c") == ""
    assert hashes(tmp_path).folder("d") == []
    assert hashes(tmp_path).folder("") == [f"a {hashed(b'A')}", f"b {hashed(b'B')}"]
