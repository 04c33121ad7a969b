"""Boards of several sources come to the same bytes in whichever order they are harvested.

Two things cannot: names below the top are not kept, so that a source without ids finds nobody there, and a third source
cannot say after a second one had the team below the top; and of two lesser sources that contradict each other where the
best one is silent, the first counts, since it is not kept which of them a value came from.
"""

import csv
from collections.abc import Callable, Sequence
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.findings import Finding
from archive.layout import LEADERBOARD
from archive.merge import Report, merge
from archive.records import Standing
from archive.store import State, encode

AT = "2026-01-01T00:00:00Z"
ORDER = ("kaggle", "meta_kaggle", "score_boards")

Told = tuple[str, tuple[Standing, ...]]
"""A source and the rows of its boards."""


@st.composite
def boards(draw: st.DrawFn, teams: int, places: list[int], said: Callable[[str], Any]) -> tuple[Standing, ...]:
    """Rows of teams 0, 1, ...; `said` makes a word of a source from what all agree on."""
    which = draw(st.sampled_from(["public", "private", "both"]))
    public, private = draw(st.permutations(places)), draw(st.permutations(places))
    rows = []
    for team in range(teams):
        ranks = {
            "public_rank": public[team] if which != "private" else None,
            "private_rank": private[team] if which != "public" else None,
        }
        arrow = draw(st.sampled_from([None, public[team] - private[team]]))
        words: dict[str, Any] = {
            "members": draw(st.sampled_from([(), (draw(said(f"player{team}")),)])),
            "submissions": draw(st.sampled_from([None, team])),
            "medal": draw(st.sampled_from([None, "gold"])),
        }
        rows.append(Standing(team=str(team), name=draw(said(f"Team {team}")), platform_arrow=arrow, **ranks, **words))
    return tuple(rows)


def told_by(sources: int, rows: Callable[[], st.SearchStrategy[tuple[Standing, ...]]]) -> st.SearchStrategy[list[Told]]:
    told = st.tuples(st.sampled_from(ORDER), rows())
    return st.lists(told, min_size=sources, max_size=sources, unique_by=lambda one: one[0])


def harvested(order: Sequence[Told]) -> str:
    """The files of a competition after these harvests, after one that says its title."""
    state: State | None = None
    report = Report()
    for source, rows in (("kaggle", None), *order):
        facts = {"title": "Toy"} if rows is None else {}
        state = merge(state, Finding("kaggle", "toy", source, AT, facts, standings=rows), report)
    assert state is not None
    return encode(LEADERBOARD, state.standings) + state.competition.model_dump_json()


@given(told_by(2, lambda: boards(3, [1, 2, 60], lambda word: st.sampled_from([word, word + "x"]))))
def test_two_sources_that_contradict_each_other(told: list[Told]) -> None:
    assert len(set(map(harvested, permutations(told)))) == 1


@given(st.data())
def test_two_sources_that_know_of_different_teams(data: st.DataObject) -> None:
    rows = st.integers(1, 3).flatmap(lambda teams: boards(teams, [1, 2, 60], st.just))
    told = data.draw(told_by(2, lambda: rows))
    assert len(set(map(harvested, permutations(told)))) == 1


@given(told_by(3, lambda: boards(3, [1, 2, 3], st.just)))
def test_three_sources_that_differ_in_ranks_and_in_what_they_know(told: list[Told]) -> None:
    assert len(set(map(harvested, permutations(told)))) == 1


BOTH = Standing(team="1", name="A", public_rank=2, private_rank=1, platform_arrow=1)


@pytest.mark.parametrize("ours", [{"private_rank": 1}, {"public_rank": 2}, {"private_rank": 1, "public_rank": 2}])
def test_an_arrow_is_not_kept_beside_a_board_of_another_source(ours: dict[str, int]) -> None:
    told: list[Told] = [("kaggle", (Standing(team="1", name="A", **ours),)), ("score_boards", (BOTH,))]
    files = map(harvested, (told[1:], *permutations(told)))
    assert [next(csv.DictReader(text.splitlines()))["platform_arrow"] for text in files] == ["1", "", ""]


def test_a_source_names_whom_it_has_in_its_own_top() -> None:
    ours = Standing(team="1", name="A", private_rank=50)
    theirs = Standing(team="1", name="A", members=("ann",), private_rank=51)
    for order in permutations([("kaggle", (ours,)), ("meta_kaggle", (theirs,))]):
        assert "ann" not in harvested(order)
    above = theirs.model_copy(update={"public_rank": 9})
    for order in permutations([("kaggle", (ours,)), ("meta_kaggle", (above,))]):
        assert "ann" in harvested(order)
