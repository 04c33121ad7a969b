"""Hashes of what is not data: when the code that makes pages changes, everything is made again; so is the theme by its
own sources."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from pages.engine.cache.versions import version_of

REPOSITORY = Path(__file__).parents[3]
PARTS = (("archive", "*.py"), ("insights", "**/*.py"), ("pages", "**/*.py"), ("templates", "**/*.html"), ("vocab", "*"))
RENDERED_BY = ("mkdocs", "mkdocs-material", "Markdown")
"""Packages that render the theme."""


def code_digest() -> str:
    """Hash of the packages below `pages`, the templates and the vocabularies."""
    paths = [path for folder, pattern in PARTS for path in sorted((REPOSITORY / folder).glob(pattern))]
    return _digest_of(paths, REPOSITORY)


def theme_digest(repository: Path) -> str:
    """Hash of the theme's sources, of the versions that render them, and of the code that cuts the pages."""
    folders = (repository / "site_src", repository / "templates" / "theme")
    cut_by = [repository / "pages" / "engine" / "rendering" / name for name in ("shell.py", "theme.py")]
    sources = [repository / "mkdocs.yml", *cut_by, *(path for folder in folders for path in sorted(folder.rglob("*")))]
    return " ".join([_digest_of(sources, repository), *map(version_of, RENDERED_BY)])


def _digest_of(paths: Iterable[Path], repository: Path) -> str:
    whole = hashlib.sha256()
    for path in paths:
        if path.is_file():
            whole.update(f"{path.relative_to(repository).as_posix()}\n".encode())
            whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()
