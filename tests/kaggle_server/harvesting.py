"""Run the real harvest against the test server, as the command line does."""

import hashlib
import os
import sys
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
from tests.kaggle_server.world import NOW

STARTED = "2026-06-01T12:00:00Z"
ROOT = Path(__file__).parents[2]


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

    def command(self) -> list[str]:
        """The command line for a process of its own; to be started in ROOT."""
        folders = ["--data", str(self.data), "--cache", str(self.root / "cache")]
        return [sys.executable, "-m", "pipeline.cli", *folders, "harvest", "kaggle"]

    def environ(self) -> dict[str, str]:
        """Its environment; the clock stands still, so that bytes can be compared."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.root),
            "KAGGLE_API_TOKEN": self.server.world.token,
            "LEADERLORE_KAGGLE_ENDPOINT": self.server.url,
            "LEADERLORE_KAGGLE_RATE": "100000",
            "SOURCE_DATE_EPOCH": str(int(NOW.timestamp())),
        }

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
