import signal
from pathlib import Path

import pytest
from hypothesis import settings

from archive import redactions
from archive.store import Archive
from pipeline.demo.as_archive import write_archive
from pipeline.derive import derive

# A shell that starts the tests in the background has Ctrl-C ignored, and the programs that tests start inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The hash of a list of redactions is slow on purpose, and tests ask for thousands.
redactions.SCRYPT_N = 2

settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def mini_archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """A small fictional archive that holds every oddity. Read it, do not write to it."""
    folder: Path = tmp_path_factory.mktemp("mini")
    archive = Archive(folder / "archive")
    assert len(list(write_archive(archive.root, competitions=18, teams=60, people=150, seed=1))) == 18
    assert derive(archive, folder / "cache", jobs=1).claims > 0
    return archive


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Identities about which it was asked at the price of a slow hash."""
    asked: list[str] = []
    slow_hash = redactions.slow_hash

    def counting(salt: str, identity: str) -> str:
        asked.append(identity)
        return slow_hash(salt, identity)

    monkeypatch.setattr(redactions, "slow_hash", counting)
    return asked
