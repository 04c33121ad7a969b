"""What makes pages out of an archive, room by room.

`dossiers` is what follows from one competition's files, `people` what follows from all of them about people; `world` is
both together with what compares competitions. `kinds` says what a page is, `plan` which have to be made. `rendering`
makes HTML, `staging` lays it beside the present site, `processes` share the work, and `cache` knows again what is there
already. `search` and `site_files` speak of the site as a whole.
"""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with a stage's name, how many of its steps are done and how many there are."""


PAGE_BYTES = 150_000
"""Most bytes of a page's HTML."""


class BuildError(Exception):
    """A site that cannot be built; the message says what to do next."""
