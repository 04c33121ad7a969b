"""What readers call kinds and techniques, by their ids in the JSON twins: for scripts of the pages, and for others."""

from collections.abc import Iterator

from insights.computed import encode
from insights.glossary import glossary
from insights.kinds import kinds
from pages.engine.kinds import Files, Unit
from pages.engine.world import World

SCHEMA = "leaderlore/labels/1"


def units(_world: World) -> Iterator[Unit]:
    """The one file; it depends on the vocabulary alone."""
    yield Unit("labels", ())


def content() -> dict[str, bytes]:
    """Names by id."""
    names = {
        "schema": SCHEMA,
        "kinds": {key: kind.name for key, kind in kinds().items()},
        "techniques": {key: entry.name for key, entry in glossary().items()},
    }
    return {"data/labels.json": encode(names) + b"\n"}


KIND = Files("labels", units, content)
