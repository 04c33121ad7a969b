from insights.compute_total import compute_total, spread
from insights.practice import Practice, Solution
from tests.insights.knowledge_toys import claim
from tests.insights.test_compute import hours, made


def competition(folder: str, year: int | None, *devices: tuple[str, int | None] | None) -> Practice:
    """One solution for each device and count, trained 10 hours in all; None says nothing of compute."""
    solutions = [
        Solution(
            texts=(),
            used={},
            rejected={},
            compute=made(claim("a", "hardware", device[0], count=device[1]), hours("10", "total")) if device else None,
        )
        for device in devices
    ]
    return Practice(folder=folder, title=folder, year=year, solutions=tuple(solutions))


def test_by_hand() -> None:
    """Eleven T4 solutions with 1 to 11 cards for 10 hours: GPU-hours 10, 20, ..., 110; their median is 60."""
    world = [
        competition("a", 2020, *(("T4", count) for count in range(1, 12)), None),
        competition("b", 2022, ("V100", None), ("T4", 1)),
        competition("c", None, ("V100", 1)),
    ]
    found = compute_total(world)
    assert [(card.device, card.solutions, card.by_year) for card in found.cards] == [
        ("T4", 12, {2020: 11, 2022: 1}),
        ("V100", 2, {2022: 1}),
    ]
    assert (found.cards[0].undated, found.cards[1].undated, found.undated) == (0, 1, 1)
    assert (found.solutions, found.years, found.counted, found.one_card) == (15, (2020, 2021, 2022), 13, 3)
    stated = {row.field: (row.stated.count, row.stated.of) for row in found.coverage}
    assert stated["hardware"] == (14, 15)
    assert stated["train_hours"] == (14, 15)
    assert stated["gpu_hours"] == (13, 15)
    assert stated["ram_gb"] == (0, 15)
    assert (found.total_hours.n, found.total_hours.median, found.cost_usd.n) == (14, 10.0, 0)
    eleven = compute_total(world[:1]).gpu_hours
    assert (eleven.n, eleven.low, eleven.median, eleven.high, eleven.most) == (11, 20.0, 60.0, 100.0, 110.0)


def test_platforms_come_by_the_solutions_that_name_them() -> None:
    computes = (made(claim("a", "platform", name)) for name in ("kaggle", "colab", "vast", "vast"))
    solutions = tuple(Solution(texts=(), used={}, rejected={}, compute=compute) for compute in computes)
    found = compute_total([Practice(folder="a", title="a", year=2020, solutions=solutions)])
    assert found.platforms == (("vast", 2), ("colab", 1), ("kaggle", 1))


def test_no_quantiles_of_a_few() -> None:
    few = spread([1.0, None, 2.0])
    assert (few.n, few.median, few.most) == (2, None, None)


def test_an_empty_archive() -> None:
    found = compute_total([])
    assert (found.solutions, found.cards, found.years) == (0, (), ())
    assert all(row.stated.of == 0 for row in found.coverage)
