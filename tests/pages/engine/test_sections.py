from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pages.engine.sections import Section, joined


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # the one file is written anew each time
@given(st.lists(st.binary(max_size=20), max_size=6))
def test_each_content_comes_back_by_itself(tmp_path: Path, contents: list[bytes]) -> None:
    file = tmp_path / "file"
    file.write_bytes(joined(contents))
    assert [Section(str(file), number).read_bytes() for number in range(len(contents))] == contents


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Section(str(tmp_path / "none"), 0).read_bytes()
