"""Answers on disk, one file a request: what is parsed again without the network, resumed from, and replayed in tests.

A file holds JSON `{"method", "request", "run", "answer"}`, the answer as it was read from the wire after redaction.
A folder of such files is a cassette.
"""

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
        try:
            kept = json.loads(gzip.decompress(self._path(call).read_bytes()))
        except (FileNotFoundError, EOFError, gzip.BadGzipFile, zlib.error, ValueError):
            return None  # never asked, or the machine died while writing: ask again
        return kept["answer"] if run in (None, kept["run"]) else None

    def keep(self, call: Call, run: str, answer: Any) -> None:
        """Write the answer; a reader never sees half of it."""
        path = self._path(call)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"method": call.method, "request": call.body(), "run": run, "answer": answer})
        temporary = path.with_suffix(f".{os.getpid()}.tmp")
        try:
            temporary.write_bytes(gzip.compress(text.encode(), compresslevel=3, mtime=0))
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)

    def _path(self, call: Call) -> Path:
        key = call.key()
        return self._root / key[:2] / f"{key}.json.gz"
