from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from archive import layout
from pages.dictionary import fill
from pages.fields import fields_of, table_type


class Toy(BaseModel):
    model_config = ConfigDict(use_attribute_docstrings=True)

    name: str
    """A name."""
    rank: Annotated[int, Field(ge=1)] | None = None
    """A rank."""
    kind: Literal["a", "b"] | None = None
    """A kind."""
    parts: tuple[str, ...] = ()
    """Parts."""
    ends: tuple[float, float] | None = None
    """Ends."""
    sources: dict[str, str] = {}
    """Sources."""


def test_types_in_words() -> None:
    assert [(note.type, note.nullable) for note in fields_of(Toy)] == [
        ("text", False), ("whole number", True), ("one of a, b", True), ("list of text", False), ("2 numbers", True),
        ("map from text to text", False),
    ]  # fmt: skip
    assert [table_type(field.annotation) for field in Toy.model_fields.values()] == [
        "string", "integer", "string", "string", "string", "string",
    ]  # fmt: skip


def test_every_table_of_the_archive_is_explained_to_the_last_field() -> None:
    page = fill()
    assert {entry.file for entry in page.stored} == {table.path for table in layout.TABLES}
    for entry in (*page.stored, *page.parts, *page.computed):
        assert entry.meaning, entry.name
        for field in entry.fields:
            assert field.meaning, (entry.name, field.name)
