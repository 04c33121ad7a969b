"""The Jinja environment of all templates: everything is escaped, undefined names are errors."""

import re
from collections.abc import MutableMapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame

from archive.authority import source_name
from archive.keys import safe_url
from insights.kinds import kind_name
from insights.reading import READING
from pages import format as words
from pages.engine.rendering import fragments

TEMPLATES = Path(__file__).parents[3] / "templates"
_INDENT = re.compile(r"(?<![%#]})\n\s+")
"""Blanks at the start of a line, but those after a block or a comment, whose line end Jinja drops."""


class _Generator(CodeGenerator):
    """Compiles templates to quicker functions: our `escape` instead of MarkupSafe's, attributes without a detour."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Compile a template; the name that Jinja imports at its top is bound anew at its end."""
        super().visit_Template(node, frame)
        self.writeline("from pages.engine.rendering.escape import escape")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Compile `a.b` to the same in Python; Jinja would call a function that looks for an item `b` too."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")


class _Environment(Environment):
    """Jinja, quick for many small pages."""

    code_generator_class = _Generator

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """Leave out indentation; none of it is in a `pre` or a script."""
        return _INDENT.sub("\n", super().preprocess(source, name, filename))

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """A plain dictionary: every page copies it, and Jinja's chain of mappings is slow to copy."""
        return {**self.globals, **(d or {})}


def keep_compiled(folder: Path) -> None:
    """Keep compiled templates in a folder, which is that of one version of our code: compiling takes a page's time."""
    folder.mkdir(parents=True, exist_ok=True)
    environment().bytecode_cache = FileSystemBytecodeCache(str(folder))


def compile_all(folder: Path) -> None:
    """Keep all templates of pages compiled there; those of the theme are for MkDocs."""
    keep_compiled(folder)
    for name in environment().list_templates(filter_func=lambda name: not name.startswith("theme/")):
        environment().get_template(name)


@cache
def environment() -> Environment:
    """The one environment of a process; templates are compiled on first use."""
    env = _Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.filters |= {
        "number": words.number,
        "significant": words.significant,
        "score": words.score,
        "percent": words.percent,
        "places": words.places,
        "day": words.day,
        "plural": words.plural,
        "short": words.short,
        "named": words.named,
        "code": words.code,
        "kind": kind_name,
        "source": source_name,
        "join": words.joined,
        "maybe": fragments.maybe,
        "web": safe_url,
        "moved": fragments.moved,
        "medal": fragments.medal,
        "away": fragments.away,
        "members": fragments.members,
        "teammates": fragments.teammates,
        "figures": fragments.figures,
        "technique": fragments.technique,
        "technique_in": fragments.technique_in,
        "techniques": fragments.techniques,
        "writeup": fragments.writeup,
        "links": fragments.links,
        "day_or_year": fragments.day_or_year,
    }
    env.globals["rest"], env.globals["reading"] = fragments.rest, READING
    return env
