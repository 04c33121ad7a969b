"""Answers on disk, one file a request: what is parsed again without the network, resumed from, and replayed in tests.

A file holds JSON `{"method", "request", "run", "answer"}`, the answer as it was read from the wire after redaction.
A folder of such files is a cassette.

Later pages of a list are asked for by tokens that differ from run to run, so a run would never write over them: they go
when the page that led to them leads elsewhere.
"""

import copy
import gzip
import hashlib
import json
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Call:
    """One request to one method of the official client, e.g. `kernels.kernels_api_client.list_kernels`."""

    method: str
    request: Any
    """The client's own request object."""

    def body(self) -> dict[str, Any]:
        """The request as it goes over the wire."""
        return dict(self.request.to_dict(self.request))

    def page(self, token: str) -> "Call":
        """The same list from another page on."""
        request = copy.copy(self.request)
        request.page_token = token
        return Call(self.method, request)

    def key(self) -> str:
        """Hash of method and request."""
        text = json.dumps([self.method, self.body()], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


class Answers:
    """A folder of answers."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def get(self, call: Call, run: str | None) -> Any | None:
        """The answer kept for this request: from that run only, or with `run` null from whichever run was last."""
        kept = self._kept(call)
        return kept["answer"] if kept and run in (None, kept["run"]) else None

    def keep(self, call: Call, run: str, answer: Any) -> None:
        """Write the answer; a reader never sees half of it. Pages that nothing leads to any more go."""
        path, led_to = self._path(call), _next_page(self._kept(call))
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"method": call.method, "request": call.body(), "run": run, "answer": answer})
        temporary = path.with_suffix(f".{os.getpid()}.tmp")
        try:
            temporary.write_bytes(gzip.compress(text.encode(), compresslevel=3, mtime=0))
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        if led_to != _next_page({"answer": answer}):
            self._drop(call, led_to, run)

    def _drop(self, call: Call, token: str, run: str) -> None:
        """Delete the page of a list that has this token and all that it leads to, up to what this run itself asked."""
        while token and (kept := self._kept(page := call.page(token))) and kept["run"] != run:
            self._path(page).unlink(missing_ok=True)
            token = _next_page(kept)

    def _kept(self, call: Call) -> dict[str, Any] | None:
        """What lies in the file of this request; None where it was never asked, or the machine died while writing."""
        try:
            kept: dict[str, Any] = json.loads(gzip.decompress(self._path(call).read_bytes()))
        except (FileNotFoundError, EOFError, gzip.BadGzipFile, zlib.error, ValueError):
            return None
        return kept

    def _path(self, call: Call) -> Path:
        key = call.key()
        return self._root / key[:2] / f"{key}.json.gz"


def _next_page(kept: dict[str, Any] | None) -> str:
    """The token that an answer leads on with; empty where it is the last page, or no list."""
    answer = kept["answer"] if kept else None
    token = answer.get("nextPageToken") if isinstance(answer, dict) else None
    return token if isinstance(token, str) else ""
