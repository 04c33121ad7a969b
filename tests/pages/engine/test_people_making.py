"""Whatever changed: what is kept about people is in the end what is made from nothing."""

import hashlib
import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.descriptor import Settings
from archive.records import Person
from archive.store import Archive
from insights.computed import encode
from insights.people import Gathered, Part, call_roll, marks_of
from insights.people.records import Place, Work
from pages.engine import people_making, people_roll, people_sorting
from pages.engine.people import People, load_everybody, load_front, load_list
from pages.engine.people_making import people_of
from pages.engine.people_roll import Inputs
from pages.engine.sections import Section, joined
from tests.insights.people.worlds import AS_OF

HANDLES = ("ann", "Ann", "bo", "bobby", "cy", "di", "Di", "eve", "by")
"""Two that differ in case alone, and one that is no address."""


@dataclass(frozen=True)
class Case:
    """All that people are made from."""

    parts: dict[str, Part]
    stated: tuple[Person, ...]
    min_teams: int = 100


def write(case: Case, folder: Path) -> tuple[Inputs, dict[str, Any]]:
    """Lay the files that dossiers would leave."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    sources: dict[str, Any] = {}
    hashes: dict[str, str] = {}
    for name, part in sorted(case.parts.items()):
        hashes[name] = hashlib.sha256(encode(part)).hexdigest()
        file = folder / f"{name}-{hashes[name]}"  # as that of a dossier, whose name says all that it holds
        file.write_bytes(joined([encode(part), encode(marks_of(part))]))
        sources[name] = SimpleNamespace(part=Section(str(file), 0), marks=Section(str(file), 1))
    archive = Archive(folder / "data")
    archive.save_people(case.stated)
    return Inputs(str(case.min_teams), repr(case.stated), hashes), sources


def serial(function: Any, arguments: Sequence[tuple[Any, ...]]) -> Iterable[Any]:
    return [function(*values) for values in arguments]


def made(case: Case, store: Path) -> People:
    """Bring a store up to date."""
    folder = store.with_name("files")
    inputs, sources = write(case, folder)
    own = replace(Settings(), people_min_teams=case.min_teams)
    return people_of(store, inputs, sources, folder / "data", own, serial)


def held(store: Path) -> dict[str, Any]:
    """Everything that a store holds: the index names each file by its hash."""
    return dict(json.loads((store / "index.json").read_text()))


def place(number: int, rank: int, *members: str) -> Place:
    return Place(
        team=f"t{number}", members=members, team_size=len(members), private_rank=rank, public_rank=rank, year=2025
    )


def part(name: str, *places: Place, teams: int = 200, **facts: Any) -> Part:
    known = {"title": name.title(), "modalities": ("nlp",), "messages": {}, "source": "score_boards"} | facts
    return Part(
        folder=name, platform="kaggle", year=2025, teams=teams, comparable=True, places=places, as_of=AS_OF, **known
    )


@st.composite
def parts(draw: st.DrawFn, name: str) -> Part:
    """One competition; a team may name a person twice, under two handles."""
    pool = draw(st.permutations(HANDLES))
    sizes = draw(st.lists(st.integers(1, 3), max_size=4))
    places, at = [], 0
    for number, size in enumerate(sizes):
        members, at = pool[at : at + size], at + size
        if members:
            places.append(place(number, draw(st.sampled_from((1, 4, 4, 30, 50, 51))), *members))
    authors = draw(st.lists(st.sampled_from(HANDLES), max_size=2, unique=True))
    work = Work(writeup=f"w{name}", url="https://example.org/", kind="blog", team="t0", authors=tuple(authors))
    return part(
        name,
        *places,
        teams=draw(st.sampled_from((60, 200))),
        title=draw(st.sampled_from(("One", "Other"))),
        modalities=draw(st.sampled_from(((), ("nlp",), ("nlp", "audio")))),
        works=draw(st.sampled_from(((), (work,)))),
        messages=draw(st.dictionaries(st.sampled_from(HANDLES), st.just({2024: 3}), max_size=2)),
    )


PEOPLE = st.sampled_from((
    (),
    (Person(person="u1", handles=("ann",), name="Ann", location="Northland", as_of=AS_OF),),
    (Person(person="u1", handles=("ann",), as_of=AS_OF), Person(person="u2", handles=("bo", "bobby"), as_of=AS_OF)),
    (Person(person="u2", handles=("bobby", "bo"), tier="Master", as_of=AS_OF),),
    (Person(person="u2", handles=(), as_of=AS_OF), Person(person="u3", handles=("CY",), as_of=AS_OF)),
))  # fmt: skip
FOLDERS = ("alpha", "beta", "gamma", "delta")


@st.composite
def changes(draw: st.DrawFn) -> list[Case]:
    """A world and what becomes of it, step by step: mostly one competition changes, comes or goes."""
    case = Case({name: draw(parts(name)) for name in FOLDERS[:3]}, draw(PEOPLE))
    cases = [case]
    for _ in range(draw(st.integers(1, 4))):
        what = draw(st.sampled_from(("part", "part", "part", "part", "goes", "people", "settings")))
        if what == "people":
            case = replace(case, stated=draw(PEOPLE))
        elif what == "settings":
            case = replace(case, min_teams=draw(st.sampled_from((50, 100, 1000))))
        else:
            name = draw(st.sampled_from(FOLDERS))
            others = {folder: one for folder, one in case.parts.items() if folder != name}
            case = replace(case, parts=others if what == "goes" else others | {name: draw(parts(name))})
        cases.append(case)
    return cases


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes())
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


WORLD = Case(
    {
        "alpha": part("alpha", place(1, 3, "ann", "bo"), place(2, 7, "cy"), place(3, 60, "di")),
        "beta": part("beta", place(1, 5, "ann"), place(2, 9, "cy", "eve")),
        "gamma": part("gamma", place(1, 12, "ann"), place(2, 13, "fay")),
    },
    (Person(person="u1", handles=("ann",), name="Ann", as_of=AS_OF),),
)


def changed(name: str, *places: Place, **facts: Any) -> Case:
    return replace(WORLD, parts=WORLD.parts | {name: part(name, *places, **facts)})


SWAPPED = changed("alpha", place(1, 7, "ann", "bo"), place(2, 3, "cy"), place(3, 60, "di"))


def test_after_two_teams_changed_places_nobody_else_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    made(WORLD, store)
    looked_at = []
    profile = Gathered.profile
    monkeypatch.delattr(people_roll, "call_roll")
    monkeypatch.setattr(
        Gathered, "profile", lambda self, key, *rest: looked_at.append(key) or profile(self, key, *rest)
    )
    people = made(SWAPPED, store)
    assert sorted(looked_at) == ["@bo", "@cy", "u1"]
    link, file = people.lists[0]
    assert link.people == 5
    assert [(entry.handle, entry.rank, entry.results) for entry in load_list(file)] == [
        ("ann", 5, 3), ("bo", 7, 1), ("cy", 3, 2), ("eve", 9, 1), ("fay", 13, 1),
    ]  # fmt: skip


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
    monkeypatch.setattr(people_roll, "call_roll", lambda *given: called.append(1) or call_roll(*given))
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


def killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_killed_before_the_index_is_written_the_next_build_makes_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    made(WORLD, store)
    with monkeypatch.context() as patch:
        patch.setattr(people_making.Store, "save", killed)
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
    people.everybody.path.unlink()
    assert load_everybody(made(WORLD, store).everybody).handle == ["ann", "cy", "bo", "eve", "fay"]


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
        patch.setattr(people_making, "FEW", 1)
        patch.setattr(people_sorting, "FEWEST", fewest)
        patch.setattr(people_sorting, "COMPETITIONS", competitions)
        return made(case, store)


@pytest.mark.parametrize(("fewest", "competitions"), [(1, 100), (4, 2), (1000, 1)])
def test_many_profiles_are_what_few_are_in_however_many_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fewest: int, competitions: int
) -> None:
    monkeypatch.setattr(people_making, "FEW", 1000)
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
        patch.setattr(people_making.Store, "save", killed)
        with pytest.raises(KeyboardInterrupt):
            made_in_batches(MANY, store, 4)
    made(WORLD, store)
    made(WORLD, fresh)
    assert {path.name for path in store.iterdir()} == {path.name for path in fresh.iterdir()}


def test_what_is_sorted_names_each_batch_its_own_people(tmp_path: Path) -> None:
    """A place goes to all members, a work to all whom it is credited to, messages to whoever wrote them."""
    file = tmp_path / "part"
    file.write_bytes(joined([encode(MANY.parts["alpha"])]))
    told = people_sorting.Told(
        known={"u1": ["new", "old"]},
        addresses={},
        handles={},
        parts=[Section(str(file), 0)],
        batches=[["u1", "@p3"], ["@p10", "@q3", "@p49"]],
        min_teams=100,
    )
    told_file = people_making.Store(tmp_path / "store").write(people_making.Index(), "told", encode(told).decode())
    people_sorting.sort_chunk(told_file, 0, tmp_path / "chunk")
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
