import json
from dataclasses import replace
from pathlib import Path

import pytest
from frictionless import Package, Resource

from archive.descriptor import Settings, SettingsError, describe, read_settings, write_descriptor
from archive.layout import SCHEMA_VERSION
from archive.records import Source
from archive.store import State
from tests.archive.small import small_state, write_small

LISTS = Source(name="lists", url="https://example.org/list", terms="ask first", licence="MIT")


def with_slug(state: State, slug: str) -> State:
    return replace(state, competition=state.competition.model_copy(update={"slug": slug}))


def with_setting(setting: str) -> str:
    return f'{{"leaderlore": {{"schema": 1, "text_policy": "none", "fictional": false, {setting}}}}}'


def test_the_reference_library_accepts_descriptor_and_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = write_small(tmp_path)
    archive.save("pears", with_slug(small_state(), "pears"))
    write_descriptor(tmp_path, Settings(text_policy="none", sources=(LISTS,)))
    monkeypatch.chdir(tmp_path)
    descriptor = json.loads((tmp_path / "datapackage.json").read_text())
    assert Package.validate_descriptor(descriptor).valid
    tables = [resource for resource in descriptor["resources"] if resource.get("format") == "csv"]
    assert {table["name"] for table in tables} >= {"leaderboards", "scores", "redactions", "changes", "verdicts"}
    for table in tables:
        report = Resource.from_descriptor(table).validate()
        assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])


def test_it_names_every_file_with_its_columns_and_no_hash_or_time(tmp_path: Path) -> None:
    archive = write_small(tmp_path)
    described = describe(archive.root, read_settings(archive.root))
    paths = [p for r in described["resources"] for p in ([r["path"]] if isinstance(r["path"], str) else r["path"])]
    files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert set(paths) == files - {"datapackage.json", "corrections/apples.yml"}
    (board,) = [r for r in described["resources"] if r["name"] == "leaderboards"]
    types = {field["name"]: field["type"] for field in board["schema"]["fields"]}
    assert (types["team"], types["members"], types["private_rank"], types["private_score"], types["is_benchmark"]) == (
        "string", "string", "integer", "number", "boolean",
    )  # fmt: skip
    assert all(field["description"] for field in board["schema"]["fields"])
    assert not {"hash", "bytes", "created"} & set(board)


def test_settings_are_read_back(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == Settings()
    settings = Settings(text_policy="full", fictional=True, people_min_teams=5, sources=(LISTS,))
    assert write_descriptor(tmp_path, settings)
    assert read_settings(tmp_path) == settings
    assert not write_descriptor(tmp_path, settings)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "restore it from git"),
        ("[]", "restore it from git"),
        ('{"leaderlore": {"schema": 1}}', "restore it from git"),
        ('{"leaderlore": {"schema": 99, "text_policy": "none", "fictional": false}}', "update leaderlore"),
        ('{"leaderlore": []}', "restore it from git"),
        (
            with_setting('"people_noindex": true').removesuffix("}") + ', "sources": [{}]}',
            "broken .name: Field required",
        ),
        (with_setting('"people_min_teams": "3000"'), "people_min_teams is '3000': write a whole number from 1 on"),
        (with_setting('"people_min_teams": 0'), "write a whole number from 1 on"),
        (with_setting('"people_min_teams": true'), "write a whole number from 1 on"),
        (with_setting('"people_noindex": "false"'), "people_noindex is 'false': write true or false"),
        (with_setting('"people_min_team": 3000'), "no setting people_min_team: mend its name"),
        ('{"leaderlore": {"schema": 1, "text_policy": "some", "fictional": false}}', "use one of full, excerpt, none"),
    ],
)
def test_a_descriptor_that_cannot_be_used_says_what_to_do(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text(text)
    with pytest.raises(SettingsError, match=says):
        read_settings(tmp_path)
    assert SCHEMA_VERSION < 99


def test_of_a_descriptor_that_is_not_text_the_message_is_no_copy(tmp_path: Path) -> None:
    write_descriptor(tmp_path, Settings())
    path = tmp_path / "datapackage.json"
    path.write_bytes(path.read_bytes().replace(b"Leaderlore", b"\xfc", 1))
    with pytest.raises(SettingsError) as raised:
        read_settings(tmp_path)
    assert "can't decode byte 0xfc" in str(raised.value)
    assert len(str(raised.value)) < 300
