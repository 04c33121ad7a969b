"""Whatever sources say of boards and write-ups, in turn and in any order: it settles, and nobody is counted twice."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from archive.authority import ORDER
from archive.findings import Finding
from archive.keys import canonical_url, writeup_key
from archive.layout import LEADERBOARD, WRITEUPS
from archive.merge import Report, merge
from archive.records import Standing, WriteUp
from archive.store import State, encode

ROUNDS = 3
"""What was told of a team before it stood on a board comes a round later; so does an id that another address had."""
AT = "2026-01-01T00:00:00Z"
SOURCES = st.sampled_from(ORDER[:4])
HANDLES = ("ann", "bob", "cy")
ADDRESSES = tuple(f"https://example.org/{name}" for name in HANDLES)


@st.composite
def boards(draw: st.DrawFn) -> tuple[Standing, ...]:
    order = draw(st.permutations(range(3)))
    which = draw(st.sampled_from(["public", "private", "both"]))
    medal = draw(st.sampled_from([None, "gold"]))
    rows = []
    for rank, team in enumerate(order[: draw(st.integers(1, 3))], 1):
        deleted = draw(st.booleans())
        rows.append(
            Standing(
                team=str(team),
                name="[Deleted] 0" if deleted else f"Team {team}",
                members=() if deleted else (HANDLES[team],),
                medal=medal,
                public_rank=rank if which != "private" else None,
                private_rank=rank if which != "public" else None,
            )
        )
    return tuple(rows)


@st.composite
def writeups(draw: st.DrawFn) -> tuple[WriteUp, ...]:
    told = {}
    for number in draw(st.lists(st.integers(0, 2), unique=True)):
        url = draw(st.sampled_from(ADDRESSES))
        key = draw(st.sampled_from([writeup_key(url=url), f"w{number}"]))
        rank = draw(st.sampled_from([None, 1, 2]))
        source = draw(st.sampled_from(["list", "title"])) if rank else None
        authors = draw(st.sampled_from([(), *((handle,) for handle in HANDLES)]))
        told[url] = WriteUp(writeup=key, url=url, kind="blog", authors=authors, private_rank=rank, rank_source=source)
    return tuple({one.writeup: one for one in told.values()}.values())


Words = list[tuple[str, tuple[Standing, ...] | None, tuple[WriteUp, ...] | None]]
WORDS = st.tuples(SOURCES, st.none() | boards(), st.none() | writeups())


def merged(state: State | None, words: Words) -> State:
    state = merge(state, Finding("kaggle", "toy", "kaggle", AT, {"title": "Toy"}), Report())
    for source, standings, told in words:
        state = merge(state, Finding("kaggle", "toy", source, AT, standings=standings, writeups=told), Report())
    return state


def files(state: State) -> list[str]:
    return [encode(LEADERBOARD, state.standings), encode(WRITEUPS, state.writeups), str(state.competition)]


@given(st.lists(WORDS, max_size=4, unique_by=lambda word: word[0]))
def test_what_sources_say_in_turn_settles(words: Words) -> None:
    state: State | None = None
    for _ in range(ROUNDS):
        state = merged(state, words)
    assert state is not None
    assert files(merged(state, words)) == files(state)
    assert max(Counter(canonical_url(one.url) for one in state.writeups).values(), default=1) == 1
    assert max(Counter(one.writeup for one in state.writeups).values(), default=1) == 1
    assert max(Counter(one.team for one in state.standings).values(), default=1) == 1
