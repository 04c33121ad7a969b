"""Base of the records that we compute, and read again from what we kept ourselves; and their JSON.

Making one checks nothing, which the type checker does, and converts nothing: a whole number in a field for any number
is printed as a whole number, so it is converted where it is computed. What is read is checked against the types.
Records of the archive, which come from files of others and check every value, may stand in a field.
"""

from typing import Any, TypeVar, dataclass_transform

from msgspec import Struct, StructMeta, field
from msgspec.json import Decoder, Encoder

from archive.records import Record

T = TypeVar("T")


class _ByKeyword(StructMeta):
    """Fields are given by name, in subclasses too."""

    def __new__(mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **options: Any) -> "_ByKeyword":
        return super().__new__(mcs, name, bases, namespace, kw_only=True, **options)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
class Computed(Struct, metaclass=_ByKeyword, frozen=True, forbid_unknown_fields=True, gc=False):
    """Immutable, no unknown fields; a record is a tree, so that the garbage collector need not look for cycles."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Value(Struct, frozen=True, gc=False):
    """A few values under one name, immutable: like a frozen dataclass, whose class takes Python thirty times as long to
    make, and of which every start would make a hundred. Values refer to no value that refers to them."""


def encode(value: object) -> bytes:
    """JSON of a record, or of a collection of them, without spaces and in the order of the fields."""
    return _encode(value)


def decode(text: bytes | str, kind: type[T]) -> T:
    """Read it again. Raises ValueError where it is not the JSON of such a value."""
    if kind not in _decoders:
        _decoders[kind] = Decoder(kind, dec_hook=_record)
    value: T = _decoders[kind].decode(text)
    return value


def _plain(value: object) -> object:
    if isinstance(value, Record):
        return vars(value)
    raise TypeError(f"{type(value).__name__} has no JSON")


def _record(kind: type[T], value: object) -> T:
    if issubclass(kind, Record):
        return kind.model_validate(value)
    raise TypeError(f"{kind.__name__} is not read from JSON")


_encode = Encoder(enc_hook=_plain).encode
_decoders: dict[Any, Decoder[Any]] = {}
