"""A loopback server of made-up pages that can misbehave."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Answer:
    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    drip: float = 0.0
    """Seconds between pieces of 1,000 bytes."""
    cut: bool = False
    """Close the connection after half of what was promised."""


class Pages:
    """`with Pages({"/a": Answer(...)}) as pages: ... pages.url("/a") ... pages.asked`."""

    def __init__(self, answers: Mapping[str, Answer | Callable[[], Answer]]) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._http.daemon_threads = True
        self._http.owner = self  # type: ignore[attr-defined]
        self.port = self._http.server_address[1]

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def __enter__(self) -> "Pages":
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        owner: Pages = self.server.owner  # type: ignore[attr-defined]
        owner.asked.append(self.path)
        owner.agents.add(self.headers["User-Agent"])
        found = owner.answers.get(self.path, Answer(status=404))
        answer = found() if callable(found) else found
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body) * (2 if answer.cut else 1)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            for start in range(0, len(answer.body), 1000):
                self.wfile.write(answer.body[start : start + 1000])
                self.wfile.flush()
                time.sleep(answer.drip)
        except OSError:
            pass  # the reader had enough

    def log_message(self, format: str, *args: object) -> None:
        pass
