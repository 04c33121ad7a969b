import json
from pathlib import Path

import pytest

from pipeline.evaluate import intervals, main, run, scored

SCORER = """
import json, sys
def load(path):
    return {row["doc"]: row for row in map(json.loads, open(path, encoding="utf-8"))}
def score(labels, predictions, ambiguous, texts):
    hit = sum(len(set(row["used"]) & set(predictions.get(doc, {}).get("used", {}))) for doc, row in labels.items())
    found = sum(len(predictions.get(doc, {}).get("used", {})) for doc in labels)
    gold = sum(len(row["used"]) for row in labels.values())
    return {"used": {"hit": hit, "extra": found - hit, "missed": gold - hit}}, {}, {}
if __name__ == "__main__":
    labels, predictions, flag, texts, only, documents = sys.argv[1:]
    print(flag, only, documents, len(load(labels)), len(load(predictions)))
"""
TEXTS = {"d001.md": "We used mixup.", "d002.md": "We trained a U-Net.", "d003.md": "We used SWA."}
GOLD = {"d001.md": ["mixup"], "d002.md": ["unet", "tta"], "d003.md": ["swa"]}


def settle(folder: Path) -> Path:
    (folder / "dev").mkdir()
    (folder / "score.py").write_text(SCORER, encoding="utf-8")
    for name, text in TEXTS.items():
        (folder / "dev" / name).write_text(text, encoding="utf-8")
    rows = [json.dumps({"doc": doc, "used": dict.fromkeys(used, "")}) for doc, used in GOLD.items()]
    (folder / "dev" / "labels.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return folder


def test_run_writes_one_line_a_text_in_order(tmp_path: Path) -> None:
    folder = settle(tmp_path)
    assert run(folder / "dev", folder / "out.jsonl") == 3
    rows = [json.loads(line) for line in (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["doc"] for row in rows] == ["d001.md", "d002.md", "d003.md"]
    assert list(rows[0]["used"]) == ["mixup"]


def test_intervals_hold_the_value_and_are_the_same_every_time(tmp_path: Path) -> None:
    folder = settle(tmp_path)
    run(folder / "dev", folder / "out.jsonl")
    first, again = (intervals(folder, folder / "out.jsonl", "d001", "d003") for _ in range(2))
    assert first == again
    value, low, high = first["used"]["R"]
    assert value == pytest.approx(3 / 4)
    assert (low, high) == (pytest.approx(1 / 2), pytest.approx(1))


def test_only_the_named_documents_count(tmp_path: Path) -> None:
    folder = settle(tmp_path)
    run(folder / "dev", folder / "out.jsonl")
    assert intervals(folder, folder / "out.jsonl", "d002", "d002")["used"]["R"][0] == 0.5


def test_the_scorers_own_words_are_printed_with_evidence_checked(tmp_path: Path) -> None:
    folder = settle(tmp_path)
    run(folder / "dev", folder / "out.jsonl")
    assert scored(folder, folder / "out.jsonl", "d001", "d002") == "--texts --only d001-d002 3 3\n"


def test_both_parts_are_printed_each_with_its_intervals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = settle(tmp_path)
    (folder / "dev" / "d030.md").write_text("We used mixup.", encoding="utf-8")
    with (folder / "dev" / "labels.jsonl").open("a", encoding="utf-8") as labels:
        labels.write("\n" + json.dumps({"doc": "d030.md", "used": {"mixup": ""}}))
    main(folder)
    told = capsys.readouterr().out.splitlines()
    assert [line for line in told if line.startswith("d0")] == [
        "d001-d028, score.py --texts:",
        "d001-d028, value [95 % interval over documents]:",
        "d029-d040, score.py --texts:",
        "d029-d040, value [95 % interval over documents]:",
    ]
    assert [line.split()[:2] for line in told if line.startswith("used")] == [["used", "P"]] * 2
    assert "R 1.000 [1.000, 1.000]" in told[-1]


def test_a_folder_without_a_scorer_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"score\.py"):
        intervals(tmp_path, tmp_path / "x", "d001", "d002")


def test_the_command_says_what_to_do_about_a_folder_without_a_scorer(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"has no score.py: name the folder of the evaluation set"):
        main(tmp_path / "nowhere")
