import csv
from datetime import date

import pytest

from insights.cards import REFERENCE, cards
from insights.glossary import VOCAB


def test_every_price_is_of_a_known_card_and_says_whose_and_when() -> None:
    with (VOCAB / "prices.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["device"] for row in rows}) == len(rows)
    for row in rows:
        price = cards()[row["device"]].price
        assert price is not None
        assert 0.1 < price.usd_hour < 50
        assert price.offer.endswith("on demand")
        assert price.source.endswith("price list")
        assert date(2015, 1, 1) < date.fromisoformat(price.as_of)


def test_the_reference_card_has_a_throughput() -> None:
    assert cards()[REFERENCE].tflops == 125


@pytest.mark.parametrize(
    ("card", "consumer"),
    [
        ("RTX 3090", True),
        ("RTX 4060 Ti", True),
        ("GTX 1080 Ti", True),
        ("Titan RTX", True),
        ("RTX 6000", False),
        ("RTX A6000", False),
        ("RTX 5000", False),
        ("T4", False),
        ("TPU v3-8", False),
    ],
)
def test_cards_for_desks(card: str, consumer: bool) -> None:
    assert cards()[card].consumer is consumer
