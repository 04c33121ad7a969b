"""How a process of ours is set up: it works on much for a while, then ends.

Garbage: a build makes millions of records that stay to its end. By default Python looks for cycles of dropped objects
in all of them each time that a quarter has come to them: a ninth of a cold build, a third of a warm one, and more the
larger the archive. What forms cycles here is young when it is dropped, so only young objects are looked through.

Freed memory: the C library gives larger pieces back to the system at once, only to ask for them again with the next
board. Every page of them then has to be blanked: a thirtieth of a cold build.

Plug-ins: pydantic asks all installed packages whether one of them wants a say in what a record is. None has, and asking
takes a thirtieth of a build after one change.
"""

import atexit
import ctypes
import gc
import os

THRESHOLDS = (20_000, 1_000_000, 1_000_000)
"""New objects before they are looked through; such searches before those in between are; and so on: never all."""
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # of glibc's mallopt(3)
KEPT = 64 << 20
"""Freed bytes that a process keeps for its next pieces."""
LARGE = 4 << 20
"""Pieces from this size on come from the system and go back to it, so that they leave no holes."""


def prepare() -> None:
    """Set this up for the whole process and for the workers that it starts; to undo it would start the long search."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    gc.set_threshold(*THRESHOLDS)
    atexit.register(gc.freeze)  # nor all of them once more at the end
    try:
        tune = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return  # another C library, which has its own ways
    tune(_MMAP_THRESHOLD, LARGE)
    tune(_TRIM_THRESHOLD, KEPT)
