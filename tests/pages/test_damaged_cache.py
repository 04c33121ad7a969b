"""A file of the cache that was cut, emptied or overwritten is noticed when it is read, and made anew."""

import json
import random
import shutil
from collections.abc import Iterable, Iterator
from itertools import groupby, zip_longest
from pathlib import Path

import pytest

from archive.store import Archive
from pages.engine.cache.whole import DamagedError
from pages.engine.dossiers import DossierRef
from tests.pages.conftest import Builder
from tests.pages.test_build import bytes_of
from tests.pages.test_warm import two_teams_change_places


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def emptied(_content: bytes) -> bytes:
    return b""


def overwritten(content: bytes) -> bytes:
    return bytes(byte ^ 0x55 for byte in content)


INDEXES = ("rows.json", "index.json")
"""Without these a build makes everything anew, and has no need of the other files."""
DAMAGES = (cut, emptied, overwritten)


def kinds(cache: Path) -> dict[str, list[Path]]:
    """All files of the cache that a build reads again, by what they hold."""
    found: dict[str, list[Path]] = {}
    people = json.loads((cache / "people/index.json").read_text())["files"]
    names = {f"{digest}.json": name.split("/")[0].split("\t")[0] for name, digest in people.items()}
    for path in sorted(path for path in cache.rglob("*") if path.is_file() and path.stat().st_size):
        top, *_ = path.relative_to(cache).parts
        kind = names.get(path.name, path.name) if top == "people" else path.suffix
        found.setdefault(f"{top} {kind}", []).append(path)
    return found


def rounds(found: Iterable[str]) -> Iterator[list[str]]:
    """Each kind once; those of different parts of the cache, which are made anew by themselves, at a time."""
    parts = [list(group) for _, group in groupby(sorted(found), key=lambda kind: kind.split()[0])]
    return ([kind for kind in together if kind] for together in zip_longest(*parts))


@pytest.mark.slow
def test_whatever_is_damaged_the_next_build_ends_in_the_bytes_of_a_cold_one(
    workshop: tuple[Archive, Path, Builder], tmp_path: Path
) -> None:
    archive, out, run = workshop
    cache, chance = tmp_path / "cache", random.Random(20261126)
    run()
    worlds = [(tmp_path / "before", bytes_of(out)), (tmp_path / "after", {})]
    shutil.copytree(archive.root, worlds[0][0])
    two_teams_change_places(archive, chance)
    shutil.copytree(archive.root, worlds[1][0])
    run(cache="fresh", into=tmp_path / "cold")
    worlds[1] = worlds[1][0], bytes_of(tmp_path / "cold")
    for number, together in enumerate(rounds(kinds(cache))):
        damage = DAMAGES[number % len(DAMAGES)]
        paths = [chance.choice(kinds(cache)[kind]) for kind in together]
        for path in paths:
            path.write_bytes(damage(path.read_bytes()))
        data, whole = worlds[number % 2]
        shutil.copytree(data, archive.root, dirs_exist_ok=True)
        shutil.rmtree(out)
        run()  # every page is made, from what the cache holds of the other world and of this one
        assert bytes_of(out) == whole, f"{damage.__name__}: {paths}"


@pytest.fixture
def built(workshop: tuple[Archive, Path, Builder], tmp_path: Path) -> tuple[Path, Path, Builder]:
    """A cache, the site that was built with it, and the builder."""
    _, out, run = workshop
    run()
    return tmp_path / "cache", out, run


def test_many_files_emptied_at_once_are_noticed_in_one_build(built: tuple[Path, Path, Builder]) -> None:
    cache, out, run = built
    before = bytes_of(out)
    for path in (path for path in cache.rglob("*") if path.is_file() and path.name not in INDEXES):
        path.write_bytes(b"")  # as after a loss of power
    shutil.rmtree(out)
    report = run()
    assert bytes_of(out) == before
    assert sum("damaged" in warning for warning in report.warnings) == 3
    assert not run().warnings


def test_what_is_damaged_once_more_is_the_fault_of_the_disk(
    built: tuple[Path, Path, Builder], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, out, run = built

    def damaged(ref: DossierRef, *_: object) -> None:
        raise DamagedError(ref.path)

    monkeypatch.setattr(DossierRef, "load", damaged)
    shutil.rmtree(out)
    with pytest.raises(DamagedError, match=r"delete the folder .*/cache/dossiers"):
        run()
