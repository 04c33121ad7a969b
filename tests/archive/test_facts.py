from pathlib import Path

from archive.facts import FLAT, facts_of, files_of
from archive.layout import FOLDERS
from tests.archive.small import write_small


def test_every_folder_with_tables_is_looked_at() -> None:
    assert {*FLAT, "competitions"} == {"", *FOLDERS} - {"texts"}  # texts are hashed where they are read


def test_all_files_of_an_archive_and_no_others(tmp_path: Path) -> None:
    root = tmp_path / "data"
    write_small(root)
    (root / "people/nowhere.jsonl").symlink_to("gone")
    (root / ".git/objects").mkdir(parents=True)
    (root / ".git/objects/ab").write_bytes(b"not ours")
    files = files_of(str(root))
    found = {f"{folder}/{name}".lstrip("/") for folder, inside in files.items() for name in inside}
    there = {
        path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file() and ".git" not in path.parts
    }
    assert there <= found
    assert not [path for path in found - there if (root / path).is_file()]
    for folder, inside in files.items():
        assert list(inside) == sorted(inside)
        assert all(facts == facts_of(f"{root}/{folder}/{name}") for name, facts in inside.items())


def test_facts_tell_a_change_of_the_same_size(tmp_path: Path) -> None:
    (tmp_path / "runs").mkdir()
    path = tmp_path / "runs/a.json"
    path.write_bytes(b"1")
    before = files_of(str(tmp_path))
    path.unlink()
    path.write_bytes(b"2")
    assert files_of(str(tmp_path)) != before
    assert files_of(str(tmp_path / "missing")) == {folder: {} for folder in FLAT}
