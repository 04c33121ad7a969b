import re

from hypothesis import given
from hypothesis import strategies as st

from insights.people.addresses import RESERVED, addresses


def test_the_handle_else_the_key_else_a_hash() -> None:
    made = addresses([("u1", "ada"), ("u2", "ADA"), ("@b/o", "b/o"), ("u4", "compare")])
    assert (made["u1"], made["u2"], made["u4"]) == ("ada", "u2", "u4")
    assert re.fullmatch(r"p[0-9a-f]{12}", made["@b/o"])


@given(st.lists(st.text(max_size=6), unique=True))
def test_addresses_are_safe_and_differ_in_more_than_case(handles: list[str]) -> None:
    made = addresses((f"@{handle}", handle) for handle in handles)
    assert len({name.casefold() for name in made.values()}) == len(handles)
    assert all(re.fullmatch(r"[A-Za-z0-9_~-]{1,80}", name) for name in made.values())
    assert RESERVED.isdisjoint(made.values())
