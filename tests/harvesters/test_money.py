import pytest

from harvesters.money import print_reward, read_reward


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("$25,000", {"reward": "$25,000", "prize_usd": 25000.0}),
        ("$1,500.50", {"reward": "$1,500.50", "prize_usd": 1500.5}),
        ("€5,000", {"reward": "€5,000"}),
        ("25,000 Usd", {"reward": "$25,000", "prize_usd": 25000.0}),
        ("1,225,000 USD", {"reward": "$1,225,000", "prize_usd": 1225000.0}),
        ("5,000 Eur", {"reward": "€5,000"}),
        ("0 Usd", {}),
        ("25,000 Gold", {"reward": "25,000 Gold"}),
        ("Swag", {"reward": "Swag"}),
        ("-", {}),
        ("USD", {}),
        (" ", {}),
    ],
)
def test_only_dollars_become_a_number(text, facts):
    assert read_reward(text) == facts


@pytest.mark.parametrize(
    ("kind", "quantity", "printed"),
    [
        ("USD", 25000.0, "$25,000"),
        ("EUR", 5000.0, "€5,000"),
        ("USD", 0.0, ""),
        ("USD", None, ""),
        ("Kudos", 1.0, "Kudos"),
        (None, None, ""),
    ],
)
def test_type_and_quantity_print_as_people_write_them(kind, quantity, printed):
    assert print_reward(kind, quantity) == printed
