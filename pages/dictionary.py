"""The dictionary: every record with the meaning of its fields, from the docstrings that the code itself lives by."""

from collections.abc import Iterator

from archive import layout
from archive.records import Link, Message, Metric, Tagged
from insights.closeness import Closeness
from insights.computed import Value
from insights.curves import Curve
from insights.medals import CutOff, Medals
from insights.plateaus import Plateau
from insights.score_gap import ScoreGap
from insights.shakeup import Shakeup
from pages.engine.kinds import Context, Kind, Unit
from pages.engine.world import World
from pages.fields import FieldNote, RecordType, fields_of

PARTS: tuple[RecordType, ...] = (Metric, Tagged, Message, Link)
"""Records inside others."""
RESULTS: tuple[RecordType, ...] = (Shakeup, Medals, CutOff, Closeness, Plateau, ScoreGap, Curve)
"""What is computed, as it stands in the JSON twins."""


class RecordNote(Value):
    """One record type."""

    name: str
    meaning: str
    file: str
    """The file of the archive that holds it; empty where it has none of its own."""
    fields: tuple[FieldNote, ...]


class DictionaryPage(Context):
    """What the page shows."""

    stored: tuple[RecordNote, ...]
    """Records of the archive's files."""
    parts: tuple[RecordNote, ...]
    computed: tuple[RecordNote, ...]


def units(_world: World) -> Iterator[Unit]:
    """The one page; it depends on the code alone."""
    yield Unit("data/dictionary/", ())


def fill() -> DictionaryPage:
    """Make the page."""
    return DictionaryPage(
        title="Dictionary",
        description="Every record and field of the archive and of the JSON twins: type, unit, meaning.",
        stored=tuple(_entry(table.kind, table.path) for table in layout.TABLES),
        parts=tuple(_entry(kind) for kind in PARTS),
        computed=tuple(_entry(kind) for kind in RESULTS),
    )


def _entry(kind: RecordType, file: str = "") -> RecordNote:
    meaning = (kind.__doc__ or "").strip()
    return RecordNote(kind.__name__, meaning, file, fields_of(kind))


KIND = Kind("dictionary", "data/dictionary/", units, fill)
