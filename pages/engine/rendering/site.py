"""What `mkdocs.yml` says of the site, and the hash of all that its theme is rendered from.

Imports YAML only when somebody reads the file, so that a build after one change leaves both to another process (see
`pages.engine.looked`).
"""

import os
from pathlib import Path
from typing import Any, NamedTuple

from pages.engine import BuildError
from pages.engine.cache.code import REPOSITORY, theme_digest

_WEB = ("https://", "http://")


class ThemeError(BuildError):
    """The theme cannot be rendered."""


class Site(NamedTuple):
    """What of it concerns every page."""

    url: str
    """Address of the site, with a slash at its end."""
    name: str
    sources: str
    """Hash of all that the theme is rendered from."""


def read_site(repository: Path = REPOSITORY) -> Site:
    """Read it.

    Raises ThemeError for an address of the site, or of the place where people ask to be removed, that is none.
    """
    settings = _settings(repository)
    url, extra = str(settings["site_url"]), settings.get("extra", {})
    contact = str(extra.get("contact") or "")
    if not url.startswith(_WEB):
        raise ThemeError(f"the site's address is {url!r}: begin it with https:// (LEADERLORE_SITE_URL)")
    if contact and not contact.startswith((*_WEB, "mailto:")):
        raise ThemeError(
            f"the place to ask, {contact!r}, is no link: begin it with mailto: or https:// (LEADERLORE_CONTACT)"
        )
    address = f"{url.rstrip('/')}/"
    return Site(address, str(settings["site_name"]), f"{theme_digest(repository)} {address} {extra}")


def _settings(repository: Path) -> dict[str, Any]:
    """The configuration with MkDocs' own `!ENV` tag resolved; other tags are of no interest here."""
    import yaml

    class Loader(yaml.CSafeLoader):
        pass

    def from_environment(loader: yaml.CSafeLoader, node: yaml.Node) -> str:
        if not isinstance(node, yaml.SequenceNode):
            raise ThemeError("mkdocs.yml: write !ENV as a list, [NAME, default]")
        *names, default = loader.construct_sequence(node)
        return next((os.environ[name] for name in names if name in os.environ), str(default))

    Loader.add_constructor("!ENV", from_environment)
    Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)
    return dict(yaml.load((repository / "mkdocs.yml").read_text(encoding="utf-8"), Loader))
