from pathlib import Path

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
