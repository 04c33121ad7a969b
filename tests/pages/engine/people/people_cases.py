"""Small worlds of people, what becomes of them, and what is kept about them, for tests of how people are made."""

import hashlib
import json
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from hypothesis import strategies as st

from archive.records import Person
from archive.store import Archive
from insights.computed import encode
from insights.people import Part, marks_of
from insights.people.records import NamedTeam, Work
from pages.engine.cache.sections import Section, joined
from pages.engine.people import People
from pages.engine.people.making import few_people_of, people_of
from pages.engine.people.roll import Inputs
from pages.engine.processes.workers import Run
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


def given(case: Case, store: Path) -> tuple[Path, Inputs, dict[str, Any], Path, int]:
    """What a store is brought up to date from."""
    folder = store.with_name("files")
    inputs, sources = write(case, folder)
    return store, inputs, sources, folder / "data", case.min_teams


def made(case: Case, store: Path) -> People:
    """Bring a store up to date, as a build does."""
    inputs = given(case, store)
    return few_people_of(*inputs) or people_of(*inputs, Run())


def held(store: Path) -> dict[str, Any]:
    """Everything that a store holds: the index names each file by its hash."""
    return dict(json.loads((store / "index.json").read_text()))


def place(number: int, rank: int, *members: str) -> NamedTeam:
    return NamedTeam(
        team=f"t{number}", members=members, team_size=len(members), private_rank=rank, public_rank=rank, year=2025
    )


def part(name: str, *places: NamedTeam, teams: int = 200, **facts: Any) -> Part:
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


WORLD = Case(
    {
        "alpha": part("alpha", place(1, 3, "ann", "bo"), place(2, 7, "cy"), place(3, 60, "di")),
        "beta": part("beta", place(1, 5, "ann"), place(2, 9, "cy", "eve")),
        "gamma": part("gamma", place(1, 12, "ann"), place(2, 13, "fay")),
    },
    (Person(person="u1", handles=("ann",), name="Ann", as_of=AS_OF),),
)


def killed(*_: object) -> None:
    raise KeyboardInterrupt
