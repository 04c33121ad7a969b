"""Take values out of answers whose types nobody promises: int64 as text, nulls, enums spelt in any way."""

from typing import Any

from archive.text import clean_name, parse_count, parse_number, parse_time


def text(value: Any) -> str | None:
    """A non-empty text; numbers become text."""
    if isinstance(value, bool) or value is None:
        return None
    return str(value) or None if isinstance(value, str | int | float) else None


def name(value: Any) -> str | None:
    """A name for showing: one line, no controls."""
    return clean_name(text(value))


def number(value: Any) -> float | None:
    """A finite number, also where it comes as text."""
    return parse_number(text(value))


def count(value: Any) -> int | None:
    """A whole number of zero or more."""
    return parse_count(text(value))


def whole(value: Any) -> int | None:
    """A whole number of either sign, e.g. votes."""
    found = number(value)
    return int(found) if found is not None and found == int(found) else None


def positive(value: Any) -> int | None:
    """A whole number above zero: what an absent field (0 on this wire) is not."""
    return count(value) or None


def flag(value: Any) -> bool | None:
    """A boolean, also where it comes as text; null where it is absent."""
    if isinstance(value, bool):
        return value
    word = (text(value) or "").lower()
    return word == "true" if word in ("true", "false") else None


def time(value: Any) -> str | None:
    """A time in the archive's form; the year 1 that stands for no date on this wire is null."""
    found = parse_time(text(value))
    return found if found and found >= "2005" else None


def word(value: Any, prefix: str = "") -> str | None:
    """An enum value as a lower-case word, whatever its spelling: `SOME_KIND_NEW_ONE`, `newOne`, `New one`."""
    said = text(value)
    if said is None:
        return None
    spaced = "".join(f"-{c}" if c.isupper() and i and said[i - 1].islower() else c for i, c in enumerate(said))
    return spaced.lower().replace("_", "-").replace(" ", "-").removeprefix(prefix) or None


def items(answer: Any, field: str) -> list[dict[str, Any]]:
    """The objects of a list; anything else in its place (null, text) is an empty list."""
    found = answer.get(field) if isinstance(answer, dict) else None
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def part(answer: Any, field: str) -> dict[str, Any]:
    """A nested object; empty where it is absent."""
    found = answer.get(field) if isinstance(answer, dict) else None
    return found if isinstance(found, dict) else {}
