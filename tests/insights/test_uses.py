from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from insights.uses import Pairs, uses_of
from tests.insights.knowledge_toys import toy_practice

WIDTH = 5


@st.composite
def told(draw: st.DrawFn) -> tuple[list[set[int]], list[int]]:
    """Columns that each row tells of, and a group for each row."""
    rows = draw(st.lists(st.sets(st.integers(0, WIDTH - 1)), max_size=12))
    return rows, draw(st.lists(st.integers(0, 3), min_size=len(rows), max_size=len(rows)))


@given(told())
def test_pairs_count_as_sets_do(case: tuple[list[set[int]], list[int]]) -> None:
    rows, groups = case
    cells = np.array([(row, column) for row, columns in enumerate(rows) for column in columns], dtype=np.int64)
    row, column = cells.reshape(-1, 2).T
    pairs, group = Pairs(row, column, WIDTH), np.array(groups, dtype=np.int64)
    everything = range(WIDTH)
    assert pairs.count().tolist() == [sum(one in told for told in rows) for one in everything]
    first = [told for told, number in zip(rows, groups, strict=True) if number == 0]
    assert pairs.count(group == 0).tolist() == [sum(one in told for told in first) for one in everything]
    held = {(number, one) for told, number in zip(rows, groups, strict=True) for one in told}
    assert pairs.count_groups(group).tolist() == [sum(pair[1] == one for pair in held) for one in everything]
    both = pairs.count_both()
    for one, other in combinations(everything, 2):
        assert both[one, other] == both[other, one] == sum({one, other} <= told for told in rows)
    assert both.diagonal().tolist() == pairs.count().tolist()


def test_solutions_are_rows_and_unknown_techniques_are_in_no_column() -> None:
    practices = [
        toy_practice("a", 2021, {1: ["tta", "other"], None: ["unet"]}, "image"),
        toy_practice("b", 2019, {}, "audio"),
        toy_practice("c", 2019, {3: ["unet", "tta"]}, "image", "detection"),
    ]
    uses = uses_of(practices, ("tta", "unet"))
    assert uses.competition.tolist() == [0, 0, 2]
    assert uses.rank.tolist()[::2] == [1, 3]
    assert sorted(zip(uses.used.row.tolist(), uses.used.column.tolist(), strict=True)) == [
        (0, 0),
        (1, 1),
        (2, 0),
        (2, 1),
    ]
    assert {year: rows.tolist() for year, rows in uses.years.items()} == {
        "2019": [False, False, True],
        "2021": [True, True, False],
    }
    assert list(uses.years) == ["2019", "2021"]
    assert {kind: int(rows.sum()) for kind, rows in uses.modalities.items()} == {"detection": 1, "image": 3}
