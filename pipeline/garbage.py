"""How a process of ours looks for garbage: cycles of objects that nobody else refers to.

A build makes millions of records that stay to its end. By default Python looks through all of them again each time that
a quarter has come to them: a ninth of a cold build, a third of a warm one, and more the larger the archive. What forms
cycles here is young when it is dropped, so only young objects are looked through.
"""

import atexit
import gc

THRESHOLDS = (20_000, 1_000_000, 1_000_000)
"""New objects before they are looked through; such searches before those in between are; and so on: never all."""


def search_the_young_alone() -> None:
    """Set this for the whole process and for the workers that it starts; to undo it would start the long search."""
    gc.set_threshold(*THRESHOLDS)
    atexit.register(gc.freeze)  # nor all of them once more at the end
