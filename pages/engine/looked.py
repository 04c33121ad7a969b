"""What a build sees of files before it does anything: those of the archive, those of the code, those of the site.

Imports little, so that all of it can be seen (see `pipeline.beforehand`) while the rest of a build is imported.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from archive.facts import Files, files_of
from pages.engine.cache.code import code_digest
from pages.engine.rendering.site import Site, read_site
from pages.engine.staging.manifest import intact_groups


class Looked(NamedTuple):
    """What was seen; whoever asks for it waits until it is there."""

    files: Callable[[], Files]
    """Facts of all files of the archive."""
    code: Callable[[], str]
    """Hash of the code that makes pages."""
    site: Callable[[], Site]
    """What `mkdocs.yml` says of the site."""
    intact: Callable[[], frozenset[str]]
    """Groups whose files are all as they were made, by the file of the manifest that lists them."""


def looks(root: Path, out: Path, cache: Path) -> Sequence[Callable[[], Any]]:
    """The calls by which it is seen, in the order in which a build asks for their results."""
    return partial(files_of, str(root)), code_digest, read_site, partial(intact_groups, cache, out)
