from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pages.engine.cache.sections import Section, joined
from pages.engine.cache.whole import DamagedError


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # the one file is written anew each time
@given(st.lists(st.binary(max_size=20), max_size=6))
def test_each_content_comes_back_by_itself(tmp_path: Path, contents: list[bytes]) -> None:
    file = tmp_path / "file"
    file.write_bytes(joined(contents))
    assert [Section(str(file), number).read_bytes() for number in range(len(contents))] == contents


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.binary(max_size=20), min_size=1, max_size=4), st.data())
def test_of_a_damaged_file_comes_what_was_written_or_an_error(
    tmp_path: Path, contents: list[bytes], data: st.DataObject
) -> None:
    file, whole = tmp_path / "file", joined(contents)
    at = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.binary(max_size=len(whole) - at))
    ends = st.sampled_from((b"", other + whole[at + len(other) :], bytes(len(whole) - at)))
    file.write_bytes(whole[:at] + data.draw(ends))
    for number, content in enumerate(contents):
        with suppress(DamagedError):
            assert Section(str(file), number).read_bytes() == content


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Section(str(tmp_path / "none"), 0).read_bytes()
