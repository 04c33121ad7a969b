import numpy as np
import pytest

from archive.records import Standing
from pages.engine.dossiers.columns import Columns

HEAD = "team,name,members,public_rank,public_score_text,public_score,submissions,medal,is_benchmark,platform_arrow\n"


def columns(rows: str) -> Columns:
    return Columns((HEAD + rows).encode(), Standing)


def test_each_type_of_cell() -> None:
    read = columns('a,"x\ny",b;c,2,\'=1,0.5,0,gold,true,0\nb,né €,,,,,,,false,\nc,,,,,,,,,-3\n')
    assert read.ints("public_rank").tolist() == [2, 0, 0]
    assert read.ints("platform_arrow").tolist() == [0, 0, -3]
    assert np.array_equal(read.floats("public_score"), [0.5, np.nan, np.nan], equal_nan=True)
    assert read.known("medal").tolist() == [True, False, False]
    assert read.true("is_benchmark").tolist() == [True, False, False]
    assert read.text("public_score_text")[0] == "=1"
    assert read.text("name")[2] is None
    assert read.cells("name", np.array([1, 0])) == ["né €", "x\ny"]
    assert read.rows(np.array([0, 2])) == [
        {"team": "a", "name": "x\ny", "members": "b;c", "public_rank": 2, "public_score_text": "=1",
         "public_score": 0.5, "submissions": 0, "medal": "gold", "is_benchmark": True, "platform_arrow": 0},
        {"team": "c", "platform_arrow": -3},
    ]  # fmt: skip


def test_a_file_without_rows() -> None:
    read = columns("")
    assert read.ints("public_rank").tolist() == read.floats("public_score").tolist() == []
    assert read.true("is_benchmark").tolist() == read.known("medal").tolist() == []
    assert read.cells("name", np.arange(0)) == read.rows(np.arange(0)) == []


def test_a_file_that_arrow_reads_in_pieces() -> None:
    teams = 40_000  # more than a megabyte
    read = columns("".join(f"{i},team {i},,{i},{i}.5,{i}.5,,,false,\n" for i in range(1, teams + 1)))
    assert np.array_equal(read.ints("public_rank"), np.arange(1, teams + 1))
    assert np.array_equal(read.floats("public_score"), np.arange(1, teams + 1) + 0.5)
    assert read.text("name")[teams - 1] == f"team {teams}"


@pytest.mark.parametrize("cell", ["inf", "-inf", "nan", "1e999"])
def test_scores_are_finite(cell: str) -> None:
    with pytest.raises(ValueError, match="public_score"):
        columns(f"a,,,1,{cell},{cell},,,,\n").floats("public_score")
