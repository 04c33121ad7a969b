"""What a build sees of files before it does anything: those of the archive, those of the code, those of the site.

Imports little, so that all of it can be seen (see `pipeline.beforehand`) while the rest of a build is imported.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from archive.facts import Files, files_of
from pages.engine.code import code_digest, theme_digest
from pages.engine.manifest import intact_groups


class Looked(NamedTuple):
    """What was seen; whoever asks for it waits until it is there."""

    files: Callable[[], Files]
    """Facts of all files of the archive."""
    code: Callable[[], str]
    """Hash of the code that makes pages."""
    theme: Callable[[], str]
    """Hash of what the theme is rendered from."""
    intact: Callable[[], frozenset[str]]
    """Groups whose files are all as they were made, by the file of the manifest that lists them."""


def looks(root: Path, out: Path, cache: Path) -> Sequence[Callable[[], Any]]:
    """The calls by which it is seen, in the order in which a build asks for their results."""
    return partial(files_of, str(root)), code_digest, theme_digest, partial(intact_groups, cache, out)
