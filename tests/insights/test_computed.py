import pickle
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import to_json

from archive.records import Link, WriteUp
from insights.computed import Computed, decode, encode


class Place(Computed):
    rank: int | None = None
    team: str


class Toy(Place):
    share: float
    links: tuple[Link, ...] = ()
    counts: dict[str, dict[int, int]]
    best: Place | None = None


LINK = Link(url="https://example.org/a", kind="code")
TOY = Toy(team="7", share=0.5, links=(LINK,), counts={"ann": {2020: 3}}, best=Place(team="é"))
JSON = (
    '{"rank":null,"team":"7","share":0.5,"links":[{"url":"https://example.org/a","kind":"code"}],'
    '"counts":{"ann":{"2020":3}},"best":{"rank":null,"team":"é"}}'
).encode()


def test_json_has_no_spaces_and_the_order_of_the_fields() -> None:
    assert encode(TOY) == JSON
    assert encode([TOY, TOY]) == b"[" + JSON + b"," + JSON + b"]"


toys = st.builds(
    Toy,
    rank=st.none() | st.integers(-(2**63), 2**64 - 1),
    team=st.text(),
    share=st.floats(allow_nan=False, allow_infinity=False),
    links=st.just(()) | st.just((LINK, LINK)),
    counts=st.dictionaries(st.text(), st.dictionaries(st.integers(0, 9999), st.integers(0))),
    best=st.none() | st.builds(Place, team=st.text()),
)


@given(st.lists(toys).map(tuple))
def test_what_is_read_is_what_was_written(values: tuple[Toy, ...]) -> None:
    assert decode(encode(values), tuple[Toy, ...]) == values
    assert pickle.loads(pickle.dumps(values)) == values


def test_records_of_the_archive_have_all_their_fields_in_their_order() -> None:
    writeup = WriteUp(kind="blog", links=(LINK,), url="https://example.org/", writeup="w1", private_rank=3)
    for record in (writeup, writeup.model_copy(update={"private_rank": 4, "authors": ("ann",)}), LINK):
        assert encode(record).decode() == record.model_dump_json()


@given(st.floats(-1e15, 1e15) | st.integers(-(10**15), 10**15).map(float))
def test_numbers_are_printed_as_in_records_of_the_archive(number: float) -> None:
    assert encode(number) == to_json(number)


def test_whole_and_large_numbers() -> None:
    assert encode([5, 5.0, 1e-5, 1e300]) == b"[5,5.0,0.00001,1e300]"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (JSON[:-1], "truncated"),
        (JSON.replace(b'"team":"7",', b""), "missing required field `team`"),
        (JSON.replace(b'"7"', b"7"), "Expected `str`, got `int`"),
        (JSON.replace(b'"share"', b'"shares"'), "unknown field `shares`"),
        (JSON.replace(b"https:", b"javascript:"), "not an http or https address"),
    ],
)
def test_what_is_not_such_a_record_is_refused(text: bytes, why: str) -> None:
    assert decode(JSON, Toy) == TOY
    with pytest.raises(ValueError, match=why):
        decode(text, Toy)


def test_records_do_not_change_and_fields_go_by_name() -> None:
    for name in Toy.__struct_fields__:
        with pytest.raises(AttributeError):
            setattr(TOY, name, getattr(TOY, name))
    by_place: Callable[..., Place] = Place
    with pytest.raises(TypeError):
        by_place(1, "7")


def test_values_without_json_are_named() -> None:
    with pytest.raises(TypeError, match="object has no JSON"):
        encode(object())
