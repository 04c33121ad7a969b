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
from typing import Any

import yaml

from insights.computed import Value, decode, encode
from pages.engine import BuildError
from pages.engine.code import theme_digest
from pages.engine.shell import Shell

REPOSITORY = Path(__file__).parents[2]
_KEPT = "theme.json"
_WEB = ("https://", "http://")
_UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/", "sitemap.xml")


class ThemeError(BuildError):
    """MkDocs could not render the theme."""


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
    files: dict[str, Path]
    """Styles, scripts and images by path in the site."""


class _Kept(Value):
    """What is kept of it beside the files."""

    site_url: str
    site_name: str
    shells: dict[str, Shell]
    files: list[str]


def render(cache: Path, repository: Path = REPOSITORY, sources: Callable[[], str] | None = None) -> Theme:
    """Render the theme, or take the cached rendering of the same sources by the same versions.

    `sources` gives the hash of both, where somebody takes it already.
    """
    settings, address = _settings(repository), site_url(repository)
    made_from = f"{sources() if sources else theme_digest(repository)} {address} {settings.get('extra')}"
    folder = cache / "theme" / hashlib.sha256(made_from.encode()).hexdigest()[:16]
    if not folder.exists():
        draft = cache / "theme" / f"draft-{os.getpid()}"
        _run_mkdocs(repository / "mkdocs.yml", draft)
        (draft / _KEPT).write_bytes(encode(_cut(draft, address, str(settings["site_name"]))))
        for old in folder.parent.iterdir():
            if old != draft:
                shutil.rmtree(old, ignore_errors=True)
        draft.rename(folder)
    return load(folder)


def site_url(repository: Path = REPOSITORY) -> str:
    """Address of the site, with a slash at its end."""
    return str(_settings(repository)["site_url"]).rstrip("/") + "/"


@lru_cache(maxsize=1)
def load(folder: Path) -> Theme:
    """Read a rendered theme; a worker does this once."""
    kept = decode((folder / _KEPT).read_bytes(), _Kept)
    return Theme(folder, kept.site_url, kept.site_name, kept.shells, {name: folder / name for name in kept.files})


def _cut(folder: Path, site_url: str, site_name: str) -> _Kept:
    """Cut what MkDocs rendered into shells, so that nobody has to do so again."""
    shells, files = {}, []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if name.endswith(".html"):
            address = name.removesuffix("index.html")
            shells[address] = Shell.parse(path.read_text(encoding="utf-8"), address, site_url)
        elif not name.startswith(_UNUSED) and not name.endswith(".map"):
            files.append(name)
    return _Kept(site_url, site_name, shells, files)


def _run_mkdocs(config: Path, out: Path) -> None:
    # Not --quiet: it drops the warnings that --strict counts.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(config), "-d", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    if done.returncode:
        raise ThemeError(f"mkdocs build --strict failed; run it by hand to see more:\n{done.stderr.strip()[-2000:]}")


def _settings(repository: Path) -> dict[str, Any]:
    """The configuration with MkDocs' own `!ENV` tag resolved; other tags are of no interest here.

    Raises ThemeError for an address of the site, or of the place where people ask to be removed, that is none.
    """

    class Loader(yaml.CSafeLoader):
        pass

    def from_environment(loader: yaml.CSafeLoader, node: yaml.Node) -> str:
        if not isinstance(node, yaml.SequenceNode):
            raise ThemeError("mkdocs.yml: write !ENV as a list, [NAME, default]")
        *names, default = loader.construct_sequence(node)
        return next((os.environ[name] for name in names if name in os.environ), str(default))

    Loader.add_constructor("!ENV", from_environment)
    Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)
    settings = dict(yaml.load((repository / "mkdocs.yml").read_text(encoding="utf-8"), Loader))
    site, contact = str(settings["site_url"]), str(settings.get("extra", {}).get("contact") or "")
    if not site.startswith(_WEB):
        raise ThemeError(f"the site's address is {site!r}: begin it with https:// (LEADERLORE_SITE_URL)")
    if contact and not contact.startswith((*_WEB, "mailto:")):
        raise ThemeError(
            f"the place to ask, {contact!r}, is no link: begin it with mailto: or https:// (LEADERLORE_CONTACT)"
        )
    return settings
