"""Techniques: the index by family, and one page each with who used it and who dropped it."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from msgspec import to_builtins
from msgspec.structs import asdict

from archive.layout import LAST
from insights.aliases import aliases
from insights.computed import Value, decode, encode
from insights.glossary import FAMILIES, Entry, glossary, name_of
from insights.kinds import kind_name
from insights.practice import Practice, Solution
from insights.shares import ENOUGH
from insights.solutions import Place, Text
from insights.techniques import Technique, usual_lift
from pages.charts.bars import bars
from pages.cites import Cite, cite
from pages.engine.cache.digests import hash_of
from pages.engine.kinds import Context, Kind, SearchRecord, Unit
from pages.engine.world import World
from pages.format import number, percent, plural

LISTED = 150
"""Solutions in a list on the page; the whole list is in the page's JSON."""
SCHEMA = "leaderlore/technique/1"


class Use(Value):
    """One solution that used or dropped the technique."""

    folder: str
    title: str
    year: int | None
    kinds: tuple[str, ...]
    """Ids of the kinds of data, tasks and fields of the competition."""
    rank: int | None
    devices: tuple[str, ...]
    """Accelerators of the solution, with their count where it is stated."""
    gpu_hours: float | None
    """Its GPU-hours, derived; null where its texts do not tell them."""
    place: Place
    text: Text


@dataclass(frozen=True)
class Packed:
    """A long list as bytes; in the `repr` that decides whether a page is made again its hash stands for it."""

    digest: str
    data: bytes = field(repr=False, compare=False)


class TechniquesPage(Context):
    """The index."""

    families: tuple[tuple[str, str, tuple[Technique, ...]], ...]
    """Key, title and techniques, most used first."""
    dropped: tuple[Technique, ...]
    """Techniques that winners tried and dropped, most often first."""
    solutions: int
    competitions: int
    winners: int
    """Solutions at private rank 1."""
    usual_lift: float | None
    """Median lift within competitions of the techniques that have one."""
    enough: int


class TechniquePage(Context):
    """One technique."""

    entry: Entry
    family: str
    found: Technique
    solutions: int
    """Read solutions in all."""
    chart: str | None
    used: tuple[tuple[Use, Cite], ...]
    rejected: tuple[tuple[Use, Cite], ...]
    enough: int
    kind_names: dict[str, str]
    """Names of modalities and tasks by id."""


def index_units(world: World) -> Iterator[Unit]:
    """The index."""
    practices = [known.practice for known in world.knowledge]
    solutions = [solution for practice in practices for solution in practice.solutions]
    winners = sum(solution.rank == 1 for solution in solutions)
    counts = (len(solutions), sum(bool(practice.solutions) for practice in practices), winners)
    yield Unit("techniques/", (world.techniques, *counts))


def fill_index(found: tuple[Technique, ...], solutions: int, competitions: int, winners: int) -> TechniquesPage:
    """Make the index."""
    by_id = {one.technique: one for one in found}
    order = sorted(glossary().values(), key=lambda entry: (-by_id[entry.id].used, entry.name.casefold()))
    dropped = sorted(
        (one for one in found if one.winners_rejected), key=lambda one: (-one.winners_rejected, one.technique)
    )
    return TechniquesPage(
        title="Techniques",
        description=f"{len(found)} techniques: who used them in {plural(solutions, 'solution')}, with the evidence.",
        families=tuple(
            (key, title, tuple(by_id[entry.id] for entry in order if entry.family == key))
            for key, title in FAMILIES.items()
        ),
        dropped=tuple(dropped),
        solutions=solutions,
        competitions=competitions,
        winners=winners,
        usual_lift=usual_lift(found),
        enough=ENOUGH,
    )


def units(world: World) -> Iterator[Unit]:
    """One page a technique of the vocabulary."""
    told = sorted(
        [(known.practice, solution) for known in world.knowledge for solution in known.practice.solutions],
        key=_best_first,
    )
    used, rejected = uses(told, "used"), uses(told, "rejected")
    for found in world.techniques:
        lists = pack(used.get(found.technique, [])), pack(rejected.get(found.technique, []))
        yield Unit(f"techniques/{found.technique}/", (found, len(told), *lists))


def uses(told: Iterable[tuple[Practice, Solution]], what: Literal["used", "rejected"]) -> dict[str, list[Use]]:
    """Who used or rejected each technique, in the given order."""
    found: dict[str, list[Use]] = defaultdict(list)
    for practice, solution in told:
        texts = {text.writeup: text for text in solution.texts}
        for technique, place in (solution.used if what == "used" else solution.rejected).items():
            about = (practice.folder, practice.title, practice.year, practice.modalities)
            cost = (solution.rank, _devices(solution), _gpu_hours(solution))
            found[technique].append(Use(*about, *cost, place, texts[place.writeup]))
    return found


