"""What the fields of records are, in words: from the records' own types and docstrings."""

from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from archive.descriptor import plain_type
from archive.docstrings import meanings
from insights.computed import Computed, Value

RecordType = type[BaseModel] | type[Computed]
"""A record of the archive, or one that we compute."""


class FieldNote(Value):
    """One field of a record."""

    name: str
    type: str
    """The type in words."""
    nullable: bool
    """Whether null, which means not known, may stand there."""
    meaning: str
    """The field's docstring."""


def fields_of(kind: RecordType) -> tuple[FieldNote, ...]:
    """The fields of a record type, in order."""
    told = meanings(kind)
    return tuple(
        FieldNote(name, _words(annotation), _nullable(annotation), told.get(name, ""))
        for name, annotation in annotations_of(kind).items()
    )


def annotations_of(kind: RecordType) -> dict[str, Any]:
    """The types of the fields of a record type, in order."""
    if issubclass(kind, BaseModel):
        return {name: field.annotation for name, field in kind.model_fields.items()}
    types = get_type_hints(kind)
    return {name: types[name] for name in kind.__struct_fields__}


def _nullable(annotation: Any) -> bool:
    return get_origin(annotation) in (Union, UnionType) and NoneType in get_args(annotation)


_NAMES = {str: "text", int: "whole number", float: "number", bool: "true or false"}


def _words(annotation: Any) -> str:
    plain = plain_type(annotation)
    origin, parts = get_origin(plain), get_args(plain)
    if origin is Literal:
        return "one of " + ", ".join(str(part) for part in parts)
    if origin is tuple:
        return f"list of {_words(parts[0])}" if len(parts) == 2 and parts[1] is ... else f"{len(parts)} numbers"
    if origin is dict:
        return f"map from {_words(parts[0])} to {_words(parts[1])}"
    if origin in (Union, UnionType):
        return " or ".join(_words(part) for part in parts if part is not NoneType)
    return _NAMES.get(plain, getattr(plain, "__name__", str(plain)))
