from pathlib import Path

import pytest

from harvesters.base import HarvestError, MissingCredentialsError
from pipeline.folder import made_if_missing


def ended_by(fault: HarvestError, root: Path, written: str = "") -> None:
    with made_if_missing(root):
        assert root.is_dir()
        if written:
            (root / written).touch()
        raise fault


@pytest.mark.parametrize(
    ("there", "written", "stays"),
    [(False, "", False), (True, "", True), (False, "note", True)],
    ids=["made", "empty-before", "written-meanwhile"],
)
def test_where_nobody_was_asked_only_a_folder_made_for_that_goes(
    tmp_path: Path, there: bool, written: str, stays: bool
) -> None:
    root = tmp_path / "data"
    if there:
        root.mkdir()
    with pytest.raises(MissingCredentialsError):
        ended_by(MissingCredentialsError("no token"), root, written)
    assert root.is_dir() == stays


def test_a_folder_stays_whatever_else_ends_a_harvest(tmp_path: Path) -> None:
    with pytest.raises(HarvestError):
        ended_by(HarvestError("broken off"), tmp_path / "data")
    assert (tmp_path / "data").is_dir()
