from pathlib import Path

import pytest

from archive.check import check
from archive.check.problem import Problem
from tests.archive.small import write_small

FILE = "corrections/apples.yml"


def problems_of(root: Path, text: str) -> list[Problem]:
    write_small(root)
    (root / FILE).write_text(f"- {{{text}, reason: counted by hand}}\n")
    return check(root)


@pytest.mark.parametrize(
    ("text", "field", "told"),
    [
        ("record: competition, field: taems, value: 52, expect: 51", "field", "did you mean 'teams'?"),
        ("record: competition, field: moon, value: 52, expect: 51", "field", "the data dictionary lists"),
        ("record: competition, field: deadline, value: 10 May 2025, expect: null", "value", "mend record or value"),
        ("record: leaderboard/999, field: private_score, value: 0.5, expect: 0.4", "value", "there is no such row"),
    ],
    ids=["misspelt", "unknown", "no date", "no row"],
)
def test_a_correction_that_can_never_hold_is_an_error(tmp_path: Path, text: str, field: str, told: str) -> None:
    (problem,) = problems_of(tmp_path, text)
    assert (problem.file, problem.field, problem.severity) == (FILE, field, "error")
    assert told in str(problem)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("record: competition, field: teams, value: 53, expect: 52", "not applied yet: run `leaderlore correct`"),
        ("record: competition, field: teams, value: 53, expect: 60", "expects 60, but the archive says 52"),
        ("record: competition, field: teams, value: null, expect: 52", "not applied yet"),
    ],
    ids=["waits", "upstream moved", "takes a fact away"],
)
def test_a_correction_that_is_not_in_force_is_a_warning(tmp_path: Path, text: str, told: str) -> None:
    (problem,) = problems_of(tmp_path, text)
    assert (problem.file, problem.severity) == (FILE, "warning")
    assert told in str(problem)


def test_a_correction_in_force_is_no_problem(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "record: competition, field: teams, value: 52, expect: 51") == []
    assert problems_of(tmp_path, "record: competition, field: reward, value: null, expect: 51") == []


def test_a_damaged_competition_is_the_only_fault_and_nothing_that_speaks_of_it_is_to_be_deleted(tmp_path: Path) -> None:
    write_small(tmp_path)
    facts = tmp_path / "competitions" / "apples" / "competition.json"
    facts.write_text(facts.read_text()[:100])
    assert {problem.file for problem in check(tmp_path)} == {"competitions/apples/competition.json"}
