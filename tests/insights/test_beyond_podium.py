from collections.abc import Iterable

from archive.store import State
from insights.beyond_podium import Steady, steady
from insights.people import Profile, part_of, profiles
from tests.insights.people.worlds import board, competition, people, three_competitions


def rows_of(profiles: Iterable[Profile], modality: str | None = None, **bounds: int) -> list[Steady]:
    found = (steady(profile, modality, **bounds) for profile in profiles)
    return sorted((row for row in found if row), key=lambda row: row.handle.lower())


def test_only_ranks_4_to_50_count_and_often_enough() -> None:
    more = State(
        competition("delta", "2026-01-01T00:00:00Z", "nlp"), board(300, {3: ("ada",), 40: ("Cy",), 50: ("bo",)})
    )
    found = list(profiles(map(part_of, [*three_competitions(), more]), people()))
    # bo: 5 and 50, and rank 1; cy: 4, 30 and 40; ada: 20 alone, beside 1, 3 and 3.
    rows = rows_of(found, at_least=2)
    assert [(row.handle, row.places, row.best, row.solo, row.podium) for row in rows] == [
        ("bo", 2, 5, 2, 1),
        ("Cy", 3, 4, 2, 0),
    ]
    assert rows[1].years == (2024, 2026)
    assert [row.handle for row in rows_of(found)] == ["Cy"]
    assert [(row.handle, row.places) for row in rows_of(found, "nlp", at_least=2)] == [("Cy", 2)]
    assert [row.handle for row in rows_of(found, at_least=2, min_teams=301)] == []
