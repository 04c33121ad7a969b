from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvesters.kaggle.parse import fields

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b"]), inner, max_size=2),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("spelling", "word"),
    [
        ("GRANDMASTER", "grandmaster"),
        ("SOME_KIND_GRAND_MASTER", "grand-master"),
        ("grandMaster", "grand-master"),
        ("Grand Master", "grand-master"),
        ("", None),
        (None, None),
        (3, "3"),
        (True, None),
    ],
)
def test_enums_in_any_spelling(spelling: Any, word: str | None) -> None:
    assert fields.word(spelling, prefix="some-kind-") == word


def test_a_count_that_no_reader_of_json_keeps_is_none() -> None:
    assert [fields.count(value) for value in (2**53 - 1, 2**53, 1e300, "1,000", -1, 0.5)] == [
        2**53 - 1, None, None, 1000, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "time"),
    [
        ("2026-05-30T23:59:00.1234567Z", "2026-05-30T23:59:00Z"),
        ("2026-05-30T23:59:00+02:00", "2026-05-30T21:59:00Z"),
        ("0001-01-01T00:00:00", None),
        ("", None),
        (None, None),
        ("soon", None),
    ],
)
def test_times(value: Any, time: str | None) -> None:
    assert fields.time(value) == time


@pytest.mark.parametrize(("value", "flag"), [(True, True), (False, False), ("False", False), ("yes", None), (1, None)])
def test_flags(value: Any, flag: bool | None) -> None:
    assert fields.flag(value) is flag


@pytest.mark.parametrize(
    ("value", "count"), [("12", 12), (12.0, 12), (-1, None), (1.5, None), (True, None), ("x", None)]
)
def test_counts(value: Any, count: int | None) -> None:
    assert fields.count(value) == count


@given(ANYTHING)
def test_nothing_of_the_wire_breaks_a_reader(value: Any) -> None:
    readers = (
        fields.text,
        fields.name,
        fields.number,
        fields.count,
        fields.whole,
        fields.flag,
        fields.time,
        fields.word,
    )
    for reader in readers:
        reader(value)
    assert all(isinstance(item, dict) for item in fields.items({"a": value}, "a"))
    assert isinstance(fields.part(value, "a"), dict)
