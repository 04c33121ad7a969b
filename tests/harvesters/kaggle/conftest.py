from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.redactions import Redactions
from harvesters.kaggle.answers import Answers
from harvesters.kaggle.credentials import Credentials
from harvesters.kaggle.session import Session
from harvesters.kaggle.settings import Settings
from tests.kaggle_server.server import KaggleServer
from tests.kaggle_server.world import World, make_world

QUICK: dict[str, Any] = {"rate": 1e6, "first_pause": 0.001, "longest_pause": 0.002}


class FakeTime:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def fake_time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def server(world: World, fake_time: FakeTime) -> Iterator[KaggleServer]:
    with KaggleServer(world, clock=fake_time.clock) as running:
        yield running


@pytest.fixture
def new_session(server: KaggleServer, tmp_path: Path, fake_time: FakeTime) -> Callable[..., Session]:
    """A session with the test server on fake time; keyword arguments go into its settings."""

    def make(run: str = "first", redactions: Redactions | None = None, token: str = "", **settings: Any) -> Session:
        return Session(
            Settings(endpoint=server.url, **settings),
            Credentials(token=token or server.world.token),
            Answers(tmp_path / "answers"),
            run,
            redactions or Redactions(),
            clock=fake_time.clock,
            sleep=fake_time.sleep,
            jitter=lambda: 1.0,
        )

    return make
