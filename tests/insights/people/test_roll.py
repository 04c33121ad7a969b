"""What the roll keeps; that it is called right is held to profiles made from nothing, where people are put together."""

import tracemalloc
from collections.abc import Iterator

from insights.computed import decode, encode
from insights.people import Marks, Part, call_roll, marks_of
from insights.people.identity import Identities
from insights.people.records import NamedTeam
from tests.insights.people.worlds import AS_OF


def competition(number: int) -> bytes:
    """Fifty teams of two out of two thousand people, as a dossier leaves its marks."""
    places = tuple(
        NamedTeam(
            team=f"t{number}-{rank}",
            members=(f"a{(number * 7 + rank * 31) % 997}", f"b{(number * 11 + rank * 17) % 997}"),
            private_rank=rank,
        )
        for rank in range(1, 51)
    )
    return encode(marks_of(
        Part(
            folder=f"c{number}", title="One", platform="kaggle", teams=200, comparable=True, places=places, messages={},
            as_of=AS_OF,
        )
    ))  # fmt: skip


def test_the_roll_of_many_competitions_takes_little_memory() -> None:
    files = [competition(number) for number in range(200)]

    def marks() -> Iterator[tuple[str, Marks]]:
        return ((f"c{number}", decode(file, Marks)) for number, file in enumerate(files))

    call_roll(marks(), Identities({}))  # what is kept once for all stays out of the count
    tracemalloc.start()
    try:
        roll = call_roll(marks(), Identities({}))
        kept, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    marked = sum(len(one.said) for _, one in marks())
    assert len(roll.addresses) == 1994
    assert kept / marked < 100  # bytes a mark, of which its hash and key are 40
    assert most / marked < 300
