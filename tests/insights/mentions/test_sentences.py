"""What one sentence, heading or list says, in the many ways in which people say it: `*_sentences.tsv` beside this file.

`\\n` in a row is a line break. A row is added where a way of saying something was read wrong.
"""

import csv
from pathlib import Path
from typing import Any

import pytest

from insights.mentions.predict import predict


def rows(name: str) -> list[tuple[str, str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as lines:
        found = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(says, text.replace("\\n", "\n")) for says, text in list(found)[1:]]


def read(text: str) -> dict[str, Any]:
    return predict(f"# Notes\n\nThis is what we did.\n\n{text}\n")


@pytest.mark.parametrize(("says", "text"), rows("status_sentences.tsv"))
def test_whether_mixup_was_used(says: str, text: str) -> None:
    found = read(text)
    assert says == next((status for status in ("used", "rejected") if "mixup" in found[status]), "neither")


@pytest.mark.parametrize(("says", "text"), rows("technique_sentences.tsv"))
def test_which_techniques_were_used(says: str, text: str) -> None:
    used = read(text)["used"]
    assert {told: told[1:] in used for told in says.split()} == {told: told[0] == "+" for told in says.split()}


@pytest.mark.parametrize(("says", "text"), rows("number_sentences.tsv"))
def test_numbers(says: str, text: str) -> None:
    found = read(text)
    told = {**found["compute"], **found["ensemble"], **found["scores"]}
    told["hardware"] = ";".join(f"{card['device']} x{card['count']}" for card in told["hardware"])
    told["platforms"] = ";".join(told["platforms"])
    for name, value in (part.split("=") for part in says.split(", ")):
        said = told[name]
        if said is None or value == "None":
            assert str(said) == value, name
        else:
            assert said == value if isinstance(said, str) else said == pytest.approx(float(value), abs=1e-3), name
