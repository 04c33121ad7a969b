"""Writing files so that a reader never sees half of one, and only when the bytes change."""

import os
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

AT_ONCE = 8
"""Files that are written at a time."""


def write_if_changed(path: Path, content: str | bytes, durable: bool = True) -> bool:
    """Write one file; True where the bytes on disk changed. See `write_changed`."""
    return bool(write_changed({path: content}, durable))


def write_changed(files: Mapping[Path, str | bytes | None], durable: bool = True) -> list[Path]:
    """Bring files to their new content, None for a file that shall be gone; the paths whose bytes changed.

    Each file is replaced atomically (temporary file, fsync, rename), and all new contents are on disk before the first
    file is replaced. Without `durable` there is no fsync: for what can be fetched again, and is not read after a power
    failure. Raises OSError (disk full, read-only) with the old files untouched and no temporary one left.
    """
    new = {path: _encoded(content) for path, content in files.items() if content is not None}
    staged = _stage_all({path: data for path, data in new.items() if _bytes_of(path) != data}, durable)
    try:
        for path, temporary in staged.items():
            temporary.replace(path)
    except BaseException:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)
        raise
    return [path for path, content in files.items() if path in staged or (content is None and _remove(path))]


def _encoded(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _bytes_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _stage_all(files: Mapping[Path, bytes], durable: bool) -> dict[Path, Path]:
    """Each file's data in a temporary file; the disk is waited for once, not once a file."""
    if len(files) < 2:
        return {path: _stage(path, data, durable) for path, data in files.items()}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = {path: pool.submit(_stage, path, data, durable) for path, data in files.items()}
    try:
        return {path: future.result() for path, future in waiting.items()}
    except BaseException:
        for future in waiting.values():
            if future.exception() is None:
                future.result().unlink(missing_ok=True)
        raise


def _stage(path: Path, data: bytes, durable: bool) -> Path:
    """The data in a temporary file beside its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            if durable:
                os.fsync(out.fileno())
        os.chmod(name, 0o644)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        with suppress(OSError):  # only an empty folder goes
            path.parent.rmdir()
        raise
    return Path(name)


def _remove(path: Path) -> bool:
    existed = path.exists()
    path.unlink(missing_ok=True)
    return existed


def sweep(root: Path) -> None:
    """Delete what a killed run left behind: temporary files and empty folders."""
    for folder, _, names in os.walk(root, topdown=False):
        for name in names:
            if name.startswith(".") and name.endswith(".tmp"):
                Path(folder, name).unlink(missing_ok=True)
        if Path(folder) != root:
            with suppress(OSError):
                os.rmdir(folder)
