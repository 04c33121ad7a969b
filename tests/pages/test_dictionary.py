from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field

from archive import layout
from archive.descriptor import table_type
from insights.computed import Computed
from pages.dictionary import fill
from pages.fields import FieldNote, annotations_of, fields_of


class Toy(BaseModel):
    name: str
    """A name."""
    rank: Annotated[int, Field(ge=1)] | None = None
    """A rank."""
    kind: Literal["a", "b"] | None = None
    """A kind."""
    parts: tuple[str, ...] = ()
    """Parts, several
    of them."""
    ends: tuple[float, float] | None = None
    """Ends."""
    sources: dict[str, str] = {}


class Half(Computed):
    name: str
    """A name."""
    rank: Annotated[int, Field(ge=1)] | None = None
    """A rank."""
    kind: Literal["a", "b"] | None = None
    """A kind."""


class Whole(Half):
    parts: tuple[str, ...] = ()
    """Parts, several
    of them."""
    ends: tuple[float, float] | None = None
    """Ends."""
    sources: dict[str, str]


@pytest.mark.parametrize("kind", [Toy, Whole])
def test_fields_in_words_of_records_with_either_base(kind: type[Toy] | type[Whole]) -> None:
    assert fields_of(kind) == (
        FieldNote("name", "text", False, "A name."),
        FieldNote("rank", "whole number", True, "A rank."),
        FieldNote("kind", "one of a, b", True, "A kind."),
        FieldNote("parts", "list of text", False, "Parts, several\nof them."),
        FieldNote("ends", "2 numbers", True, "Ends."),
        FieldNote("sources", "map from text to text", False, ""),
    )
    assert [table_type(annotation) for annotation in annotations_of(kind).values()] == [
        "string", "integer", "string", "string", "string", "string",
    ]  # fmt: skip


def test_every_table_of_the_archive_is_explained_to_the_last_field() -> None:
    page = fill()
    assert {entry.file for entry in page.stored} == {table.path for table in layout.TABLES}
    for entry in (*page.stored, *page.parts, *page.computed):
        assert entry.meaning, entry.name
        for field in entry.fields:
            assert field.meaning, (entry.name, field.name)
