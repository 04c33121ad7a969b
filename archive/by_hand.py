"""YAML that people write by hand: vocabulary and corrections, and lists of strangers."""

from typing import Any

import yaml


class _Loader(yaml.CSafeLoader):
    """A date is the text that stands there, with or without quotes, as records hold it."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Refuses a name that stands there twice: the last one would count, and the others be lost in silence."""
        names = set[Any]()
        for name, _ in node.value:
            if isinstance(name, yaml.ScalarNode) and name.value in names:
                fault = f"{name.value!r} stands there twice"
                raise yaml.constructor.ConstructorError(None, None, fault, name.start_mark)
            names.add(name.value if isinstance(name, yaml.ScalarNode) else name)
        return super().construct_mapping(node, deep)


_DATE = "tag:yaml.org,2002:timestamp"
_Loader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if tag != _DATE]
    for sign, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def refuse_aliases(text: str) -> None:
    """Raises yaml.YAMLError for a value that stands for another one: a few nested lines of these fill the memory."""
    for event in yaml.parse(text, Loader=yaml.CSafeLoader) if "*" in text and "&" in text else ():
        if isinstance(event, yaml.AliasEvent):
            fault = f"*{event.anchor} is an alias, which is not read: write out what it stands for"
            raise yaml.constructor.ConstructorError(None, None, fault, None)


def read_yaml(text: str) -> Any:
    """The values of a file. Raises yaml.YAMLError."""
    refuse_aliases(text)
    return yaml.load(text, Loader=_Loader)


def written_rows(text: str) -> list[Any]:
    """The rows of a file; none where all of them were deleted. Raises yaml.YAMLError, and ValueError for no list."""
    rows = read_yaml(text)
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise ValueError("no list of rows: each begins with a hyphen (- record: ...)")
    return rows
