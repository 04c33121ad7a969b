"""A harvest that is ended at any moment goes on with the same command, and ends in the same bytes."""

import random
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.store import Archive
from tests.kaggle_server.harvesting import ROOT, Bench
from tests.kaggle_server.server import KaggleServer
from tests.kaggle_server.truth import assert_complete
from tests.kaggle_server.world import World, make_world

ENDS = 20


@pytest.fixture
def world() -> World:
    return make_world(competitions=3, teams=120, topics=6)


@pytest.fixture
def server(world: World) -> Iterator[KaggleServer]:
    with KaggleServer(world) as running:
        yield running


def start(bench: Bench) -> "subprocess.Popen[bytes]":
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(bench.command(), cwd=ROOT, env=bench.environ(), **pipes)


def run_to_end(bench: Bench) -> None:
    process = start(bench)
    _, errors = process.communicate()
    assert process.returncode == 0, errors.decode()


@pytest.mark.slow
@pytest.mark.parametrize(("how", "code"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 1)])
def test_ended_at_random_moments_it_ends_in_the_same_bytes(
    how: signal.Signals, code: int, server: KaggleServer, tmp_path: Path
) -> None:
    whole = Bench(server, tmp_path / "whole")
    run_to_end(whole)
    asked = len(server.log)
    assert_complete(whole.archive, server.world)

    chosen = random.Random(7)
    cut = Bench(server, tmp_path / "cut")
    hit = 0
    for _ in range(ENDS):
        server.log.clear()
        process = start(cut)
        limit = chosen.randint(1, max(2, 2 * asked // ENDS))
        while process.poll() is None and len(server.log) < limit:
            time.sleep(0.001)
        time.sleep(chosen.random() * 0.02)
        process.send_signal(how)
        said, _ = process.communicate()
        hit += process.returncode == code
        assert process.returncode in (0, code)
        if how == signal.SIGINT and process.returncode == code:
            assert b"interrupted" in said or said.endswith(b"report.md\n")  # it may come when all is done and told
        else:
            assert b"interrupted" not in said
    assert hit > ENDS // 2, "most runs were cut before their end"
    run_to_end(cut)
    assert cut.files() == whole.files()
    assert_complete(Archive(cut.data), server.world)