def _devices(solution: Solution) -> tuple[str, ...]:
    hardware = solution.compute.hardware if solution.compute else ()
    return tuple(f"{it.count} × {it.device}" if it.count else it.device for it in hardware)


def _gpu_hours(solution: Solution) -> float | None:
    derived = solution.compute.gpu_hours if solution.compute else None
    return derived.value if derived else None


def _best_first(told: tuple[Practice, Solution]) -> tuple[int, int, str]:
    """By private rank, then the newest competition first."""
    practice, solution = told
    return solution.rank or LAST, -(practice.year or 0), practice.folder


def pack(told: list[Use]) -> Packed:
    """Serialise a list."""
    data = encode(told)
    return Packed(hash_of(data), data)


def unpack(packed: Packed) -> list[Use]:
    """The list again."""
    return decode(packed.data, list[Use])


def fill(found: Technique, solutions: int, used: Packed, rejected: Packed) -> TechniquePage:
    """Make the page of one technique."""
    entry = glossary()[found.technique]
    return TechniquePage(
        title=entry.name,
        description=f"{entry.name}: {entry.text}",
        entry=entry,
        family=FAMILIES[entry.family],
        found=found,
        solutions=solutions,
        chart=_chart(found),
        used=_shown(used),
        rejected=_shown(rejected),
        enough=ENOUGH,
        kind_names={part.key: kind_name(part.key) for part in found.by_modality},
    )


def _shown(packed: Packed) -> tuple[tuple[Use, Cite], ...]:
    return tuple((use, cite(use.place, [use.text])) for use in unpack(packed)[:LISTED])


def _chart(found: Technique) -> str | None:
    """Share by year; counts where the technique has too few users for shares."""
    if not found.used:
        return None
    name = name_of(found.technique)
    if found.used < ENOUGH:
        values: list[tuple[str, float | None]] = [(part.key, float(part.used.count)) for part in found.by_year]
        return bars("trend", f"{name} by year", "Solutions that use it, by year of the deadline.", values, "solutions")
    shares = [(part.key, None if part.used.share is None else 100 * part.used.share) for part in found.by_year]
    description = "Share of the read solutions of each year that use it; years with fewer than ten solutions are empty."
    return bars("trend", f"{name} by year", description, shares, "% of solutions")


def twin(found: Technique, solutions: int, used: Packed, rejected: Packed) -> dict[str, bytes]:
    """The JSON of the page, with the whole lists."""
    content = {
        "schema": SCHEMA,
        **asdict(glossary()[found.technique]),
        "solutions": solutions,
        "statistics": to_builtins(found),
        "used_by": [_plain(use) for use in unpack(used)],
        "rejected_by": [_plain(use) for use in unpack(rejected)],
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return {f"data/techniques/{found.technique}.json": f"{text}\n".encode()}


def _plain(use: Use) -> dict[str, Any]:
    where = {"competition": use.folder, "title": use.title, "year": use.year, "kinds": use.kinds}
    cost = {"rank": use.rank, "devices": use.devices, "gpu_hours": use.gpu_hours}
    return {**where, **cost, "url": use.text.url, **to_builtins(use.place)}


def family_records(found: tuple[Technique, ...], *_: int) -> Iterator[SearchRecord]:
    """What the search finds the families by: "ensembling" names thirteen techniques, and none of them."""
    counts = Counter(glossary()[one.technique].family for one in found if one.used)
    for key, name in FAMILIES.items():
        note = f"Family of techniques: read solutions use {counts[key]} of them"
        yield SearchRecord(type="Technique", title=name, note=note, content=name, part=key)


def search_records(found: Technique, solutions: int, _used: Packed, _rejected: Packed) -> Iterator[SearchRecord]:
    """What the search finds the page by."""
    entry = glossary()[found.technique]
    others = aliases().get(entry.id, ())
    share = f", {percent(found.top10.share)} of top-10 solutions" if found.top10.share is not None else ""
    yield SearchRecord(
        type="Technique",
        title=entry.name,
        note=f"{FAMILIES[entry.family]} · {number(found.used)} of {plural(solutions, 'solution')}{share}",
        content=". ".join([entry.name, entry.id.replace("-", " "), *others, FAMILIES[entry.family], entry.text]),
    )


KINDS = (
    Kind("techniques", "techniques/", index_units, fill_index, indexed=family_records),
    Kind("technique", "techniques/_shell/", units, fill, twin=twin, indexed=search_records),
)
