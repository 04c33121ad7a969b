"""Techniques in our own words: `vocab/descriptions.csv`, one row a technique of the vocabulary."""

from functools import cache

from archive.vocab import VOCAB, table
from insights.computed import Value

FAMILIES = {
    "validation": "Validation",
    "features": "Features",
    "data": "Data",
    "augmentation": "Augmentation",
    "model": "Models",
    "method": "Methods",
    "loss": "Losses",
    "optimizer": "Optimisers",
    "schedule": "Learning-rate schedules",
    "training": "Training",
    "ensembling": "Ensembling",
    "inference": "Inference",
    "postprocessing": "Post-processing",
}
"""Families of techniques in the order of a solution's making, with their titles."""


class Entry(Value):
    """One technique."""

    id: str
    """Id in the vocabulary."""
    name: str
    """Name as pages print it."""
    family: str
    """Key of `FAMILIES`."""
    text: str
    """What it is, in a sentence or two of ours."""
    source: str
    """Address of the paper or documentation that it comes from; empty where no one source stands for it."""


@cache
def glossary() -> dict[str, Entry]:
    """All techniques by id, in the order of the vocabulary."""
    return table(VOCAB / "descriptions.csv", _entry)


def _entry(row: dict[str, str]) -> Entry:
    if row["family"] not in FAMILIES:
        raise ValueError(f"there is no family {row['family']!r} ({', '.join(FAMILIES)})")
    return Entry(**row)


def name_of(technique: str) -> str:
    """The printed name; the id itself where the vocabulary lacks it (an archive made with a newer one)."""
    entry = glossary().get(technique)
    return entry.name if entry else technique
