"""The theme's part of a build: MkDocs renders the hand-written pages and the shells once, and again when they change.

`mkdocs.yml` needs no plugin and no hook of ours (Zensical, which builds the same file, ignores hooks): what the
generator adds, it adds after this build.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from insights.computed import Value, decode, encode
from pages.engine.cache.code import REPOSITORY
from pages.engine.cache.digests import hash_of
from pages.engine.cache.whole import DamagedError, read_whole
from pages.engine.rendering.shell import Shell
from pages.engine.rendering.site import Site, ThemeError, read_site

_KEPT = "theme.json"
_UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/", "sitemap.xml")


class Theme(Value):
    """What MkDocs made: shells by address, all other files as they lie on disk."""

    folder: Path
    """Where it lies in the cache; workers load it from there."""
    site_url: str
    """Address of the site, with a slash at its end."""
    site_name: str
    """Name of the site."""
    shells: dict[str, Shell]
    """Every rendered page by its address, e.g. `competitions/_shell/`; the home page is the empty string."""
    files: dict[str, str]
    """Hashes of styles, scripts and images by path in the site."""

    def content(self, name: str) -> bytes:
        """One of the files. Raises DamagedError where it is not as it was rendered."""
        return read_whole(self.folder / name, self.files[name])


class _Kept(Value):
    """What is kept of it beside the files."""

    site_url: str
    site_name: str
    shells: dict[str, Shell]
    files: dict[str, str]


def render(cache: Path, repository: Path = REPOSITORY, site: Callable[[], Site] | None = None) -> Theme:
    """Render the theme, or take the cached rendering of the same sources by the same versions.

    `site` reads `mkdocs.yml`, where somebody does so already.
    """
    url, name, sources = site() if site else read_site(repository)
    folder = cache / "theme" / hashlib.sha256(sources.encode()).hexdigest()[:16]
    if not folder.exists():
        draft = cache / "theme" / f"draft-{os.getpid()}"
        _run_mkdocs(repository / "mkdocs.yml", draft)
        (draft / _KEPT).write_bytes(encode(_cut(draft, url, name)))
        for old in folder.parent.iterdir():
            if old != draft:
                shutil.rmtree(old, ignore_errors=True)
        draft.rename(folder)
    return load(folder)


@lru_cache(maxsize=1)
def load(folder: Path) -> Theme:
    """Read a rendered theme; a worker does this once. Raises DamagedError where it cannot be read."""
    try:
        kept = decode((folder / _KEPT).read_bytes(), _Kept)
    except (OSError, ValueError) as error:
        raise DamagedError(folder / _KEPT) from error
    return Theme(folder, kept.site_url, kept.site_name, kept.shells, kept.files)


def _cut(folder: Path, site_url: str, site_name: str) -> _Kept:
    """Cut what MkDocs rendered into shells, so that nobody has to do so again."""
    shells, files = {}, {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if name.endswith(".html"):
            address = name.removesuffix("index.html")
            shells[address] = Shell.parse(path.read_text(encoding="utf-8"), address, site_url)
        elif not name.startswith(_UNUSED) and not name.endswith(".map"):
            files[name] = hash_of(path.read_bytes())
    return _Kept(site_url, site_name, shells, files)


def _run_mkdocs(config: Path, out: Path) -> None:
    # Not --quiet: it drops the warnings that --strict counts.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(config), "-d", str(out)]
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", env=quiet)
    if done.returncode:
        raise ThemeError(f"mkdocs build --strict failed; run it by hand to see more:\n{done.stderr.strip()[-2000:]}")
