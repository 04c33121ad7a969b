import pytest

from insights.practice import Practice
from insights.shares import wilson
from insights.techniques import Technique, techniques, usual_lift
from insights.uses import uses_of
from tests.insights.knowledge_toys import toy_practice, toy_solution

IDS = ("tta", "mixup", "unet")


def world() -> list[Practice]:
    """40 solutions at ranks 1-10 of four competitions: 12 use tta (two at each of ranks 1-3), 2 use unet."""
    ranks: list[int | None] = list(range(1, 11))
    first = {rank: ["tta"] if rank in (1, 2, 3, 7, 8, 9) else [] for rank in ranks}
    rest = {rank: ["unet"] if rank == 1 else [] for rank in ranks}
    return [
        toy_practice("a", 2019, first, "image", "segmentation"),
        toy_practice("b", 2021, first, "image"),
        toy_practice("c", 2021, rest, "image"),
        toy_practice("d", 2024, rest, "tabular"),
    ]


def by_id(practices: list[Practice]) -> dict[str, Technique]:
    return {found.technique: found for found in techniques(uses_of(practices, IDS))}


def test_shares_by_hand() -> None:
    tta = by_id(world())["tta"]
    assert (tta.used, tta.competitions, tta.winners, tta.rejected) == (12, 2, 2, 0)
    assert (tta.top10.count, tta.top10.of, tta.top10.share) == (12, 40, 0.3)
    assert (tta.top10.low, tta.top10.high) == pytest.approx(wilson(12, 40), abs=1e-8)
    assert (tta.lift.top.count, tta.lift.top.of) == (6, 12)
    assert (tta.lift.rest.count, tta.lift.rest.of) == (6, 28)
    assert tta.lift.lift == pytest.approx(6 / 12 / (6 / 28))
    assert (tta.first_year, tta.last_year) == (2019, 2021)


def test_slices_by_hand() -> None:
    tta = by_id(world())["tta"]
    assert [(s.key, s.used.count, s.used.of, s.used.share) for s in tta.by_year] == [
        ("2019", 6, 10, 0.6),
        ("2021", 6, 20, 0.3),
        ("2024", 0, 10, 0.0),
    ]
    assert [(s.key, s.used.count, s.used.of) for s in tta.by_modality] == [("image", 12, 30), ("segmentation", 6, 10)]
    assert [(s.competitions, s.of_competitions) for s in (*tta.by_year, *tta.by_modality)] == [
        (1, 1), (1, 2), (0, 1), (2, 3), (1, 1),
    ]  # fmt: skip


def test_few_users_have_counts_and_no_ratios() -> None:
    unet, mixup = by_id(world())["unet"], by_id(world())["mixup"]
    assert (unet.used, unet.top10.count, unet.top10.of, unet.top10.share) == (2, 2, 40, None)
    assert unet.lift.lift is None
    assert all(s.used.share is None for s in (*unet.by_year, *unet.by_modality))
    assert (mixup.used, mixup.first_year, mixup.by_year) == (0, None, ())


def test_ranks_below_fifty_and_unknown_ones_are_in_no_top() -> None:
    solutions = {rank: ["tta"] for rank in (*range(41, 61), None)}
    tta = by_id([toy_practice("a", 2020, solutions)])["tta"]
    assert (tta.used, tta.top10.of, tta.lift.top.of, tta.lift.rest.of, tta.within.rest.of) == (21, 0, 0, 10, 0)
    both = by_id([toy_practice("a", 2020, {1: [], **solutions})])["tta"]
    assert (both.within.top.of, both.within.rest.of) == (1, 10)


def test_what_a_competition_is_about_is_no_lift_within_it() -> None:
    """In the first competition all use mixup and many places were read, in the second nobody and hardly any."""
    solutions: dict[int | None, list[str]] = {rank: ["mixup"] for rank in range(1, 21)}
    others: dict[int | None, list[str]] = {rank: [] for rank in range(1, 5)}
    practices = [toy_practice("a", 2020, solutions)]
    practices += [toy_practice(name, 2020, others) for name in ("b", "c", "d")]
    mixup = by_id(practices)["mixup"]
    assert (mixup.lift.top.count, mixup.lift.top.of, mixup.lift.rest.count, mixup.lift.rest.of) == (3, 12, 17, 20)
    assert mixup.lift.lift == pytest.approx(3 / 12 / (17 / 20))
    assert mixup.within.lift == 1.0


def test_usual_lift_is_the_median_of_those_that_are_told() -> None:
    found = techniques(uses_of(world(), IDS))
    assert [one.technique for one in found if one.within.lift is not None] == ["tta"]
    assert usual_lift(found) == pytest.approx(7 / 3)
    assert usual_lift(found[1:]) is None


def test_companions_by_hand() -> None:
    """Of 40 solutions 20 use tta, 16 mixup, 12 both: lift 12 * 40 / (20 * 16) = 1.5. Unet with tta is too rare."""
    both = [toy_solution(None, ("mixup", "tta"))] * 12
    alone = [toy_solution(None, ("tta",))] * 3 + [toy_solution(None, ("tta", "unet"))] * 5
    rest = [toy_solution(None, ("mixup",))] * 4 + [toy_solution(None, ("unknown-id",))] * 16
    found = by_id([Practice(folder="a", title="A", solutions=(*both, *alone, *rest))])
    assert [(pair.technique, pair.together, pair.lift) for pair in found["tta"].goes_with] == [("mixup", 12, 1.5)]
    assert found["unet"].goes_with == ()


def test_what_winners_rejected() -> None:
    solutions = (toy_solution(1, ("tta",), ("mixup",)), toy_solution(2, (), ("mixup",)))
    mixup = by_id([Practice(folder="a", title="A", solutions=solutions)])["mixup"]
    assert (mixup.rejected, mixup.winners_rejected, mixup.used) == (2, 1, 0)
