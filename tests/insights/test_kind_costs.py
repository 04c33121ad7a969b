from insights.cv_trust import cv_trust
from insights.efficiency import Costed, Efficiency
from insights.ideas import ideas
from insights.kind_costs import kind_costs, within_a_day
from insights.knowledge import Knowledge
from insights.practice import Practice, Solution
from tests.insights.knowledge_toys import claim
from tests.insights.test_compute import made
from tests.insights.toys import competition


def costed(rank: int, gpu_hours: float | None, *, one_card: bool = False) -> Costed:
    return Costed(rank=rank, gpu_hours=gpu_hours, one_card=one_card)


def known(folder: str, year: int | None, kinds: tuple[str, ...], cards: list[str | None], *ranked: Costed) -> Knowledge:
    """Solutions that state these cards, one of each, and the cost of the ranked ones."""
    solutions = tuple(
        Solution(texts=(), used={}, rejected={}, compute=made(claim("a", "hardware", card, count=1)) if card else None)
        for card in cards
    )
    return Knowledge(
        practice=Practice(folder=folder, title=folder, year=year, modalities=kinds, solutions=solutions),
        efficiency=Efficiency(solutions=ranked),
        ideas=ideas(competition(), (), (), ()),
        cv_trust=cv_trust(()),
    )


def test_by_hand() -> None:
    world = [
        known("a", 2020, ("audio",), ["T4", "T4", "V100", None], costed(5, 24.0), costed(7, 24.5), costed(9, None)),
        known("b", 2021, ("audio", "image"), ["T4"], costed(5, None, one_card=True), costed(2, 300.0, one_card=True)),
        known("c", None, ("image",), ["A100"], costed(1, 1.0)),
    ]
    (audio,) = kind_costs(world)
    assert (audio.kind, audio.solutions, audio.hardware.count, audio.hardware.of) == ("audio", 5, 4, 5)
    assert audio.cards == (("T4", 3), ("V100", 1))
    assert (audio.one_card, audio.counted, audio.gpu_hours.n) == (4, 4, 0)
    assert [(it.folder, it.solution.rank) for it in audio.cheap] == [("b", 2), ("b", 5), ("a", 5)]


def test_hours_that_nobody_states_are_not_few() -> None:
    assert [within_a_day(costed(1, hours)) for hours in (None, 0.5, 24.0, 24.1)] == [False, True, True, False]


def test_an_empty_archive() -> None:
    assert kind_costs([]) == ()
