import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive.redactions import Redactions
from harvesters.kaggle.client.answers import Answers
from harvesters.kaggle.client.credentials import Credentials
from harvesters.kaggle.client.session import Session
from harvesters.kaggle.client.settings import Settings
from tests.kaggle_server.harvesting import Bench, environment
from tests.kaggle_server.server import KaggleServer
from tests.kaggle_server.world import World, make_world


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


@pytest.fixture
def bench(server: KaggleServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """The whole harvest against the test server, with retries that do not wait and files that are not synced."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    quick = replace(Settings(), first_pause=0.0005, longest_pause=0.001, read=0.3)
    monkeypatch.setattr("harvesters.kaggle.harvest.read_settings", lambda environ, budget: _at(server, quick, budget))
    with environment(server, tmp_path / "home"):
        yield Bench(server, tmp_path / "work")


def _at(server: KaggleServer, settings: Settings, budget: int | None) -> Settings:
    return replace(settings, endpoint=server.url, budget=budget, rate=1e6)
