import gzip
import json
import struct
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import ipc

from archive.redact import Target
from archive.texts import read_pack, write_pack
from pages.engine.staging.stage import MARK
from pipeline.redaction.traces import Traces, clear_cassettes, clear_site, find_traces, plain

ADA = Target(frozenset({"u17"}), frozenset({"ada-ex"}), frozenset({"Ada & Co"}))


def test_a_name_after_an_escape_is_a_word() -> None:
    for ascii_only in (True, False):
        assert ADA.mentions(plain(json.dumps({"text": 'Thanks\nada-ex\tand "ada-ex"'}, ensure_ascii=ascii_only)))
    assert plain(json.dumps("🦊 é")) == '"🦊 é"'


@given(st.text(max_size=60))
def test_what_json_escapes_is_read_as_it_was(text: str) -> None:
    spaced = "".join(" " if letter in "\n\r\t\b\f" else letter for letter in text)
    assert plain(json.dumps(text))[1:-1] == spaced


def test_recorded_answers_stay_json_without_the_person(tmp_path: Path) -> None:
    path = tmp_path / "one.json.gz"
    path.write_bytes(gzip.compress(json.dumps({"text": "By\nada-ex", "id": 17, "of": ["Ada & Co", 170]}).encode()))
    assert clear_cassettes(tmp_path, ADA) == 1
    assert json.loads(gzip.decompress(path.read_bytes())) == {"text": "By\nredacted", "id": 0, "of": ["redacted", 170]}


def test_a_recorded_text_goes_whole_where_the_name_is_escaped_or_in_wide_letters(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text(json.dumps(["by&nbsp;Ada &amp; Co", "https://example.org/%61da-ex", "ａｄａ-ex", "ada-ex won"]))
    assert clear_cassettes(tmp_path, ADA) == 1
    assert json.loads(path.read_text()) == ["redacted", "redacted", "redacted", "redacted won"]


def test_the_database_of_a_killed_import_goes(tmp_path: Path) -> None:
    folder = tmp_path / "meta_kaggle-x1"
    folder.mkdir()
    with duckdb.connect(str(folder / "tables.duckdb")) as database:
        database.execute("CREATE TABLE names AS SELECT 'ada-ex' || i % 7 AS name FROM range(100000) t(i)")
    (folder / "spill.block").write_bytes(b"packed")
    (folder / "Teams.csv").write_text("Id,TeamName\n1,Others\n")
    find_traces([tmp_path], ADA, set(), keep=frozenset()).delete()
    assert [path.name for path in folder.iterdir()] == ["Teams.csv"]


def test_every_file_of_a_site_that_names_the_person_goes(tmp_path: Path) -> None:
    site = tmp_path / "site"
    naming = {
        "people/ada-ex/index.html": "nobody", "a.html": "<bdi>Ada &amp; Co</bdi>", "b.json": '{"n":"bo\\nada-ex\\ncy"}',
        "c.csv": "1,ada-ex", "d.json": '{"person":"u17"}', "x.parquet": "PAR1", "pagefind/en.pf_index": "",
    }  # fmt: skip
    for name, content in {**naming, ".leaderlore-site": "", "e.html": "nada-example u170"}.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(content)
    assert clear_site(site, ADA) == len(naming)
    assert sorted(path.name for path in site.rglob("*") if path.is_file()) == [".leaderlore-site", "e.html"]


def test_of_texts_in_one_file_those_go_that_name_the_person(tmp_path: Path) -> None:
    texts = {"a1": "By\nada-ex, and \\n by nobody", "b2": "of account u17", "c3": "their own", "d4": "nada-example"}
    pack, gone = tmp_path / "texts" / "toy.json", {"a1", "b2", "c3"}
    write_pack(pack, texts)
    found = find_traces([tmp_path], ADA, {"c3"}, frozenset())
    assert found == Traces([], {pack: gone}, gone)
    assert read_pack(pack) == texts
    assert found.delete() == 3
    assert read_pack(pack) == {"d4": "nada-example"}
    assert find_traces([tmp_path], ADA, {"d4"}, frozenset()).delete() == 1
    assert not pack.exists()


def test_a_torn_file_of_texts_that_names_the_person_goes_whole(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    for name, content in {"one.json": '{"a1": "by ada-ex, and', "two.json": '{"a1": "by nobody, and'}.items():
        (tmp_path / "texts" / name).write_text(content)
    assert find_traces([tmp_path], ADA, set(), frozenset()).delete() == 1
    assert [path.name for path in tmp_path.rglob("*.json")] == ["two.json"]


@pytest.mark.parametrize("name", ["one.json.gz", "one.arrow"])
def test_a_packed_file_that_is_torn_goes_whole_for_nobody_can_search_it(tmp_path: Path, name: str) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    whole = gzip.compress(b"by nobody " * 100)
    damaged = whole[:-20], whole[:10] + b"\xff" * 20, b"no packed file"
    for folder in (site, cache):
        folder.mkdir()
        for number, content in enumerate(damaged):
            (folder / f"{number}-{name}").write_bytes(content)
        (folder / f"blank-{name}").write_bytes(b"")
    (site / MARK).touch()
    assert find_traces([cache], ADA, set(), frozenset()).delete() == len(damaged)
    assert clear_site(site, ADA) == len(damaged)
    assert [path.name for path in cache.iterdir()] == [f"blank-{name}"]


def test_a_recorded_answer_that_is_torn_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "one.json.gz").write_bytes(gzip.compress(b"by ada-ex")[:10] + b"\xff" * 20)
    assert clear_cassettes(tmp_path, ADA) == 0


def test_columns_that_point_elsewhere_go(tmp_path: Path) -> None:
    columns = pa.table({"name": ["Ada & Co", "bo"]})
    with ipc.new_stream(tmp_path / "one.arrow", columns.schema) as stream:
        stream.write_table(columns)
    packed = (tmp_path / "one.arrow").read_bytes()
    offsets = struct.pack("<3i", 0, 8, 10)
    assert packed.count(offsets) == 1
    (tmp_path / "one.arrow").write_bytes(packed.replace(offsets, struct.pack("<3i", 0, -8, 10)))
    assert find_traces([tmp_path], ADA, set(), frozenset()).delete() == 1
