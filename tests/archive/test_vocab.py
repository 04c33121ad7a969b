"""A faulty row of `vocab/` is told with its file, and before any text is read."""

import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.vocab import VOCAB, VocabularyError, lists, table
from insights.cards import cards
from insights.mentions import contexts
from insights.mentions.forms import BadFormError
from insights.mentions.vocabulary import devices, techniques

ROOT = Path(__file__).parents[2]


def written(folder: Path, text: str, name: str) -> Path:
    path = folder / "vocab" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id,size\none,1,2\n", "vocab/a.csv, row 'one': 3 cells under 2 heads"),
        ("id,size\none,big\n", "row 'one': could not convert string to float: 'big'"),
        ("id,size\none,1\none,2\n", "row 'one': stands there twice"),
        ("id\none\n", "row 'one': there is no column 'size'"),
        ('id,size\n"one,1\n', "vocab/a.csv: unexpected end of data"),
        (None, "vocab/a.csv: [Errno 2]"),
        ("id,size\n", "vocab/a.csv: holds no rows: is the file cut?"),
        ("\n", "vocab/a.csv: holds no rows"),
    ],
)
def test_a_faulty_table_names_the_row(tmp_path: Path, text: str | None, told: str) -> None:
    path = written(tmp_path, text, "a.csv") if text else tmp_path / "vocab" / "a.csv"
    with pytest.raises(VocabularyError) as error:
        table(path, lambda row: float(row["size"]))
    assert told in str(error.value)
    assert str(error.value).endswith(": mend it and run the same command again")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("focal:\n  words: [focal\n", "vocab/loss.yml: line 3: not YAML"),
        ("- focal\n", "vocab/loss.yml: holds no rows"),
        (
            "focal:\n  words: [a]\nfocal:\n  words: [b]\n",
            "vocab/loss.yml: line 3: not YAML ('focal' stands there twice)",
        ),
        ("focal:\n  words: [a]\n  words: [b]\n", "vocab/loss.yml: line 3: not YAML ('words' stands there twice)"),
        ("focal:\n  words: focal loss\n", "vocab/loss.yml, row 'focal': 'words' is no list of strings"),
        ("focal:\n  words: [1]\n", "row 'focal': 'words' is no list of strings"),
        ("focal:\n  word: [focal]\n", "row 'focal': there is no list 'word' (words, weak, not, needs, unless)"),
        ("focal:\n", "row 'focal': holds no lists (words, weak,"),
        ("focal:\n  not: [fine, '(@@']\n", "row 'focal': missing ), unterminated subpattern at position 0 in '(\\x02'"),
    ],
)
def test_a_faulty_technique_names_the_row(tmp_path: Path, text: str, told: str) -> None:
    path = written(tmp_path, text, "loss.yml")
    with pytest.raises(VocabularyError) as error:
        techniques(path.parent)
    assert told in str(error.value)


def test_a_table_that_a_spreadsheet_saved_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufeffid,size\r\none,1\r\n", "a.csv")
    assert table(path, lambda row: (row["id"], row["size"])) == {"one": ("one", "1")}


def test_a_technique_of_two_files_names_both(tmp_path: Path) -> None:
    for name in ("data.yml", "loss.yml"):
        folder = written(tmp_path, "focal:\n  words: [focal]\n", name).parent
    with pytest.raises(VocabularyError, match=r"loss\.yml, row 'focal': stands in data\.yml too"):
        techniques(folder)


def test_faulty_numbers_of_devices_and_prices_are_told(tmp_path: Path) -> None:
    hardware = (VOCAB / "hardware.csv").read_text()
    path = written(tmp_path, hardware.replace(",192,2024,", ",192,later,", 1), "hardware.csv")
    with pytest.raises(VocabularyError, match=r"hardware\.csv, row 'B200': invalid literal for int"):
        devices(path)
    written(tmp_path, "device,usd_hour,offer,source,as_of\nT4,cheap,x,y,z\n", "prices.csv")
    with pytest.raises(VocabularyError, match=r"prices\.csv, row 'T4': could not convert"):
        cards(path.parent)


@pytest.mark.parametrize(
    ("phrases", "told"),
    [
        ({"not": ("fine", "(")}, "contexts.yml, row 'not': missing )"),
        ({"not": ("\\bfine", "\\b(")}, "contexts.yml, row 'not': missing )"),
        ({"not": ("<other>",)}, "contexts.yml, row 'not': 'other' is not known here"),
    ],
)
def test_a_faulty_phrase_names_its_list(
    monkeypatch: pytest.MonkeyPatch, phrases: dict[str, tuple[str, ...]], told: str
) -> None:
    monkeypatch.setattr(contexts, "_phrases", lambda: phrases)
    uncached: Callable[[str], Any] = contexts.context.__wrapped__
    with pytest.raises(VocabularyError) as error:
        uncached("not")
    assert told in str(error.value)


def test_lists_are_read_as_they_stand(tmp_path: Path) -> None:
    assert lists(written(tmp_path, "a: [b]\n", "a.yml")) == {"a": ["b"]}


def test_a_faulty_form_survives_the_way_out_of_another_process() -> None:
    error = BadFormError("focal", "no closing slash", "a /b")
    assert str(pickle.loads(pickle.dumps(error))) == str(error) == "row 'focal': no closing slash in 'a /b'"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with a vocabulary of its own."""
    folder = tmp_path_factory.mktemp("clone")
    for name in ("archive", "harvesters", "insights", "pages", "pipeline", "vocab"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "data" / "competitions").mkdir(parents=True)
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("techniques/loss.yml", "- focal\n", "- focal /(x/\n", "techniques/loss.yml, row 'focal-loss': missing )"),
        ("techniques/loss.yml", "- focal\n", "- /(x/\n", "techniques/loss.yml, row 'focal-loss': missing )"),
        ("hardware.csv", "B200,=B200;", "B200,(|a);", "hardware.csv, row 'B200': an empty alternative"),
        ("modalities.csv", "image*;", "ima[ge;", "modalities.csv, row 'image': a regular expression before the slash"),
        ("contexts.yml", "  - 'didn.t'\n", "  - 'didn(t'\n", "contexts.yml, row 'not': missing )"),
    ],
)
def test_derive_says_in_one_line_what_to_mend(clone: Path, file: str, old: str, new: str, told: str) -> None:
    path = clone / "vocab" / file
    whole = path.read_text()
    assert old in whole
    path.write_text(whole.replace(old, new, 1))
    command = [sys.executable, "-m", "pipeline.cli", "derive"]
    done = subprocess.run(
        command, cwd=clone, env={"PYTHONPATH": str(clone)}, capture_output=True, text=True, check=False
    )
    path.write_text(whole)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Error: vocab/{told}"), done.stderr
    assert len(done.stderr.splitlines()) == 1
