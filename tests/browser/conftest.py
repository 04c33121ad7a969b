"""A real browser over the built site of the small archive, served on this machine as a static host would."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from archive.store import Archive
from insights.people import Profile, part_of, profiles
from pages.build import build

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


class Quiet(SimpleHTTPRequestHandler):
    """Serves files as a static host does."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        message = "no Chromium: on Debian, apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(f"{message}; in CI no browser test may be skipped")
        pytest.skip(message)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def built(mini_archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("browser") / "site"
    cache = tmp_path_factory.mktemp("cache")
    build(mini_archive.root, out, cache, 1, "2026-11-25T10:00:00Z", lambda *_: None)
    return out


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    with serving(built) as place:
        yield place


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Where a site is served, with a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def everybody(mini_archive: Archive) -> list[Profile]:
    states = (state for folder in mini_archive.folders() if (state := mini_archive.state(folder)))
    return list(profiles(map(part_of, states), mini_archive.people()))


@pytest.fixture(scope="session")
def competitions(mini_archive: Archive) -> dict[str, str]:
    """One competition with teams on both boards, one with scores alone, one with no board."""
    found: dict[str, str] = {}
    for folder in mini_archive.folders():
        standings = mini_archive.standings(folder)
        kind = "teams" if standings else "scores" if mini_archive.scores(folder) else "none"
        if folder.casefold() == "edge-same-slug-2" or folder == "edge-hostile-names":
            continue  # one shares its title with another, the other's title is no words
        if kind != "teams" or all(row.public_rank and row.private_rank for row in standings[:20]):
            found.setdefault(kind, folder)
    return found
