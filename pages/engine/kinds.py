"""What a page is: a kind says which pages there are, where they go and how each is filled.

To add a page, add one file in `pages/` with a `KIND` and one template of the same name: it is found by itself. Jobs run
in worker processes, so what `fill` gets must be small, picklable, and have a `repr` that says all of it: the hash of
that `repr` decides whether the page is made again.
"""

import importlib
import pkgutil
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from msgspec.structs import asdict

import pages
from insights.computed import Value
from pages.engine import PAGE_BYTES
from pages.engine.rendering.environment import environment
from pages.engine.rendering.shell import Shell
from pages.engine.rendering.theme import Theme
from pages.engine.staging.folders import Content
from pages.engine.world import World

ROWS = (1_000_000, 120, 60, 30, 15)
"""How many rows of a table a page shows at most, one after the other until it is small enough; then it says where the
others are."""

Made = dict[str, Mapping[str, Content]]
"""Files by path, under the address of the page, or the name of the group, that they belong to."""


class Context(Value):
    """What a template gets. Each kind has its own, with exactly the fields that its template uses beside these two."""

    title: str
    """Title of the page, plain text."""
    description: str
    """One sentence for search engines and link previews, plain text."""


class PageSettings(Value):
    """What every page says, from the archive's settings."""

    fictional: bool
    """A made-up world."""
    people_listed: bool
    """Whether search engines may list pages about people."""


class SearchRecord(Value):
    """What the search finds a page by, and how it shows it."""

    type: str
    """Competition, Technique, Kind, Page."""
    title: str
    note: str
    """A few words below the title."""
    content: str
    """The words that find it."""
    year: str | None = None
    category: str | None = None
    part: str = ""
    """Id of the part of the page that is found; the whole page where it is empty."""


@dataclass(frozen=True, repr=False)
class Unit:
    """One page (or one group of files) to make."""

    address: str
    """Where it goes, relative to the site's root: `competitions/titanic/`; for files a name of the group."""
    arguments: tuple[Any, ...]
    """What it is made from."""
    parts: Callable[[], Iterable[tuple[str, str]]] = field(default=tuple, compare=False)
    """Of a batch: tells address and hash of the inputs of each page, all of which the arguments tell too."""

    def __repr__(self) -> str:
        """What it is made from; plans hash thousands of these."""
        return f"{self.address} {self.arguments!r}"


class Kind(Value):
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
    """Whether search engines may always list these pages; false for pages about people, where a setting decides."""
    twin: Callable[..., Mapping[str, Content]] | None = None
    """Makes files that go with a page, by path, from the same arguments."""
    indexed: Callable[..., Iterable[SearchRecord]] | None = None
    """Makes the search records of a page from the same arguments (see `pages.engine.search`)."""

    def make(self, unit: Unit, theme: Callable[[], Theme], settings: PageSettings, _wanted: Container[str]) -> Made:
        """Make one page."""
        context = self.fill(*unit.arguments)
        html = _page(self.name, theme().shells[self.shell], unit.address, context, settings, self.listed)
        twin = self.twin(*unit.arguments) if self.twin else {}
        return {unit.address: {f"{unit.address}index.html": html, **twin}}


class Batches(Value):
    """A kind of page of which there are so many that one unit makes several."""

    name: str
    """Name of their template."""
    shell: str
    """Address of the rendered page that is their shell."""
    units: Callable[[World], Iterable[Unit]]
    """Lists the batches."""
    fills: Callable[..., Iterable[tuple[str, Context]]]
    """Makes addresses and contexts of the pages at wanted addresses, which come first, from a unit's arguments."""
    twin: Callable[..., Mapping[str, Content]]
    """Makes files that go with a batch, by path, from the same arguments."""
    listed: bool = False
    """As for one page a unit."""

    def make(self, unit: Unit, theme: Callable[[], Theme], settings: PageSettings, wanted: Container[str]) -> Made:
        """Make the wanted pages of one batch, and its twin."""
        shell = theme().shells[self.shell]
        pages = self.fills(wanted, *unit.arguments)
        made: Made = {
            at: {f"{at}index.html": _page(self.name, shell, at, context, settings, self.listed)}
            for at, context in pages
        }
        return made | {unit.address: self.twin(*unit.arguments)}


def _page(template: str, shell: Shell, address: str, context: Context, settings: PageSettings, listed: bool) -> bytes:
    robots = "all" if listed or settings.people_listed else "noindex"
    filled, root = environment().get_template(f"{template}.html"), "../" * address.count("/")
    html = b""
    for most in ROWS:
        body = filled.render(asdict(context), root=root, most=most)
        page = shell.fill(
            context.title, context.description, address, body, fictional=settings.fictional, robots=robots
        )
        html = page.encode()
        if len(html) <= PAGE_BYTES:
            break
    return html


class Files(Value):
    """A kind of file beside the pages: a twin, a feed, a table."""

    name: str
    units: Callable[[World], Iterable[Unit]]
    content: Callable[..., Mapping[str, Content]]
    """Makes the files by path from a unit's arguments."""
    long: bool = False
    """Whether one unit takes longer than others: workers begin with these."""

    def make(self, unit: Unit, theme: Callable[[], Theme], settings: PageSettings, _wanted: Container[str]) -> Made:
        """Make one group of files."""
        return {unit.address: self.content(*unit.arguments)}


AnyKind = Kind | Batches | Files


@cache
def kinds_by_name() -> dict[str, AnyKind]:
    """Every kind that a module of this package declares as `KIND` or in `KINDS`."""
    found: dict[str, AnyKind] = {}
    for module in sorted(name for _, name, _ in pkgutil.iter_modules(pages.__path__)):
        members = vars(importlib.import_module(f"pages.{module}"))
        for kind in (*members.get("KINDS", ()), *([members["KIND"]] if "KIND" in members else [])):
            if kind.name in found:
                raise ValueError(f"two kinds of page are called {kind.name!r}: rename the one in pages/{module}.py")
            found[kind.name] = kind
    return found
