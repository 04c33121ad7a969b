"""kill -9 at any moment: the site that is there stays whole, and the next build ends in the same bytes."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from archive.store import Archive
from pages.build import build
from tests.pages.conftest import DAY, Builder, quiet
from tests.pages.test_build import bytes_of
from tests.pages.test_warm import a_writeup_arrives, two_teams_change_places

PROGRAM = """
import sys
from pathlib import Path
from pages.build import build
build(*map(Path, sys.argv[1:4]), 2, sys.argv[4], lambda *_: None)
"""


@pytest.mark.slow
def test_killed_at_random_moments_the_next_build_ends_in_the_same_bytes(
    workshop: tuple[Archive, Path, Builder], tmp_path: Path
) -> None:
    archive, out, _ = workshop
    whole = calm(archive, tmp_path)
    chance = random.Random(20261125)
    for _ in range(6):
        killed(archive, out, tmp_path, chance.uniform(0.5, 5))
        assert not out.exists() or bytes_of(out) == whole
    subprocess.run(command(archive, out, tmp_path), check=True)
    assert bytes_of(out) == whole


@pytest.mark.slow
def test_killed_on_the_way_to_another_site_the_old_one_or_the_new_one_is_there_whole(
    workshop: tuple[Archive, Path, Builder], tmp_path: Path
) -> None:
    archive, out, _ = workshop
    old = calm(archive, tmp_path)
    subprocess.run(command(archive, out, tmp_path), check=True)
    chance = random.Random(20261126)
    for edit in (two_teams_change_places, a_writeup_arrives):
        edit(archive, chance)
        new = calm(archive, tmp_path)
        assert new != old
        for _ in range(3):
            killed(archive, out, tmp_path, chance.uniform(0.5, 3))
            assert bytes_of(out) in (old, new)
        subprocess.run(command(archive, out, tmp_path), check=True)
        assert bytes_of(out) == new
        old = new


def calm(archive: Archive, tmp_path: Path) -> dict[str, bytes]:
    """The site that a build makes when nobody kills it."""
    build(archive.root, tmp_path / "calm", tmp_path / "calm-cache", 1, DAY, quiet)
    return bytes_of(tmp_path / "calm")


def command(archive: Archive, out: Path, tmp_path: Path) -> list[str]:
    """A build in another process."""
    return [sys.executable, "-c", PROGRAM, str(archive.root), str(out), str(tmp_path / "cache"), DAY]


def killed(archive: Archive, out: Path, tmp_path: Path, seconds: float) -> None:
    """Start a build and kill it after so long."""
    process = subprocess.Popen(command(archive, out, tmp_path), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
