import gzip
import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from archive.redact import Target
from pipeline.traces import clear_cassettes, clear_site, plain

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
