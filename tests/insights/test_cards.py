import csv
import re
from datetime import date

import pytest

from archive.vocab import VOCAB
from insights.cards import REFERENCE, Card, cards, relative


def web_address(text: str) -> bool:
    return re.fullmatch(r"https://[\w.-]+/\S+", text) is not None


def test_every_price_is_of_a_known_card_and_says_whose_and_when() -> None:
    with (VOCAB / "prices.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["device"] for row in rows}) == len(rows)
    for row in rows:
        price = cards()[row["device"]].price
        assert price is not None
        assert 0.1 < price.usd_hour < 50
        assert price.offer.endswith("AWS us-east-1, on demand"), "one seller, so that prices compare"
        assert web_address(price.source)
        day = re.sub(r"-Q([1-4])$", lambda quarter: f"-{3 * int(quarter[1]) - 2:02}-01", price.as_of)
        assert date(2015, 1, 1) < date.fromisoformat(day)


def test_every_card_has_a_peak_and_says_where_it_stands_or_has_neither() -> None:
    for card in cards().values():
        assert bool(card.tflops_plain or card.tflops_tensor) == bool(card.source), card.id
        assert card.source in ("", "maker data sheet, from memory") or web_address(card.source), card.id
        if card.tflops_plain and card.tflops_tensor:
            assert card.tflops_plain < card.tflops_tensor, card.id


def test_the_reference_card_has_both_peaks() -> None:
    assert (cards()[REFERENCE].tflops_plain, cards()[REFERENCE].tflops_tensor) == (15.7, 125)


def test_like_is_compared_with_like() -> None:
    reference = Card("R", 10.0, 100.0)
    assert relative(Card("with tensor cores", 20.0, 50.0), reference) == (0.5, "50 / 100 tensor TFLOPS of one R")
    assert relative(Card("without", 5.0), reference) == (0.5, "5 / 10 plain TFLOPS of one R")
    assert relative(Card("matrices only", None, 200.0), reference) == (2.0, "200 / 100 tensor TFLOPS of one R")
    assert relative(Card("matrices only", None, 200.0), Card("R", 10.0)) is None
    assert relative(Card("unknown"), reference) is None


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
