import pytest

from archive.records import Claim
from insights.cards import Card, Price
from insights.compute import Compute, compute
from insights.solutions import Described, described
from tests.insights.knowledge_toys import claim, writeup

CARDS = {
    "V100": Card("V100", 10.0, 100.0, price=Price(3.0, "one instance", "toy list", "2024-01-01")),
    "RTX 3090": Card("RTX 3090", 30.0, 50.0, consumer=True),
    "T4": Card("T4", 8.0, 60.0, price=Price(0.5, "one instance", "toy list", "2024-01-01")),
    "P100": Card("P100", 9.0),
}


def solution(*claims: Claim, rank: int | None = 1) -> Described:
    (found,) = described([writeup("a", rank, team="t"), writeup("b", rank, team="t")], claims)
    return found


def made(*claims: Claim) -> Compute:
    found = compute(solution(*claims), CARDS)
    assert found is not None
    return found


def hours(value: str, scope: str | None, start: int = 50, subject: str = "a") -> Claim:
    return claim(subject, "train_hours", value, start, unit="hours", scope=scope)


def test_derived_numbers_by_hand() -> None:
    """4 T4 for 30 hours: 120 GPU-hours, 120 * 60/100 = 72 on the reference card (tensor over tensor), 60 dollars."""
    found = made(claim("a", "hardware", "T4", count=4, memory_gb=16), hours("30", "total", subject="b"))
    assert found.gpu_hours is not None
    assert found.reference_hours is not None
    assert found.cloud_usd is not None
    assert (found.gpu_hours.value, found.gpu_hours.how) == (120.0, "4 x T4 for 30 hours")
    assert found.reference_hours.value == 72.0
    assert found.reference_hours.how == "120 GPU-hours x 60 / 100 tensor TFLOPS of one V100"
    assert found.cloud_usd.value == 60.0
    assert found.cloud_usd.how == "120 GPU-hours x $0.5 (one instance, toy list, 2024-01-01)"
    assert found.hardware[0].memory_gb == 16


@pytest.mark.parametrize(
    "claims",
    [
        (claim("a", "hardware", "T4"), hours("30", "total")),
        (claim("a", "hardware", "T4", count=1), hours("30", "model")),
        (claim("a", "hardware", "T4", count=1), hours("30", "total"), hours("20", "total", subject="b")),
        (claim("a", "hardware", "T4", count=1), claim("a", "hardware", "V100", 9, count=1), hours("30", "total")),
        (hours("30", "total"),),
    ],
    ids=["count unknown", "hours of one model", "two totals", "two kinds of card", "no card"],
)
def test_nothing_is_derived_from_what_is_not_said(claims: tuple[Claim, ...]) -> None:
    found = made(*claims)
    assert (found.gpu_hours, found.reference_hours, found.cloud_usd) == (None, None, None)


def test_dollars_are_told_to_the_cent() -> None:
    found = made(claim("a", "hardware", "V100", count=1), hours("1.111", "total"))
    assert found.cloud_usd is not None
    assert found.cloud_usd.value == 3.33


def test_a_card_without_price_or_outside_the_vocabulary() -> None:
    desk = made(claim("a", "hardware", "RTX 3090", count=2), hours("10", "total"))
    assert desk.reference_hours is not None
    assert (desk.reference_hours.value, desk.cloud_usd) == (10.0, None)
    old = made(claim("a", "hardware", "P100", count=2), hours("10", "total"))
    assert old.reference_hours is not None
    assert old.reference_hours.value == 18.0  # 20 hours * 9/10, plain over plain
    strange = made(claim("a", "hardware", "X9", count=2), hours("10", "total"))
    assert strange.gpu_hours is not None
    assert (strange.gpu_hours.value, strange.reference_hours) == (20.0, None)


def test_first_mention_counts_and_a_count_beats_none() -> None:
    found = made(
        claim("a", "hardware", "V100", 3),
        claim("a", "hardware", "V100", 9, count=8),
        claim("a", "hardware", "V100", 15, count=4),
        claim("a", "ram_gb", "64", 20, unit="GB"),
        claim("b", "ram_gb", "128", 1, unit="GB"),
        hours("12", "fold", 40),
        hours("12", "fold", 80),
        claim("a", "platform", "gcp", 70),
        claim("a", "platform", "gcp", 30),
        claim("b", "models", "about a dozen", 1),
    )
    assert [(device.device, device.count, device.place.start) for device in found.hardware] == [("V100", 8, 9)]
    assert found.ram_gb is not None
    assert (found.ram_gb.value, found.ram_gb.place.writeup) == (64.0, "a")
    assert [(stated.value, stated.scope, stated.place.start) for stated in found.train_hours] == [(12.0, "fold", 40)]
    assert [(where.platform, where.place.start) for where in found.platforms] == [("gcp", 30)]
    assert found.models is not None
    assert (found.models.value, found.models.text) == (None, "about a dozen")


def test_silence_is_no_record() -> None:
    assert compute(solution(claim("a", "uses", "tta")), CARDS) is None
