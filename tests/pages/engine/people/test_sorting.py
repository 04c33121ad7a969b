"""Many profiles, made batch by batch, are what they are when all is gathered in memory."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from archive.records import Person
from insights.computed import encode
from insights.people.records import Work
from pages.engine.cache.sections import Section, joined
from pages.engine.people import People, making, sorting
from tests.insights.people.worlds import AS_OF
from tests.pages.engine.people.people_cases import WORLD, Case, changes, held, killed, made, part, place

MANY = Case(
    {
        "alpha": part(
            "alpha",
            *(place(number, number + 1, f"p{number}", f"p{(number + 7) % 50}", f"q{number}") for number in range(50)),
            works=(
                Work(writeup="w1", url="https://example.org/1", kind="blog", team="t3"),
                Work(writeup="w2", url="https://example.org/2", kind="blog", authors=("p5", "old", "Q7", "new", "out")),
            ),
            messages={"P1": {2024: 1}, "old": {2024: 2}, "new": {2023: 5, 2024: 4}, "out": {2020: 1}},
        ),
        "beta": part("beta", place(1, 1, "new", "old", "Q1"), *(place(n, n, f"q{n}") for n in range(2, 51))),
        "gamma": part("gamma", *(place(n, n, f"p{n}") for n in range(1, 51)), place(51, 51, "out"), modalities=()),
    },
    (Person(person="u1", handles=("new", "old"), name="Ann", as_of=AS_OF),),
)
"""Teams and works of people in many batches; somebody under two handles; somebody who is not listed."""


def made_in_batches(case: Case, store: Path, fewest: int, competitions: int = 2) -> People:
    """As where many profiles are to be made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "FEW", 1)
        patch.setattr(sorting, "FEWEST", fewest)
        patch.setattr(sorting, "COMPETITIONS", competitions)
        return made(case, store)


@pytest.mark.parametrize(("fewest", "competitions"), [(1, 100), (4, 2), (1000, 1)])
def test_many_profiles_are_what_few_are_in_however_many_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fewest: int, competitions: int
) -> None:
    monkeypatch.setattr(making, "FEW", 1000)
    made(MANY, tmp_path / "few")
    made_in_batches(MANY, tmp_path / "many", fewest, competitions)
    assert held(tmp_path / "many") == held(tmp_path / "few")
    assert {path.name for path in (tmp_path / "many").iterdir()} == {path.name for path in (tmp_path / "few").iterdir()}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes())
def test_batches_hold_what_one_made_in_memory_holds(tmp_path: Path, cases: list[Case]) -> None:
    kept, fresh = tmp_path / "kept", tmp_path / "fresh"
    shutil.rmtree(kept, ignore_errors=True)
    for case in cases:
        people = made_in_batches(case, kept, 3)
        shutil.rmtree(fresh, ignore_errors=True)
        assert people == made(case, fresh)
        assert held(kept) == held(fresh)


def test_what_a_killed_build_sorted_goes_with_the_next_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, fresh = tmp_path / "store", tmp_path / "fresh"
    with monkeypatch.context() as patch:
        patch.setattr(making.Store, "save", killed)
        with pytest.raises(KeyboardInterrupt):
            made_in_batches(MANY, store, 4)
    made(WORLD, store)
    made(WORLD, fresh)
    assert {path.name for path in store.iterdir()} == {path.name for path in fresh.iterdir()}


def test_what_is_sorted_names_each_batch_its_own_people(tmp_path: Path) -> None:
    """A place goes to all members, a work to all whom it is credited to, messages to whoever wrote them."""
    file = tmp_path / "part"
    file.write_bytes(joined([encode(MANY.parts["alpha"])]))
    brief = sorting.Brief(
        known={"u1": ["new", "old"]},
        addresses={},
        handles={},
        parts=[Section(str(file), 0)],
        batches=[["u1", "@p3"], ["@p10", "@q3", "@p49"]],
        min_teams=100,
    )
    brief_file = making.Store(tmp_path / "store").write(making.Index(), "brief", encode(brief).decode())
    sorting.sort_chunk(brief_file, 0, tmp_path / "chunk")
    lines = [Section(str(tmp_path / "chunk"), 1 + number).read_bytes().splitlines() for number in range(6)]
    ranks = [[(line.split(b"\t")[0], line.partition(b'"team":"')[2].split(b'"')[0]) for line in some] for some in lines]
    assert sorted(ranks[0]) == [(b"1", b"t3"), (b"1", b"t46")]
    assert sorted(ranks[3]) == [(b"0", b"t10"), (b"0", b"t3"), (b"1", b"t3"), (b"2", b"t42"), (b"2", b"t49")]
    assert [(line[:1], line[-8:-1]) for line in lines[1]] == [
        (b"1", b',"team"'),
        (b"0", b'author"'),
        (b"0", b'author"'),
    ]
    assert [(line[:1], line[-8:-1]) for line in lines[4]] == [(b"0", b',"team"'), (b"1", b',"team"')]
    assert sorted(lines[2]) == [b'0\t{"2023":5,"2024":4}', b'0\t{"2024":2}']
    assert lines[5] == []
