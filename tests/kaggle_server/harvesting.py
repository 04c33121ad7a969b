"""Run the real harvest against the test server, as the command line does."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from archive.store import Archive
from harvesters.base import Context, all_harvesters
from pipeline.harvest import HarvestResult, harvest
from tests.kaggle_server.server import KaggleServer

STARTED = "2026-06-01T12:00:00Z"


@dataclass
class Bench:
    """A folder for the archive and its cache, and a server."""

    server: KaggleServer
    root: Path
    said: list[str] = field(default_factory=list)

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def archive(self) -> Archive:
        return Archive(self.data)

    def harvest(self, started: str = STARTED, **options: Any) -> HarvestResult:
        """One run; `requests` of the server's log are those of this run alone."""
        self.server.log.clear()
        context = Context(self.archive, self.root / "cache", started, say=self.said.append, **options)
        return harvest(all_harvesters()["kaggle"], context)

    def files(self) -> dict[str, str]:
        """Hash of every file of the archive by its path."""
        return {
            str(path.relative_to(self.data)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.data.rglob("*"))
            if path.is_file()
        }


@contextmanager
def environment(server: KaggleServer, home: Path) -> Iterator[None]:
    """The variables that point the harvest at the test server, and a home without credentials."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("KAGGLE_USERNAME", "KAGGLE_KEY", "KAGGLE_CONFIG_DIR"):
            patch.delenv(name, raising=False)
        patch.setenv("HOME", str(home))
        patch.setenv("KAGGLE_API_TOKEN", server.world.token)
        patch.setenv("LEADERLORE_KAGGLE_ENDPOINT", server.url)
        patch.setenv("LEADERLORE_KAGGLE_RATE", "1000000")
        yield
