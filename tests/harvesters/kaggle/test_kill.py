"""A harvest that is killed at any moment goes on with the same command, and ends in the same bytes."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.store import Archive
from tests.kaggle_server.harvesting import Bench
from tests.kaggle_server.server import KaggleServer
from tests.kaggle_server.truth import assert_complete
from tests.kaggle_server.world import NOW, World, make_world

KILLS = 20
COMMAND = """
import sys
from pathlib import Path
from pipeline.commands.harvest import command
from pipeline.console import Console
command.main(["kaggle"], obj=Console(Path(sys.argv[1]), Path(sys.argv[2]), False))
"""
"""`leaderlore harvest kaggle`, without loading the other commands."""
ROOT = Path(__file__).parents[3]


@pytest.fixture
def world() -> World:
    return make_world(competitions=3, teams=120, topics=6)


@pytest.fixture
def server(world: World) -> Iterator[KaggleServer]:
    with KaggleServer(world) as running:
        yield running


def start(bench: Bench) -> "subprocess.Popen[bytes]":
    """The command line in a process of its own; its clock stands still, so that bytes can be compared."""
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(bench.root),
        "KAGGLE_API_TOKEN": bench.server.world.token,
        "LEADERLORE_KAGGLE_ENDPOINT": bench.server.url,
        "LEADERLORE_KAGGLE_RATE": "100000",
        "SOURCE_DATE_EPOCH": str(int(NOW.timestamp())),
    }
    arguments = [sys.executable, "-c", COMMAND, str(bench.data), str(bench.root / "cache")]
    pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    return subprocess.Popen(arguments, cwd=ROOT, env=environ, **pipes)


def run_to_end(bench: Bench) -> None:
    process = start(bench)
    _, errors = process.communicate()
    assert process.returncode == 0, errors.decode()


@pytest.mark.slow
def test_killed_at_random_moments_it_ends_in_the_same_bytes(server: KaggleServer, tmp_path: Path) -> None:
    whole = Bench(server, tmp_path / "whole")
    run_to_end(whole)
    asked = len(server.log)
    assert_complete(whole.archive, server.world)

    chosen = random.Random(7)
    killed = Bench(server, tmp_path / "killed")
    for number in range(KILLS):
        server.log.clear()
        process = start(killed)
        limit = chosen.randint(1, max(2, 2 * asked // KILLS))
        while process.poll() is None and len(server.log) < limit:
            time.sleep(0.001)
        time.sleep(chosen.random() * 0.02)
        process.send_signal(signal.SIGINT if number % 4 == 0 else signal.SIGKILL)
        process.communicate()
    run_to_end(killed)
    assert killed.files() == whole.files()
    assert_complete(Archive(killed.data), server.world)
