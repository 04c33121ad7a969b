"""A made-up dump of Meta Kaggle in all tables, and what tests do with it and its import."""

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from archive.findings import Finding
from harvesters.base import Context, Given, all_harvesters, together
from pipeline.harvest import HarvestResult
from pipeline.harvest import harvest as run

WORLD = {"competitions": 17, "teams": 60, "people": 400, "seed": 1}


def importing(used: Context) -> HarvestResult:
    return run(all_harvesters()["meta_kaggle"], used)


def again(used: Context, path: Path | None = None, **options: Any) -> Context:
    return Context(used.archive, used.cache, used.started, path or used.path, **options)


def all_of(given: Iterable[Given]) -> list[Finding]:
    return [finding for part in given for finding in together(part)]


def bytes_of(root: Path) -> dict[str, str]:
    files = [path for path in root.rglob("*") if path.is_file()]
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def copied(tables: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tables, tmp_path / "tables"))
