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

PROGRAM = """
import sys
from pathlib import Path
from pages.build import build
build(*map(Path, sys.argv[1:4]), 1, sys.argv[4], lambda *_: None)
"""


@pytest.mark.slow
def test_killed_at_random_moments_the_next_build_ends_in_the_same_bytes(
    workshop: tuple[Archive, Path, Builder], tmp_path: Path
) -> None:
    archive, out, _ = workshop
    build(archive.root, tmp_path / "calm", tmp_path / "calm-cache", 1, DAY, quiet)
    whole = bytes_of(tmp_path / "calm")
    chance = random.Random(20261125)
    command = [sys.executable, "-c", PROGRAM, str(archive.root), str(out), str(tmp_path / "cache"), DAY]
    for _ in range(6):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=chance.uniform(0.5, 5))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        assert not out.exists() or bytes_of(out) == whole
    assert subprocess.run(command, check=True).returncode == 0
    assert bytes_of(out) == whole
