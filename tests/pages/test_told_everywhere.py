"""What is computed of one competition reaches its twin and the Method page, which nothing else would miss."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast, get_args, get_type_hints

import pytest

from insights.computed import Computed
from insights.knowledge import Knowledge
from pages import method, twin
from pages.engine.dossiers.dossier import Dossier
from pages.engine.row import Row

DRAWN = {"row", "ranks_chart", "round_ranks"}
"""Fields of a dossier that are no results: what lists say, a picture, and a selection of the curves."""
PARTS = {"Row", "Placing", "Knowledge", "Practice"}
"""Records that gather others."""


def results(kind: Any) -> Iterator[type[Computed]]:
    """Classes of results among the types of a record's fields."""
    if isinstance(kind, type) and issubclass(kind, Computed):
        yield kind
    for part in get_args(kind):
        yield from results(part)


def test_every_result_of_a_competition_is_explained_on_the_method_page() -> None:
    told = {name for name, _ in method.fill().statistics}
    kinds = [kind for record in (Dossier, Knowledge) for hint in get_type_hints(record).values()
             for kind in results(hint)]  # fmt: skip
    assert {"Shakeup"} | {kind.__name__ for kind in kinds} - PARTS <= told


class Asked:
    """A dossier that notes which of its fields are read."""

    def __init__(self) -> None:
        self.read: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.read.add(name)
        return SimpleNamespace(sources={}) if name == "competition" else None


def test_every_result_of_a_competition_is_in_its_twin(monkeypatch: pytest.MonkeyPatch) -> None:
    dossier, row = Asked(), SimpleNamespace(**dict.fromkeys(Row.__struct_fields__))
    monkeypatch.setattr(twin, "_of_texts", lambda _: {})
    monkeypatch.setattr(twin, "encode", lambda _: b"")
    twin.twin(cast(Dossier, dossier), cast(Row, row), (), ())
    assert set(Dossier.__struct_fields__) - dossier.read == DRAWN
