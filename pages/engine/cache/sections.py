"""Several contents in one file of the cache, each read by itself: making a file takes longer than writing into it.

Each is read with its checksum, so that nobody takes what is left of a damaged file for what was written.
"""

import os
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from struct import Struct
from zlib import crc32

from insights.computed import Value
from pages.engine.cache.whole import DamagedError

_ENTRY = Struct("<QI")
"""Where a content begins, and its checksum."""
_BOUNDS = Struct("<QIQ")
"""The same, and where the next one begins."""


class Section(Value):
    """One of the contents of a file."""

    path: str
    number: int
    """Its place among the contents, from 0 on."""

    def read_bytes(self) -> bytes:
        """Read it. Raises OSError where there is no such file, DamagedError where it is not as it was written."""
        file = os.open(self.path, os.O_RDONLY)
        try:
            head = os.pread(file, _BOUNDS.size, self.number * _ENTRY.size)
            start, checksum, end = _BOUNDS.unpack(head) if len(head) == _BOUNDS.size else (0, 0, 0)
            content = os.pread(file, end - start, start) if 0 < start <= end <= os.fstat(file).st_size else None
        finally:
            os.close(file)
        if content is None or crc32(content) != checksum:
            raise DamagedError(Path(self.path))
        return content


def joined(contents: Sequence[bytes]) -> bytes:
    """A file with these contents: where each begins, with its checksum, and where the last ends, then all of them."""
    head = (len(contents) + 1) * _ENTRY.size
    bounds = accumulate(map(len, contents), initial=head)
    checksums = [*map(crc32, contents), 0]
    return b"".join([*map(_ENTRY.pack, bounds, checksums), *contents])
