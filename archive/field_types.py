"""What fields of records hold: text, times, numbers and addresses in the form of the archive, cleaned as they come."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from archive.keys import safe_url
from archive.text import MOST, clean_name, one_line


def _check_day(value: str) -> str:
    datetime.fromisoformat(value)  # a ValueError where there is no such day or time
    return value


Time = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?Z$"),
    AfterValidator(_check_day),
]
Date = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_check_day)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Hex = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{2})+$")]
Rank = Annotated[int, Field(ge=1, le=MOST)]
Count = Annotated[int, Field(ge=0, le=MOST)]

_INVISIBLE = r"\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
Key = Annotated[str, StringConstraints(pattern=rf"^[^\s;{_INVISIBLE}]{{1,200}}$")]
CorrectedFile = Annotated[str, StringConstraints(pattern=r"^(competition|leaderboard/.+|writeups/.+)$")]
"""A file of a competition, or one row of it."""
KindId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,49}$")]
"""Addresses of pages are made of it."""


def _clean(value: Any) -> Any:
    return clean_name(value) if isinstance(value, str) else value


def _clean_line(value: Any) -> Any:
    return one_line(value) if isinstance(value, str) else value


def _clean_handle(value: Any) -> Any:
    """`;` separates the handles of a team in its file."""
    return clean_name(value.replace(";", ",")) if isinstance(value, str) else value


def _clean_score(value: Any) -> Any:
    plain = not isinstance(value, str) or (value.isascii() and value.isprintable() and 0 < len(value) <= 100)
    return value if plain else (clean_name(value) or "")[:100].strip() or None


def _web(value: Any) -> Any:
    return safe_url(value) if isinstance(value, str) else value


def _check_url(value: str) -> str:
    safe = safe_url(value)
    if safe is None:
        raise ValueError("not an http or https address")
    return safe


Name = Annotated[str | None, BeforeValidator(_clean)]
Line = Annotated[str | None, BeforeValidator(_clean_line)]
Handle = Annotated[str, BeforeValidator(_clean_handle)]
ScoreText = Annotated[str, BeforeValidator(_clean_score)]
OptionalScoreText = Annotated[str | None, BeforeValidator(_clean_score)]
Url = Annotated[str, AfterValidator(_check_url)]
OptionalUrl = Annotated[str | None, BeforeValidator(_web)]
