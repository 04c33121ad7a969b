"""Made-up folders of files and the context of a run over them."""

import csv
import io
from pathlib import Path
from typing import Any

from archive.store import Archive
from harvesters.base import Context


def context(tmp_path: Path, path: Path | None = None, **options: Any) -> Context:
    archive = options.pop("archive", None) or Archive(tmp_path / "data")
    return Context(archive, tmp_path / "cache", "2030-01-02T03:04:05Z", path, **options)


def write(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def as_csv(rows: list[dict[str, str]], delimiter: str = ",", quote_all: bool = False) -> str:
    out = io.StringIO()
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    table = csv.DictWriter(out, list(rows[0]), delimiter=delimiter, quoting=quoting, lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return out.getvalue()
