"""What another process finds out while a build is imported, which is half of a build after one change.

Imports little itself, so that it can begin early, but all that reads records, which that process needs too.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache as once
from functools import partial
from pathlib import Path
from typing import NamedTuple

from archive.facts import Files
from pages.engine.looked import Looked, looks
from pages.engine.processes.ahead import ahead


class Beforehand(NamedTuple):
    """What was found out; whoever asks for it waits until it is there."""

    looked: Looked
    fit: Callable[[], bool]
    """Whether the build may use the archive as it is (see `pipeline.redaction.clean`)."""


@contextmanager
def beforehand(root: Path, out: Path, cache: Path, *, apart: bool) -> Iterator[Beforehand]:
    """Find all of it out, in another process if wanted."""
    from archive.records import complete

    complete()  # every process reads records: once is enough
    look_at_files, code, site, intact = looks(root, out, cache)
    files = once(look_at_files)  # the other process uses them too
    # In the order in which a build needs them.
    with ahead(files, code, site, partial(_is_fit, root, cache, files), intact, apart=apart) as found:
        files_seen, code_seen, site_seen, fit, intact_seen = found
        yield Beforehand(Looked(files_seen, code_seen, site_seen, intact_seen), fit)


def _is_fit(root: Path, cache: Path, files: Callable[[], Files]) -> bool:
    from archive.store import Archive
    from pipeline.redaction.clean import is_fit  # not before the other process began

    return is_fit(Archive(root), cache, files)
