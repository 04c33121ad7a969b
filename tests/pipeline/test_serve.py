"""A site as it is looked at on this machine: what is there, and the site's own page for what is not."""

import json
import re
from collections.abc import Iterator
from functools import partial
from http.client import HTTPConnection
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.commands.serve import SiteHandler


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text("home")
    (tmp_path / "404.html").write_text("lost")
    return tmp_path


@pytest.fixture
def server(site: Path) -> Iterator[HTTPConnection]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(SiteHandler, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        server.shutdown()


def asked(server: HTTPConnection, path: str, method: str = "GET") -> tuple[int, str]:
    server.request(method, path)
    answer = server.getresponse()
    return answer.status, answer.read().decode()


def test_what_is_not_there_is_answered_by_the_page_of_the_site(server: HTTPConnection, site: Path) -> None:
    assert asked(server, "/") == (200, "home")
    assert asked(server, "/nowhere/") == (404, "lost")
    assert asked(server, "/nowhere/", "HEAD") == (404, "")
    (site / "404.html").unlink()
    assert "Error code: 404" in asked(server, "/nowhere/")[1]


def test_a_script_learns_the_address_from_one_json_document(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ThreadingHTTPServer, "serve_forever", lambda server: None)
    done = CliRunner().invoke(main, ["--json", "serve", "--out", str(site), "--port", "0"])
    document = json.loads(done.stdout)
    assert (done.exit_code, document["out"]) == (0, str(site))
    assert re.fullmatch(r"http://127\.0\.0\.1:[1-9][0-9]*/", document["url"])
