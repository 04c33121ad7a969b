"""Writing files so that a reader never sees half of one, and only when the bytes change."""

import os
import tempfile
from pathlib import Path


def write_if_changed(path: Path, content: str | bytes, durable: bool = True) -> bool:
    """Write atomically (temporary file, fsync, rename); True where the bytes on disk changed.

    Without `durable` there is no fsync: for what can be fetched again, and is not read after a power failure.

    Raises OSError (disk full, read-only) with the old file untouched and the temporary one removed.
    """
    data = content.encode() if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            if durable:
                os.fsync(out.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def remove(path: Path) -> bool:
    """Delete a file; True where it existed."""
    existed = path.exists()
    path.unlink(missing_ok=True)
    return existed


def sweep(root: Path) -> None:
    """Delete temporary files that a killed run left behind."""
    for path in root.rglob(".*.tmp"):
        path.unlink(missing_ok=True)
