from pathlib import Path

import pytest

from harvesters.kaggle.journal import Journal

MONDAY, TUESDAY, NEXT_WEEK = "2026-06-01T00:00:00Z", "2026-06-02T00:00:00Z", "2026-06-08T00:00:01Z"


def test_a_run_goes_on_with_its_units_and_its_date(tmp_path: Path) -> None:
    first = Journal(tmp_path, MONDAY, {})
    first.begin("lemons/boards")
    first.finish("lemons/boards")
    first.begin("limes/boards")
    second = Journal(tmp_path, TUESDAY, {})
    assert (second.id, second.started, second.resumed) == (first.id, MONDAY, True)
    assert second.done("lemons/boards")
    assert not second.begun("lemons/boards")
    assert second.begun("limes/boards")
    assert not second.done("limes/boards")


def test_a_complete_run_is_followed_by_a_new_one(tmp_path: Path) -> None:
    first = Journal(tmp_path, MONDAY, {})
    first.finish("lemons/boards")
    first.close()
    second = Journal(tmp_path, MONDAY, {})
    assert second.id != first.id
    assert not second.done("lemons/boards")


def test_a_stale_run_is_not_gone_on_with(tmp_path: Path) -> None:
    Journal(tmp_path, MONDAY, {}).finish("lemons/boards")
    late = Journal(tmp_path, NEXT_WEEK, {})
    assert (late.started, late.resumed) == (NEXT_WEEK, False)


def test_other_options_are_another_run(tmp_path: Path) -> None:
    Journal(tmp_path, MONDAY, {}).finish("lemons/boards")
    assert not Journal(tmp_path, MONDAY, {"only": ["limes"]}).resumed
    assert Journal(tmp_path, MONDAY, {}).resumed


def test_a_line_cut_in_half_by_a_kill_is_forgotten(tmp_path: Path) -> None:
    first = Journal(tmp_path, MONDAY, {})
    first.finish("lemons/boards")
    (path,) = tmp_path.iterdir()
    whole = path.read_text()
    for end in range(len(whole)):
        path.write_text(whole[:end])
        journal = Journal(tmp_path, MONDAY, {})
        journal.finish("limes/boards")
        assert Journal(tmp_path, MONDAY, {}).done("limes/boards")


@pytest.mark.parametrize("damage", [b"\0" * 40 + b"\n", b"7\n", b"\xff\xfe\n", b"\n"])
def test_a_line_that_a_power_cut_damaged_is_passed_over(damage: bytes, tmp_path: Path) -> None:
    first = Journal(tmp_path, MONDAY, {})
    first.finish("lemons/boards")
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes() + damage)
    first.finish("limes/boards")
    second = Journal(tmp_path, TUESDAY, {})
    assert second.done("lemons/boards")
    assert second.done("limes/boards")


def test_a_run_whose_first_line_is_damaged_starts_anew(tmp_path: Path) -> None:
    Journal(tmp_path, MONDAY, {}).finish("lemons/boards")
    (path,) = tmp_path.iterdir()
    path.write_bytes(b"\0" + path.read_bytes()[1:])
    assert not Journal(tmp_path, TUESDAY, {}).resumed
    assert not Journal(tmp_path, TUESDAY, {}).done("lemons/boards")
