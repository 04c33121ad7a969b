"""What matters for each kind of data, task or field: most used, what sets it apart, and each family of techniques."""

from collections.abc import Iterator

from insights.aliases import aliases
from insights.computed import encode
from insights.glossary import FAMILIES, name_of
from insights.kinds import kind_name
from insights.kinds_of_data import LISTED, KindOfData, kinds_of_data
from insights.shares import ENOUGH
from pages.engine.kinds import Context, Kind, SearchRecord, Unit
from pages.engine.world import World
from pages.format import plural

SCHEMA = "leaderlore/kinds-of-data/1"
NAMED = 3
"""Techniques that the search names of a kind."""


class KindsOfDataPage(Context):
    """What the page shows."""

    kinds: tuple[KindOfData, ...]
    solutions: int
    """Read solutions in all."""
    competitions: int
    """Competitions that they are of."""
    enough: int
    listed: int
    """Fewest read solutions of a kind that is listed."""
    kind_names: dict[str, str]
    """Names of kinds of data, tasks and fields by id."""
    family_names: dict[str, str]
    """Titles of families by key."""


def units(world: World) -> Iterator[Unit]:
    """The one page."""
    counts = [len(known.practice.solutions) for known in world.knowledge]
    yield Unit("techniques/by-kind/", (kinds_of_data(world.uses), sum(counts), sum(map(bool, counts))))


def fill(kinds: tuple[KindOfData, ...], solutions: int, competitions: int) -> KindsOfDataPage:
    """Make the page."""
    return KindsOfDataPage(
        title="Techniques by kind of data",
        description=f"What matters for each kind of data, task or field, by {plural(solutions, 'solution')}.",
        kinds=kinds,
        solutions=solutions,
        competitions=competitions,
        enough=ENOUGH,
        listed=LISTED,
        kind_names={kind.modality: kind_name(kind.modality) for kind in kinds},
        family_names=FAMILIES,
    )


def twin(kinds: tuple[KindOfData, ...], solutions: int, competitions: int) -> dict[str, bytes]:
    """All of it as JSON."""
    counts = {"solutions": solutions, "competitions": competitions}
    return {"data/kinds-of-data.json": encode({"schema": SCHEMA, **counts, "kinds": kinds}) + b"\n"}


def search_records(kinds: tuple[KindOfData, ...], _solutions: int, _competitions: int) -> Iterator[SearchRecord]:
    """What the search finds each kind's row by: its name, the shorter one of the field, and its other names."""
    for kind in kinds:
        name, other = kind_name(kind.modality), kind.modality.replace("-", " ")
        used = ", ".join(name_of(one.technique) for one in kind.most[:NAMED]) or "too few to tell"
        yield SearchRecord(
            type="Kind",
            title=name if other in name.lower() else f"{name} ({other})",
            note=f"What wins: {used}; {plural(kind.solutions, 'read solution')}",
            content=". ".join([name, other, *aliases().get(kind.modality, ())]),
            part=f"kind-{kind.modality}",
        )


KIND = Kind("kinds_of_data", "techniques/by-kind/", units, fill, twin=twin, indexed=search_records)
