import numpy as np
import pytest

from pipeline.demo.forums import ordinal
from pipeline.demo.names import display_names, handles, place, team_names


def test_handles_are_unique() -> None:
    made = handles(np.arange(50_000)).to_pylist()
    assert len(set(made)) == 50_000
    assert all(name.isascii() and name.isalnum() for name in made)


def test_columns_and_single_names_come_from_one_rule() -> None:
    numbers = np.array([0, 7, 1234])
    shown = display_names(numbers * 31 + 5).to_pylist()
    assert [name.split()[0] for name in shown] == [place(int(number)) for number in numbers]


def test_team_names_are_words() -> None:
    assert all(len(name.split()) == 3 for name in team_names(np.arange(100)).to_pylist())


@pytest.mark.parametrize(
    ("rank", "written"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (13, "13th"), (21, "21st"), (112, "112th")],
)
def test_ordinals(rank: int, written: str) -> None:
    assert ordinal(rank) == written
