"""Reading `corrections/<folder>.yml`, which people write by hand, as plain values."""

from typing import Any

import yaml


class _Loader(yaml.SafeLoader):
    """YAML as records hold it: a date is the text that stands there, with or without quotes."""


_DATE = "tag:yaml.org,2002:timestamp"
_Loader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if tag != _DATE]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def written_rows(text: str) -> list[Any]:
    """The rows of a file; none where all of them were deleted. Raises yaml.YAMLError, and ValueError for no list."""
    rows = yaml.load(text, Loader=_Loader)
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise ValueError("no list of rows: each begins with a hyphen (- record: ...)")
    return rows
