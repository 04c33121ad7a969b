import csv
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from archive.vocab import VOCAB
from insights.glossary import FAMILIES, glossary, name_of
from insights.mentions.vocabulary import techniques

TAXONOMY = Path(__file__).parents[3] / "shared" / "eval" / "taxonomy.tsv"


def test_entries_are_whole_and_told_in_a_sentence_or_two() -> None:
    for entry in glossary().values():
        assert entry.family in FAMILIES, entry.id
        assert 40 <= len(entry.text) <= 260, entry.id
        assert entry.text.endswith("."), entry.id
        assert not entry.source or urlsplit(entry.source).scheme == "https", entry.id
    assert len({entry.text for entry in glossary().values()}) == len(glossary())


def test_rows_are_unique() -> None:
    with (VOCAB / "descriptions.csv").open(encoding="utf-8", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == list(glossary())


def test_what_is_found_in_texts_is_described_and_so_counted_on_pages() -> None:
    """Whoever adds words alone gets claims that no page shows."""
    assert techniques().keys() == glossary().keys()


def test_every_technique_of_the_taxonomy_is_described_in_other_words() -> None:
    if not TAXONOMY.is_file():
        pytest.skip(f"{TAXONOMY} is not there: the taxonomy cannot be compared")
    with TAXONOMY.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert {row["id"]: row["family"] for row in rows}.items() <= {e.id: e.family for e in glossary().values()}.items()
    whole_sentences = {row["id"]: row["definition"] for row in rows if len(row["definition"]) > 30}
    assert not [key for key, definition in whole_sentences.items() if definition in glossary()[key].text]


def test_an_id_of_a_newer_vocabulary_names_itself() -> None:
    assert name_of("tta") == "Test-time augmentation"
    assert name_of("not-yet-known") == "not-yet-known"
