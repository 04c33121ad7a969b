"""The server itself: loopback, one thread a connection, a log of every request."""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.kaggle_server.faults import Fault
from tests.kaggle_server.wire import METHODS
from tests.kaggle_server.wire_base import NotFoundError
from tests.kaggle_server.world import World


@dataclass(frozen=True)
class Request:
    at: float
    method: str
    body: dict[str, Any]
    user_agent: str
    authorization: str | None
    cookie: str | None = None
    """Of what the server set; whoever sends it back is refused, as by the real service in 2026."""


class KaggleServer:
    """`with KaggleServer(world) as server: ... server.url ... server.log`."""

    def __init__(self, world: World, faults: Iterable[Fault] = (), clock: Callable[[], float] = time.monotonic) -> None:
        self.world = world
        self.clock = clock
        self.faults = list(faults)
        self.log: list[Request] = []
        self.files: dict[str, bytes] = {}
        """What can be fetched without a method, by path: where a redirect leads to."""
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._http.daemon_threads = True
        self._http.owner = self  # type: ignore[attr-defined]
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> "KaggleServer":
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    def methods(self) -> list[str]:
        return [request.method.rsplit("/", 1)[-1] for request in self.log]


_ALWAYS = {"Set-Cookie": "session=made-up; Path=/; HttpOnly"}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    @property
    def owner(self) -> KaggleServer:
        """Whose answers these are."""
        return self.server.owner  # type: ignore[attr-defined,no-any-return]

    def do_POST(self) -> None:
        owner = self.owner
        method = self.path.removeprefix("/v1/")
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        sent = self.headers.get("Authorization")
        owner.log.append(self._request(method, body))
        if sent not in owner.world.credentials() or self.headers.get("Cookie"):
            self._error(401, "Unauthenticated")
            return
        try:
            good = METHODS[method](owner.world, body)
        except (KeyError, NotFoundError):
            good = None
        data = good if isinstance(good, bytes) else json.dumps(good).encode()
        for fault in owner.faults:
            if fault.takes(method, body):
                fault.act(self, data)
                return
        if good is None:
            self._error(404, "Not found")
            return
        self.answer(200, data, "application/zip" if isinstance(good, bytes) else "application/json")

    def do_GET(self) -> None:
        owner = self.owner
        owner.log.append(self._request(self.path, {}))
        self.answer(200, owner.files[self.path], "application/octet-stream")

    def _request(self, method: str, body: dict[str, Any]) -> Request:
        said = self.headers
        return Request(
            self.owner.clock(), method, body, said.get("User-Agent", ""), said.get("Authorization"), said.get("Cookie")
        )

    def answer(self, code: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.head(code, len(body), kind, headers)
        self.wfile.write(body)

    def head(self, code: int, length: int, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(code)
        for name, value in {**_ALWAYS, "Content-Type": kind, "Content-Length": str(length), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()

    def hang_up(self) -> None:
        """Reset the connection instead of closing it in order."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def _error(self, code: int, message: str) -> None:
        self.answer(code, json.dumps({"code": code, "message": message}).encode(), "application/json")

    def date_time_string(self, timestamp: float | None = None) -> str:
        return format_datetime(self.owner.world.now, usegmt=True)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: the log is `KaggleServer.log`."""
