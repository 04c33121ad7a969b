"""What the docstrings under the fields of a record say.

Python drops them when it runs a class, so they are read from its source, and only when somebody asks: to find them
while the records are imported would take a tenth of a second of every command.
"""

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

_BASES = ("builtins", "msgspec", "pydantic")
"""Packages whose classes, of which records are made, have no fields that mean anything."""


def meanings(kind: type) -> dict[str, str]:
    """Docstrings by field, those of its bases too."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        if base.__module__.partition(".")[0] not in _BASES:
            found |= _documented(base.__module__)[base.__name__]
    return found


@cache
def _documented(module: str) -> dict[str, dict[str, str]]:
    """Docstrings of fields by class and field."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: dict(_docstrings(node)) for node in tree.body if isinstance(node, ast.ClassDef)}


def _docstrings(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for pair in pairwise(node.body):
        match pair:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, inspect.cleandoc(text)
