"""What makes pages out of an archive: dossiers, the world, shells, workers, the staging folder, the search index."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with a stage's name, how many of its steps are done and how many there are."""


PAGE_BYTES = 150_000
"""Most bytes of a page's HTML."""


class BuildError(Exception):
    """A site that cannot be built; the message says what to do next."""
