from pathlib import Path

import pytest

from archive.redact import Target
from archive.store import Archive
from pipeline import unasked
from pipeline.unasked import Unasked


@pytest.mark.parametrize(("most", "listed"), [(2, True), (1, False)])
def test_accounts_that_are_gone_in_great_number_are_a_cut_table_not_people_to_redact(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, listed: bool
) -> None:
    monkeypatch.setattr(unasked, "MOST_DELETED", most)
    archive, warnings = Archive(tmp_path / "data"), list[str]()
    archive.root.mkdir()
    gone = Unasked(deleted=Target(frozenset(), frozenset({"ann", "bob"}), frozenset()))
    changed = gone.redact(archive, tmp_path / "cache", "2026-01-05", warnings.append)
    assert (bool(archive.redactions()), "redactions.csv" in changed, bool(warnings)) == (listed, listed, not listed)
