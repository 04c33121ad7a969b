"""The archive as a build must see it: without redacted people, wherever its files come from.

Harvest and `redact` keep redacted people out of the files. Files of an older commit, a merge, or an edit by hand can
bring them back, so every file that was not seen clean before is asked about: one slow hash for each handle the first
time (see `pipeline.memo`), nothing for files that have not changed since.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from archive.descriptor import list_digest, read_settings
from archive.files import write_if_changed
from archive.layout import REDACTIONS
from archive.people import is_hidden
from archive.redactions import Redactions
from archive.store import Archive
from pipeline.kept_list import put_back, whole_list
from pipeline.memo import clean_memo
from pipeline.redact import apply_list

SEEN = "seen-clean.json"
"""In the cache: files that hold nobody of this list, by size and time."""


def cleared(archive: Archive, cache: Path) -> Archive:
    """The archive itself where nobody who is redacted stands in it, else a copy in the cache that was cleared."""
    rows = whole_list(archive, cache)
    if not rows:
        return archive
    if len(rows) == len(archive.redactions()) and _is_clean(archive, cache):
        return archive
    copy = Archive(cache / "cleared")
    shutil.rmtree(copy.root, ignore_errors=True)
    shutil.copytree(archive.root, copy.root)
    copy.save_table(REDACTIONS, rows)
    apply_list(copy, cache)
    return copy


def put_back_and_clear(archive: Archive, cache: Path) -> int:
    """Put redactions back that an older `data/` lost, and apply them; how many were missing."""
    missing = put_back(archive, cache)
    if missing:
        apply_list(archive, cache)
    return missing


def _is_clean(archive: Archive, cache: Path) -> bool:
    made_of = list_digest(archive.root)
    if read_settings(archive.root).redactions_applied != made_of:
        return False
    now = {str(path.relative_to(archive.root)): _facts(path) for path in _files(archive.root)}
    kept = cache / SEEN
    known = _read(kept, f"{archive.root.resolve()} {made_of}")
    fresh = [path for path, facts in now.items() if known.get(path) != facts]
    if fresh:
        with clean_memo(cache, archive.redactions(), archive.withheld()) as redactions:
            if not all(_holds_nobody(archive, part, redactions) for part in sorted({_part(path) for path in fresh})):
                return False
        write_if_changed(kept, json.dumps({"of": f"{archive.root.resolve()} {made_of}", "files": now}))
    return True


def _files(root: Path) -> Iterator[Path]:
    """Files that name people."""
    yield from sorted(root.glob("people/*.jsonl"))
    for name in ("competition.json", "leaderboard.csv", "writeups.jsonl", "threads.jsonl"):
        yield from sorted(root.glob(f"competitions/*/{name}"))


def _facts(path: Path) -> list[int]:
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns]


def _part(path: str) -> str:
    """The folder of a competition, or nothing for profiles: what is read as a whole."""
    return path.split("/")[1] if path.startswith("competitions/") else ""


def _holds_nobody(archive: Archive, part: str, redactions: Redactions) -> bool:
    if not part:
        return not any(is_hidden(person, redactions) for person in archive.people())
    state = archive.state(part)
    return state is None or redactions.own(state) == state


def _read(path: Path, of: str) -> dict[str, list[int]]:
    try:
        kept = json.loads(path.read_bytes())
        return dict(kept["files"]) if kept["of"] == of else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}  # absent, torn or of another list: everything is asked about again
