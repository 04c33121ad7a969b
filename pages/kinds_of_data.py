"""What matters for each kind of data, task or field: most used, what sets it apart, and each family of techniques."""

from collections.abc import Iterator

from insights.computed import encode
from insights.glossary import FAMILIES
from insights.kinds import kind_name
from insights.kinds_of_data import LISTED, KindOfData, kinds_of_data
from insights.shares import ENOUGH
from pages.engine.kinds import Context, Kind, Unit
from pages.engine.world import World
from pages.format import plural

SCHEMA = "leaderlore/kinds-of-data/1"


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


KIND = Kind("kinds_of_data", "techniques/by-kind/", units, fill, twin=twin)
