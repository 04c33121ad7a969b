"""Whatever changed: what is kept about people is in the end what is made from nothing."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn

from insights.people import Gathered, call_roll
from insights.people.records import NamedTeam
from pages.engine.people import load_front, load_list, load_names, making, roll
from pages.engine.people.making import few_people_of
from tests.pages.engine.people.people_cases import WORLD, Case, changes, given, held, killed, made, part, place


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@drawn(changes())
def test_after_any_changes_the_store_holds_what_one_made_from_nothing_holds(tmp_path: Path, cases: list[Case]) -> None:
    kept, fresh = tmp_path / "kept", tmp_path / "fresh"
    shutil.rmtree(kept, ignore_errors=True)
    for case in cases:
        people = made(case, kept)
        shutil.rmtree(fresh, ignore_errors=True)
        again = made(case, fresh)
        assert held(kept) == held(fresh)
        assert people == again
    assert {path.name for path in kept.iterdir()} == {path.name for path in fresh.iterdir()}


def changed(name: str, *places: NamedTeam, **facts: Any) -> Case:
    return replace(WORLD, parts=WORLD.parts | {name: part(name, *places, **facts)})


SWAPPED = changed("alpha", place(1, 7, "ann", "bo"), place(2, 3, "cy"), place(3, 60, "di"))


def test_after_two_teams_changed_places_nobody_else_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    before = made(WORLD, store)
    looked_at = []
    profile = Gathered.profile
    monkeypatch.delattr(roll, "call_roll")
    monkeypatch.setattr(
        Gathered, "profile", lambda self, key, *rest: looked_at.append(key) or profile(self, key, *rest)
    )
    people = made(SWAPPED, store)
    assert sorted(looked_at) == ["@bo", "@cy", "u1"]
    assert (people.names, people.titles) == (before.names, before.titles)  # so no names are made for the search
    assert people.facets != before.facets
    link, file = people.lists[0]
    assert link.people == 5
    assert [(entry.handle, entry.rank, entry.results) for entry in load_list(file)] == [
        ("ann", 5, 3), ("bo", 7, 1), ("cy", 3, 2), ("eve", 9, 1), ("fay", 13, 1),
    ]  # fmt: skip


def test_few_are_made_by_one_process_alone(tmp_path: Path) -> None:
    kept, fresh = tmp_path / "kept", tmp_path / "fresh"
    assert few_people_of(*given(WORLD, kept)) is None
    assert not list(kept.iterdir())
    made(WORLD, kept)
    people = few_people_of(*given(SWAPPED, kept))
    again = made(SWAPPED, fresh)
    assert people == again == few_people_of(*given(SWAPPED, kept))
    assert held(kept) == held(fresh)


def test_where_many_have_to_be_made_nothing_is_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "store"
    made(WORLD, store)
    before = {path: path.read_bytes() for path in store.iterdir()}
    monkeypatch.setattr(making, "FEW", 2)
    assert few_people_of(*given(SWAPPED, store)) is None  # three profiles in three files
    assert few_people_of(*given(replace(WORLD, stated=()), store)) is None
    assert {path: path.read_bytes() for path in store.iterdir()} == before


@pytest.mark.parametrize(
    "after",
    [
        changed("alpha", place(1, 3, "ann", "bo"), place(2, 7, "cy"), place(3, 50, "di")),
        changed("alpha", place(1, 3, "ann", "bo"), place(2, 7, "cy"), place(3, 60, "di"), teams=99),
        changed("alpha", place(1, 3, "ann", "BO"), place(2, 7, "cy"), place(3, 60, "di")),
        replace(WORLD, parts={name: one for name, one in WORLD.parts.items() if name != "alpha"}),
        replace(WORLD, stated=()),
    ],
    ids=["newly listed", "no longer listed", "another spelling", "gone", "no profile"],
)
def test_who_is_listed_or_how_called_concerns_everybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: Case
) -> None:
    made(WORLD, tmp_path / "store")
    called = []
    monkeypatch.setattr(roll, "call_roll", lambda *given: called.append(1) or call_roll(*given))
    made(after, tmp_path / "store")
    made(after, tmp_path / "fresh")
    assert len(called) == 2
    assert held(tmp_path / "store") == held(tmp_path / "fresh")


def test_a_title_that_changes_is_told_to_all_of_whom_the_competition_speaks(tmp_path: Path) -> None:
    places = WORLD.parts["alpha"].places
    made(WORLD, tmp_path / "store")
    made(changed("alpha", *places, title="New"), tmp_path / "store")
    people = made(changed("alpha", *places, title="New"), tmp_path / "fresh")
    assert held(tmp_path / "store") == held(tmp_path / "fresh")
    shards = "".join(file.path.read_text() for file in people.shards.values())
    assert shards.count('"title":"New"') == 3  # di is not listed


def test_killed_before_the_index_is_written_the_next_build_makes_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    made(WORLD, store)
    with monkeypatch.context() as patch:
        patch.setattr(making.Store, "save", killed)
        with pytest.raises(KeyboardInterrupt):
            made(SWAPPED, store)
    assert load_front(made(WORLD, store).front).people == 5
    made(SWAPPED, store)
    made(SWAPPED, tmp_path / "fresh")
    assert held(store) == held(tmp_path / "fresh")
    assert {path.name for path in store.iterdir()} == {path.name for path in (tmp_path / "fresh").iterdir()}


def test_a_file_that_is_missing_has_everything_made_again(tmp_path: Path) -> None:
    store = tmp_path / "store"
    people = made(WORLD, store)
    people.names[0].path.unlink()
    assert load_names(made(WORLD, store).names).handle == ["ann", "cy", "bo", "eve", "fay"]
