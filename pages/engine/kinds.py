"""What a page is: a kind says which pages there are, where they go and how each is filled.

To add a page, add one file in `pages/` with a `KIND` and one template of the same name: it is found by itself. Jobs run
in worker processes, so what `fill` gets must be small, picklable, and have a `repr` that says all of it: the hash of
that `repr` decides whether the page is made again.
"""

import hashlib
import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

import pages
from pages.engine.environment import environment
from pages.engine.theme import Theme
from pages.engine.world import World


@dataclass(frozen=True)
class Context:
    """What a template gets. Each kind has its own, with exactly the fields that its template uses beside these two."""

    title: str
    """Title of the page, plain text."""
    description: str
    """One sentence for search engines and link previews, plain text."""


@dataclass(frozen=True)
class SearchRecord:
    """What the search finds a page by, and how it shows it."""

    type: str
    """Competition, Technique, Page."""
    title: str
    note: str
    """A few words below the title."""
    content: str
    """The words that find it."""
    year: str | None = None
    category: str | None = None


@dataclass(frozen=True)
class Unit:
    """One page (or one group of files) to make."""

    address: str
    """Where it goes, relative to the site's root: `competitions/titanic/`; for files a name of the group."""
    arguments: tuple[Any, ...]
    """What it is made from."""


@dataclass(frozen=True)
class Kind:
    """A kind of page."""

    name: str
    """Name of its template."""
    shell: str
    """Address of the rendered page that is its shell."""
    units: Callable[[World], Iterable[Unit]]
    """Lists the pages of this kind."""
    fill: Callable[..., Context]
    """Makes the context of one page from a unit's arguments."""
    listed: bool = True
    """Whether search engines may list these pages; where false, the shell says `robots: noindex`."""
    twin: Callable[..., dict[str, bytes]] | None = None
    """Makes files that go with a page, by path, from the same arguments."""
    indexed: Callable[..., SearchRecord] | None = None
    """Makes the search record of a page from the same arguments (see `pages.engine.search`)."""

    def make(self, unit: Unit, theme: Theme, *, fictional: bool) -> dict[str, bytes]:
        """Make one page."""
        context = self.fill(*unit.arguments)
        values = {field.name: getattr(context, field.name) for field in fields(context)}
        depth = unit.address.count("/")
        body = environment().get_template(f"{self.name}.html").render(values, root="../" * depth)
        shell = theme.shells[self.shell]
        html = shell.fill(context.title, context.description, unit.address, body, fictional=fictional)
        return {f"{unit.address}index.html": html.encode()} | (self.twin(*unit.arguments) if self.twin else {})


@dataclass(frozen=True)
class Files:
    """A kind of file beside the pages: a twin, a feed, a table."""

    name: str
    units: Callable[[World], Iterable[Unit]]
    content: Callable[..., dict[str, bytes]]
    """Makes the files by path from a unit's arguments."""

    def make(self, unit: Unit, theme: Theme, *, fictional: bool) -> dict[str, bytes]:
        """Make one group of files."""
        return self.content(*unit.arguments)


@cache
def kinds_by_name() -> dict[str, Kind | Files]:
    """Every kind that a module of this package declares as `KIND` or in `KINDS`."""
    found: dict[str, Kind | Files] = {}
    for module in sorted(name for _, name, _ in pkgutil.iter_modules(pages.__path__)):
        members = vars(importlib.import_module(f"pages.{module}"))
        for kind in (*members.get("KINDS", ()), *([members["KIND"]] if "KIND" in members else [])):
            if kind.name in found:
                raise ValueError(f"two kinds of page are called {kind.name!r}: rename the one in pages/{module}.py")
            found[kind.name] = kind
    return found


def digest(*parts: object) -> str:
    """Hash of what something is made from."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(repr(part).encode())
        whole.update(b"\0")
    return whole.hexdigest()
