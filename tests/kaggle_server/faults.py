"""What can be wrong with an answer. A fault picks its requests by method and by how many of them came before."""

import json
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

Act = Callable[[Any, bytes], None]
"""Takes the request handler and the good body, and answers in its own way."""


@dataclass
class Fault:
    """Answers some requests of a method in another way."""

    method: str
    """Last part of the method's name; empty for every method."""
    act: Act
    at: Collection[int] | Callable[[int], bool] = (0,)
    """Which requests of that method, counted from 0."""
    where: Callable[[dict[str, Any]], bool] = lambda body: True
    """Counts only requests with such a body."""
    seen: int = 0

    def takes(self, method: str, body: dict[str, Any]) -> bool:
        if not method.endswith(self.method) or not self.where(body):
            return False
        number, self.seen = self.seen, self.seen + 1
        return self.at(number) if callable(self.at) else number in self.at


def always(number: int) -> bool:
    return True


def of(slug: str) -> Callable[[dict[str, Any]], bool]:
    """Requests about one competition."""
    return lambda body: body.get("competitionName") == slug


def status(code: int, headers: dict[str, str] | None = None, message: str = "made-up fault") -> Act:
    body = json.dumps({"code": code, "message": message}).encode()
    return lambda handler, good: handler.answer(code, body, "application/json", headers or {})


def hidden_status(code: int) -> Act:
    """200 with the error in the body."""
    body = json.dumps({"code": code, "message": "made-up fault"}).encode()
    return lambda handler, good: handler.answer(200, body, "application/json")


def gateway_status(code: int, hidden: bool = False) -> Act:
    """An error in the form of Google's gateways, seen of the real service in 2026; `hidden` under the status 200."""
    body = json.dumps({"error": {"code": code, "message": "made-up fault", "status": "SOME_STATUS"}}).encode()
    return lambda handler, good: handler.answer(200 if hidden else code, body, "application/json")


def html(code: int = 200) -> Act:
    return lambda handler, good: handler.answer(code, b"<html><body>Down for maintenance</body></html>", "text/html")


def broken_json(code: int = 200) -> Act:
    return lambda handler, good: handler.answer(code, b'{"half": ', "application/json")


def nested(depth: int) -> Act:
    """Well-formed JSON, an object in an object and so on."""
    body = b'{"a": ' * depth + b"1" + b"}" * depth
    return lambda handler, good: handler.answer(200, body, "application/json")


def cut(share: float = 0.5) -> Act:
    """The connection is reset in mid-body."""

    def act(handler: Any, good: bytes) -> None:
        handler.head(200, len(good), "application/json")
        handler.wfile.write(good[: int(len(good) * share)])
        handler.hang_up()

    return act


def stall(seconds: float) -> Act:
    """The connection stays open and nothing comes."""

    def act(handler: Any, good: bytes) -> None:
        handler.head(200, len(good), "application/json")
        time.sleep(seconds)
        handler.hang_up()

    return act


def truncated() -> Act:
    """A well-formed answer with half of the file in it."""
    return lambda handler, good: handler.answer(200, good[: len(good) // 2], "application/zip")


def redirected(host: str) -> Act:
    """The good answer lies elsewhere: on the same server, under another name for it."""

    def act(handler: Any, good: bytes) -> None:
        owner = handler.server.owner
        owner.files["/stored"] = good
        handler.answer(302, b"", "text/plain", {"Location": f"http://{host}:{handler.server.server_port}/stored"})

    return act


def remade(change: Callable[[bytes], bytes]) -> Act:
    """The good file made into another."""
    return lambda handler, good: handler.answer(200, change(good), "application/zip")


def rewritten(change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> Act:
    """The good answer with something changed in it."""

    def act(handler: Any, good: bytes) -> None:
        answer = json.loads(good)
        changed = change(answer)
        body = json.dumps(answer if changed is None else changed).encode()
        handler.answer(200, body, "application/json")

    return act
