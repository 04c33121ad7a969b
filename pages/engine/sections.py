"""Several contents in one file of the cache, each read by itself: making a file takes longer than writing into it."""

import os
from collections.abc import Sequence
from itertools import accumulate
from struct import Struct

from insights.computed import Value

_END = Struct("<Q")


class Section(Value):
    """One of the contents of a file."""

    path: str
    number: int
    """Its place among the contents, from 0 on."""

    def read_bytes(self) -> bytes:
        """Read it. Raises OSError where there is no such file."""
        file = os.open(self.path, os.O_RDONLY)
        try:
            start, end = Struct("<QQ").unpack(os.pread(file, 2 * _END.size, self.number * _END.size))
            return os.pread(file, end - start, start)
        finally:
            os.close(file)


def joined(contents: Sequence[bytes]) -> bytes:
    """A file with these contents: where each begins and the last ends, then all of them."""
    head = (len(contents) + 1) * _END.size
    bounds = accumulate(map(len, contents), initial=head)
    return b"".join([*map(_END.pack, bounds), *contents])
