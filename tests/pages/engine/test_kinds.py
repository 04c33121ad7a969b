from collections.abc import Iterator
from typing import get_type_hints

import pytest
from jinja2 import nodes
from jinja2.meta import find_referenced_templates, find_undeclared_variables
from msgspec.structs import fields

from pages.engine.cache.digests import digest
from pages.engine.kinds import Context, Kind, kinds_by_name
from pages.engine.rendering.environment import environment

GIVEN = {"root", "most"}
"""What every template gets beside its context."""


def names_in(template: str) -> set[str]:
    """Names that a template and those it includes take from the context."""
    env = environment()
    assert env.loader
    tree = env.parse(env.loader.get_source(env, template)[0])
    names = find_undeclared_variables(tree)
    for other in included(tree):
        names |= names_in(other)
    imported = {node.target for node in tree.find_all(nodes.Import)}
    return names - imported - {"m"}


def included(tree: nodes.Template) -> Iterator[str]:
    imports = {node.template.value for node in tree.find_all(nodes.Import) if isinstance(node.template, nodes.Const)}
    yield from (name for name in find_referenced_templates(tree) if name and name not in imports)


PAGES = [kind for kind in kinds_by_name().values() if isinstance(kind, Kind)]


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)
def test_a_context_has_exactly_what_its_template_uses(kind: Kind) -> None:
    context = get_type_hints(kind.fill)["return"]
    own = {field.name for field in fields(context)} - {field.name for field in fields(Context)}
    assert names_in(f"{kind.name}.html") - GIVEN == own


def test_digests_tell_values_apart_and_keep_order() -> None:
    assert digest("a", "b") != digest("ab")
    assert digest("a", 1) == digest("a", 1)
    assert digest((1, 2)) != digest((2, 1))


def test_templates_call_only_macros_that_there_are() -> None:
    env = environment()
    defined = {name for name in dir(env.get_template("macros.html").module) if not name.startswith("_")}
    for template in env.list_templates(extensions=["html"]):
        if template.startswith("theme/"):
            continue
        assert env.loader
        tree = env.parse(env.loader.get_source(env, template)[0])
        used = {
            node.attr
            for node in tree.find_all(nodes.Getattr)
            if isinstance(node.node, nodes.Name) and node.node.name == "m"
        }
        assert used <= defined, template
