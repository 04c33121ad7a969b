"""The vocabulary of modalities, tasks and fields: what kinds of data, questions and subjects competitions are about."""

import re
from functools import cache
from typing import Literal, get_args

from archive.records import Competition
from archive.vocab import VOCAB, compiled, table
from insights.computed import Value

MODALITIES = VOCAB / "modalities.csv"
WRITEUPS = "write-ups: "
"""Before what write-ups say: such a tag follows from the techniques that solutions used."""


Group = Literal["modality", "task", "field"]
"""What a kind is about: the data, the question, or the subject."""


class Kind(Value):
    """A row of the vocabulary: a modality, a task or a field."""

    id: str
    group: Group
    name: str
    words: tuple[str, ...]
    metrics: re.Pattern[str] | None
    techniques: frozenset[str]
    unless: frozenset[str]
    """Tasks that say the same more exactly."""


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _kind(row: dict[str, str]) -> Kind:
    groups: dict[str, Group] = {group: group for group in get_args(Group)}
    return Kind(
        row["id"],
        groups[row["kind"]],
        row["name"],
        _list(row["words"]),
        compiled(row["metrics"]) if row["metrics"] else None,
        frozenset(_list(row["techniques"])),
        frozenset(row["unless"].split()),
    )


@cache
def kinds() -> dict[str, Kind]:
    """Modalities, tasks and fields by id, in the order of the file."""
    return table(MODALITIES, _kind)


def kind_name(kind: str) -> str:
    """The printed name; the id itself where the vocabulary lacks it (an archive made with a newer one)."""
    return kinds()[kind].name if kind in kinds() else kind


def inferred_kinds(competition: Competition) -> tuple[str, ...]:
    """Ids of those tags of a competition that only techniques tell of.

    Whoever asks which techniques set a kind apart must leave them out, or the answer was put into the question.
    """
    return tuple(sorted({tag.id for tag in competition.modalities if tag.source.startswith(WRITEUPS)}))
