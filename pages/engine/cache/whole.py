"""Files of the cache are there whole or not at all, whenever a build is killed and whoever else writes them.

A disk that fails or a machine that loses power may still leave one that is cut or empty. So whoever reads a file holds
it against what is known of it, and a build that meets a damaged one makes its part of the cache anew.
"""

import os
from pathlib import Path

from pages.engine import BuildError
from pages.engine.cache.digests import hash_of


class DamagedError(BuildError):
    """A file of the cache is not as it was written."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)  # all that a worker has to send
        self.path = path

    def __str__(self) -> str:
        """What to do where making it anew did not help."""
        return f"{self.path} is damaged: delete the folder {self.path.parent}, and see whether the disk is in order"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place, then put it there."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)


def read_whole(path: Path, digest: str) -> bytes:
    """Read a file whose hash is known, or its first digits. Raises DamagedError where it holds something else."""
    content = path.read_bytes()
    if not hash_of(content).startswith(digest):
        raise DamagedError(path)
    return content
