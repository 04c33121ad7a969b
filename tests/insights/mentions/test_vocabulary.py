"""Every row of the vocabulary: what expresses it, and what only looks like it."""

import csv
from pathlib import Path

import pytest
import yaml

from archive.vocab import VOCAB
from insights.mentions.forms import parse
from insights.mentions.hardware import hardware, hosts
from insights.mentions.predict import predict
from insights.mentions.reader import Reader
from insights.mentions.verdicts import _PROPER
from insights.mentions.vocabulary import Technique, devices, platforms, techniques

HERE = Path(__file__).parent
EXAMPLES = VOCAB / "examples"
TAXONOMY = Path(__file__).parents[4] / "shared" / "eval" / "taxonomy.tsv"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


TECHNIQUES = rows(HERE / "technique_examples.tsv")
DEVICES, PLATFORMS = rows(EXAMPLES / "hardware.tsv"), rows(EXAMPLES / "platforms.tsv")


def test_every_technique_has_examples() -> None:
    assert {row["id"] for row in TECHNIQUES} == set(techniques())
    assert len(techniques()) >= 169


def test_no_id_of_the_taxonomy_is_missing() -> None:
    if not TAXONOMY.exists():
        pytest.skip("the evaluation folder is not beside this project")
    with TAXONOMY.open(encoding="utf-8", newline="") as lines:
        assert {row["id"] for row in csv.DictReader(lines, delimiter="\t")} <= set(techniques())


@pytest.mark.parametrize("row", TECHNIQUES, ids=lambda row: row["id"])
def test_technique_is_seen_where_it_is_used_and_only_there(row: dict[str, str]) -> None:
    assert row["id"] in predict(row["yes"])["used"]
    assert row["id"] not in predict(row["no"])["used"]


def test_a_row_gives_way_only_to_rows_that_exist() -> None:
    assert {other for row in techniques().values() for other in row.unless} <= set(techniques())


@pytest.mark.parametrize("row", techniques().values(), ids=lambda row: row.id)
def test_no_expression_says_only_what_others_of_its_row_say(row: Technique) -> None:
    forms = {
        words: {(form.words, form.exact, form.star, form.tail) for form in parse(row.id, words)}
        for words in (*row.words, *row.weak)
        if not words.startswith("/")
    }
    assert len(row.words + row.weak) == len({*row.words, *row.weak})
    for words, own in forms.items():
        assert not own <= {form for other, others in forms.items() if other != words for form in others}, words


def test_every_device_and_platform_has_examples() -> None:
    assert [row["id"] for row in DEVICES] == list(devices())
    assert [row["id"] for row in PLATFORMS] == list(platforms())


@pytest.mark.parametrize("row", DEVICES + PLATFORMS, ids=lambda row: row["id"])
def test_device_or_platform_is_seen_where_it_is_used_and_only_there(row: dict[str, str]) -> None:
    def found(text: str) -> set[str]:
        reader = Reader(text)
        return {str(fact.value) for fact in (*hardware(reader), *hosts(reader))}

    assert row["id"] in found(row["yes"])
    assert row["id"] not in found(row["no"])


@pytest.mark.parametrize("name", devices())
def test_a_device_is_found_by_its_own_name(name: str) -> None:
    device = predict(f"All models were trained on 2 x NVIDIA {name} GPUs.")["compute"]["hardware"]
    assert [(entry["device"], entry["count"]) for entry in device] == [(name, 2)]


@pytest.mark.parametrize("name", ["hardware", "platforms", "metrics", "modalities", "prices"])
def test_every_row_names_its_source(name: str) -> None:
    """An address, the kind of public record, or `ours` where the row is a notion of this project."""
    with (VOCAB / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            known = row["source"].startswith("https://") or row["source"] in SOURCES[name]
            assert known or (name == "hardware" and not row["tflops_plain"] and not row["tflops_tensor"]), row["id"]


SOURCES = {
    "hardware": ("maker data sheet, from memory",),
    "platforms": ("ours",),
    "metrics": ("definition", "platform flag"),
    "modalities": ("ours",),
    "prices": (),
}
"""What stands for a source beside addresses."""


def test_devices_say_memory_and_year_that_exist() -> None:
    for device in devices().values():
        assert device.memory_gb is None or 1 <= device.memory_gb <= 4096
        assert device.year is None or 2008 <= device.year <= 2026


def test_words_that_announce_a_family_name_one_that_exists() -> None:
    families = {row.family for row in techniques().values()}
    contexts = yaml.safe_load((VOCAB / "contexts.yml").read_text(encoding="utf-8"))
    homes = {name.removeprefix("home_") for name in contexts if name.startswith("home_")}
    assert homes
    assert homes <= families
    assert set(_PROPER) <= families
