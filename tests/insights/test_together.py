import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.practice import Practice
from insights.techniques import Technique, techniques
from insights.together import Partner
from insights.uses import uses_of
from tests.insights.knowledge_toys import toy_solution

IDS = ("tta", "mixup", "unet")


def competition(folder: str, **counts: int) -> Practice:
    """So many solutions of each set of techniques: `tta_mixup=3` three that use both, `none=2` two that use neither."""
    solutions = [
        toy_solution(None, () if name == "none" else tuple(name.split("_")))
        for name, count in counts.items()
        for _ in range(count)
    ]
    return Practice(folder=folder, title=folder, solutions=tuple(solutions))


def found(*practices: Practice) -> dict[str, Technique]:
    return {one.technique: one for one in techniques(uses_of(practices, IDS))}


def test_by_hand() -> None:
    """Users of tta: 8 of 10 and 4 of 5 use mixup; others: 2 of 10 and 5 of 20.

    Mantel-Haenszel: (8*10/20 + 4*20/25) / (2*10/20 + 5*5/25) = 7.2 / 2; the statistic is their difference over the
    root of 10*10*10*10 / (20^2*19) + 5*20*9*16 / (25^2*24).
    """
    it = found(
        competition("a", tta_mixup=8, tta=2, mixup=2, none=8), competition("b", tta_mixup=4, tta=1, mixup=5, none=15)
    )
    (pair,) = it["tta"].goes_within
    assert (pair.technique, pair.together) == ("mixup", 12)
    assert pair.within.lift == pytest.approx(3.6)
    assert pair.within.low is not None
    assert pair.within.low < 3.6
    within = pair.within
    assert (within.top.count, within.top.of, within.rest.count, within.rest.of) == (12, 15, 7, 30)
    variance = 10**4 / (20**2 * 19) + 5 * 20 * 9 * 16 / (25**2 * 24)
    assert pair.sureness == pytest.approx(5.2 / math.sqrt(variance), abs=1e-6)
    (other,) = it["mixup"].goes_within
    assert (other.technique, other.sureness) == ("tta", pair.sureness)


def test_what_a_competition_is_about_brings_nothing_together() -> None:
    """All solutions of one competition use both, none of the other: over all they seem to belong together."""
    it = found(competition("a", tta_mixup=20), competition("b", none=20))
    assert [(pair.technique, pair.lift) for pair in it["tta"].goes_with] == [("mixup", 2.0)]
    assert it["tta"].goes_within == ()


def test_competitions_of_which_one_solution_was_read_say_nothing() -> None:
    here = competition("a", tta_mixup=8, tta=2, mixup=2, none=8)
    alone = [competition(f"b{number}", tta_mixup=1) for number in range(5)]
    (before,), (after,) = found(here, *alone[:2])["tta"].goes_within, found(here, *alone)["tta"].goes_within
    assert (before.within, before.sureness) == (after.within, after.sureness)
    assert (before.together, after.together) == (10, 13)


def test_pairs_of_fewer_than_ten_are_not_listed() -> None:
    assert found(competition("a", tta_mixup=9, tta=1, none=20))["tta"].goes_within == ()


def test_what_users_avoid_is_not_listed() -> None:
    it = found(competition("a", tta_mixup=10, tta=20, mixup=20, none=1))
    assert it["tta"].goes_within == ()
    assert it["tta"].usual_within == pytest.approx(10 / 30 / (20 / 21), abs=1e-9)


def test_what_only_users_have_is_listed_first_and_without_a_ratio() -> None:
    it = found(competition("a", tta_mixup_unet=12, tta=3, mixup=4, none=16))
    first, second = it["tta"].goes_within
    assert (first.technique, first.within.lift, first.within.rest.count) == ("unet", None, 0)
    assert (second.technique, second.within.lift) == ("mixup", pytest.approx(12 / 15 / (4 / 20)))


def test_usual_ratio_is_that_of_all_pairs() -> None:
    """Of mixup with tta and of tta with mixup: 12/15 over 4/20 and 12/16 over 3/19."""
    it = found(competition("a", tta_mixup=12, tta=3, mixup=4, none=16))
    assert {one.usual_within for one in it.values()} == {round((4 + 12 / 16 / (3 / 19)) / 2, 9)}
    assert found(competition("a", tta=5))["tta"].usual_within is None


@given(st.lists(st.tuples(*[st.integers(0, 12)] * 4), max_size=4))
def test_either_side_is_as_sure(counts: list[tuple[int, ...]]) -> None:
    names = ("tta_mixup", "tta", "mixup", "none")
    it = found(*(competition(str(number), **dict(zip(names, told, strict=True))) for number, told in enumerate(counts)))
    mine, other = it["tta"].goes_within, it["mixup"].goes_within

    def plain(pairs: tuple[Partner, ...]) -> list[tuple[int, float]]:
        return [(pair.together, pytest.approx(pair.sureness, abs=2e-6)) for pair in pairs]

    assert plain(mine) == plain(other)
    assert all(pair.together >= 10 and pair.sureness > 0 for pair in mine)
