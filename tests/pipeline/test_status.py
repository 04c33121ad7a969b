import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.descriptor import Settings, write_descriptor
from archive.store import Archive
from pipeline.cli import main
from pipeline.status import status
from tests.archive.small import NOW, write_small


def test_an_empty_archive_has_nothing(tmp_path: Path) -> None:
    found = status(Archive(tmp_path / "nowhere"))
    assert (found.competitions, found.oldest, found.records, found.missing, found.runs) == (0, None, {}, {}, ())


def test_what_is_there_is_counted_and_what_is_missing_is_named(tmp_path: Path) -> None:
    found = status(write_small(tmp_path))
    assert (found.competitions, found.schema, found.text_policy) == (2, 1, "none")
    assert (found.oldest, found.newest) == (NOW, NOW)
    assert found.records == {"teams on boards": 52, "rows of boards without teams": 3, "topics": 1, "messages": 2,
                             "write-ups": 1, "claims": 2, "people": 3}  # fmt: skip
    assert found.categories == {"unknown": 2}
    assert found.facts_by_source == {"kaggle": 8}
    assert found.missing == {"category": 2, "public_share": 2, "title": 1, "deadline": 1, "metric": 1, "teams": 1,
                             "a private board with teams": 1, "write-ups": 1}  # fmt: skip
    assert [run.source for run in found.runs] == ["kaggle"]


def test_the_command_prints_lines_or_one_document(tmp_path: Path) -> None:
    write_small(tmp_path)
    lines = CliRunner().invoke(main, ["--data", str(tmp_path), "status"])
    assert lines.exit_code == 0
    assert f"{tmp_path}: 2 competitions, facts of 2026-01-02 to 2026-01-02; schema 1" in lines.output
    assert "  score_boards --from PATH: Leaderboards exported as CSV" in lines.output
    document = json.loads(CliRunner().invoke(main, ["--data", str(tmp_path), "--json", "status"]).stdout)
    assert document["records"]["teams on boards"] == 52
    assert document["runs"][0]["counts"] == {"competitions": 2}
    assert all(source["title"] and source["url"] and source["terms"] for source in document["sources"])


@pytest.mark.parametrize("name", ["status", "migrate"])
def test_a_newer_archive_is_refused_with_what_to_do(name: str, tmp_path: Path) -> None:
    write_descriptor(tmp_path, Settings(schema_version=99))
    done = CliRunner().invoke(main, ["--data", str(tmp_path), name])
    assert done.exit_code == 2
    assert "update leaderlore" in done.output
