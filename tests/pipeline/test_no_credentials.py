"""No credential in anything that is written or said, even where the service sends back what it was sent."""

import base64
import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from tests.kaggle_server.faults import Act, Fault, always
from tests.kaggle_server.harvesting import environment
from tests.kaggle_server.server import KaggleServer
from tests.kaggle_server.world import World, make_world


def secrets_of(world: World, way: str) -> list[bytes]:
    """Every form of the credentials that are sent; the user name is none."""
    _, key = world.login
    basic = base64.b64encode(":".join(world.login).encode())
    return [world.token.encode()] if way == "token" else [key.encode(), basic]


def echoing(secrets: list[bytes], code: int) -> Act:
    """An answer that holds everything it was asked with: an error, or a good one with more in it."""
    everything = b" ".join(secrets).decode()

    def act(handler: Any, good: bytes) -> None:
        told = {"title": everything, "echo": {everything: [everything]}, "message": everything}
        body = {**json.loads(good), **told} if code == 200 else {"code": code, **told}
        handler.answer(code, json.dumps(body).encode(), "application/json", {"Retry-After": "0"})

    return act


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[KaggleServer]:
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    with KaggleServer(make_world(competitions=3, teams=120, topics=3)) as running, environment(running, tmp_path):
        yield running


def leaks(root: Path, secrets: list[bytes]) -> list[str]:
    """Every file below the folder, unpacked where it is packed, that holds a credential in its name or bytes."""
    found = []
    files = [path for path in root.rglob("*") if path.is_file()]
    assert len(files) > 100
    for path in files:
        data = path.read_bytes()
        data = gzip.decompress(data) if path.suffix == ".gz" else data
        found += [str(path) for secret in secrets if secret in data or secret in os.fsencode(path)]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("way", ["token", "user name and key"])
def test_no_credential_anywhere(
    way: str, server: KaggleServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    world, secrets = server.world, secrets_of(server.world, way)
    if way == "user name and key":
        monkeypatch.delenv("KAGGLE_API_TOKEN")
        monkeypatch.setenv("KAGGLE_USERNAME", world.login[0])
        monkeypatch.setenv("KAGGLE_KEY", world.login[1])
    monkeypatch.setenv("VERBOSE", "1")
    caplog.set_level("DEBUG")
    server.faults += [
        Fault("GetTopic", echoing(secrets, 200), at=always),
        Fault("ListKernels", echoing(secrets, 403), at=always),
        Fault("GetResolvedWriteUpLinks", echoing(secrets, 404), at=always),
        Fault("GetLeaderboard", echoing(secrets, 429), at=(0, 1)),
        Fault("ListCompetitionPages", echoing(secrets, 400), at=(0,)),
        Fault("ListCompetitions", echoing(secrets, 200), at=always),
    ]
    folders = ["--data", str(tmp_path / "data"), "--cache", str(tmp_path / "cache")]
    said = ""
    for arguments in (
        ["harvest", "--dry-run"],
        ["harvest", "--probe"],
        ["harvest"],
        ["--json", "harvest", "--refresh"],
        ["derive"],
        *([["build", "--out", str(tmp_path / "site")]] if way == "token" else []),
    ):
        done = CliRunner().invoke(main, [*folders, *arguments])
        assert done.exit_code == 0, done.output
        said += done.output
    assert "***" in said, "what the service sent back was to be seen"
    server.faults.append(Fault("", echoing(secrets, 401), at=always))
    done = CliRunner().invoke(main, [*folders, "harvest", "--refresh"])
    assert done.exit_code == 2
    said += done.output + caplog.text
    assert {request.authorization for request in server.log} >= {world.credentials()[way != "token"]}
    assert not [secret for secret in secrets if secret in said.encode()]
    assert leaks(tmp_path, secrets) == []
