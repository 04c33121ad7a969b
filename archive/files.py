"""Writing files so that a reader never sees half of one, and only when the bytes change."""

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO

from archive.layout import FOLDERS

AT_ONCE = 8
"""Files that are written at a time."""

_numbers = count()
"""Tell the temporary files of one process apart."""


def write_if_changed(path: Path, content: str | bytes, durable: bool = True) -> bool:
    """Write one file; True where the bytes on disk changed. See `write_changed`."""
    return bool(write_changed({path: content}, durable))


def write_changed(files: Mapping[Path, str | bytes | None], durable: bool = True, at_once: int = AT_ONCE) -> list[Path]:
    """Bring files to their new content, None for a file that shall be gone; the paths whose bytes changed.

    Each file is replaced atomically (temporary file, fsync, rename), and all new contents are on disk before the first
    file is replaced. Without `durable` there is no fsync: for what can be fetched again, and is not read after a power
    failure. Raises OSError (disk full, read-only) with the old files untouched and no temporary one left.
    """
    new = {path: _encoded(content) for path, content in files.items() if content is not None}
    staged = _stage_all({path: data for path, data in new.items() if _bytes_of(path) != data}, durable, at_once)
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
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _stage_all(files: Mapping[Path, bytes], durable: bool, at_once: int) -> dict[Path, Path]:
    """Each file's data in a temporary file; with several at once the disk is waited for once, not once a file."""
    staged: dict[Path, Path] = {}
    try:
        if at_once == 1 or len(files) < 2:
            for path, data in files.items():
                staged[path] = _stage(path, data, durable)
            return staged
        with ThreadPoolExecutor(at_once) as pool:
            waiting = {path: pool.submit(_stage, path, data, durable) for path, data in files.items()}
        staged = {path: future.result() for path, future in waiting.items() if future.exception() is None}
        return {path: future.result() for path, future in waiting.items()}
    except BaseException:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)
        raise


def _stage(path: Path, data: bytes, durable: bool) -> Path:
    """The data in a temporary file beside its place."""
    temporary = path.with_name(f".{os.getpid()}-{next(_numbers)}.tmp")
    try:
        with _created(temporary) as out:
            out.write(data)
            out.flush()
            os.fchmod(out.fileno(), 0o644)
            if durable:
                os.fsync(out.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        with suppress(OSError):  # only an empty folder goes
            path.parent.rmdir()
        raise
    return temporary


def _created(path: Path) -> BinaryIO:
    try:
        return open(path, "wb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return open(path, "wb")


def _remove(path: Path) -> bool:
    existed = path.exists()
    path.unlink(missing_ok=True)
    return existed


def sweep(root: Path) -> None:
    """Delete what a killed run left behind in an archive: temporary files, and empty folders below its own.

    What else lies at the root is not the archive's: the folder may be a git repository too, which needs empty folders.
    """
    walked = []
    for folder, inner, names in os.walk(root):
        own = FOLDERS if Path(folder) == root else inner
        inner[:] = [name for name in inner if name in own and not name.startswith(".")]
        for name in names:
            if name.startswith(".") and name.endswith(".tmp"):
                Path(folder, name).unlink(missing_ok=True)
        walked.append(folder)
    for folder in reversed(walked[1:]):  # the innermost first, the root never
        with suppress(OSError):
            os.rmdir(folder)
