from archive.authority import CORRECTION, PROVISIONAL, source_name
from harvesters.base import all_harvesters


def test_readers_are_told_names_and_no_ids() -> None:
    for name in all_harvesters():
        assert source_name(name) != name, "name it in archive/authority.py"
        assert "_" not in source_name(name + PROVISIONAL)
    assert source_name(f"meta_kaggle{PROVISIONAL}") == "Meta Kaggle (before the deadline)"
    assert source_name(CORRECTION) == "corrections by hand"
    assert source_name("somebody_else") == "somebody else"
