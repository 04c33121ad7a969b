"""Predictions in the form of the labelling guidelines, and how sure their score is.

`run` reads a folder of texts; `scored` is what the scorer of the evaluation set (a script beside the labels, not part
of this project) prints; `intervals` calls the same scorer and resamples documents.
"""

import importlib.util
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from insights.mentions.predict import predict

RESAMPLES = 2000
SEED = 20261122

Counts = dict[str, dict[str, int]]


def run(texts: Path, out: Path) -> int:
    """Write one JSON object a line for every `*.md` in `texts`, in order of their names; returns how many."""
    paths = sorted(texts.glob("*.md"))
    lines = []
    for path in paths:
        text = path.read_text(encoding="utf-8", errors="replace")
        lines.append(json.dumps({"doc": path.name, **predict(text)}, ensure_ascii=False) + "\n")
    out.write_text("".join(lines), encoding="utf-8")
    return len(lines)


def scored(folder: Path, predictions: Path, first: str, last: str) -> str:
    """What `score.py` prints for the named documents, evidence checked. Raises CalledProcessError with its message."""
    dev = folder / "dev"
    arguments = [dev / "labels.jsonl", predictions, "--texts", dev, "--only", f"{first}-{last}"]
    command = [sys.executable, str(folder / "score.py"), *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def intervals(
    folder: Path, predictions: Path, first: str, last: str
) -> dict[str, dict[str, tuple[float, float, float]]]:
    """Field to precision, recall and F1, each as (value, 2.5 %, 97.5 %) over documents drawn with replacement.

    `folder` is the evaluation folder with `score.py` and `dev/`; `first` and `last` name documents, ends included.
    """
    scorer = _scorer(folder / "score.py")
    labels, found = scorer.load(folder / "dev" / "labels.jsonl"), scorer.load(predictions)
    documents = [
        _counts(scorer.score({doc: row}, {doc: found[doc]} if doc in found else {}, {}, folder / "dev")[0])
        for doc, row in sorted(labels.items())
        if first <= doc.removesuffix(".md") <= last
    ]
    draw = random.Random(SEED)
    samples = [_figures(draw.choices(documents, k=len(documents))) for _ in range(RESAMPLES)]
    return {
        field: {name: _interval(value, [sample[field][name] for sample in samples]) for name, value in figures.items()}
        for field, figures in _figures(documents).items()
    }


def report(result: dict[str, dict[str, tuple[float, float, float]]]) -> str:
    """One line a field."""
    return "\n".join(
        f"{field:16} "
        + "  ".join(f"{name} {value:.3f} [{low:.3f}, {high:.3f}]" for name, (value, low, high) in row.items())
        for field, row in result.items()
    )


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise FileNotFoundError(f"{path} is missing: give the folder that holds score.py and dev/")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _counts(figures: dict[str, dict[str, Any]]) -> Counts:
    return {field: {name: int(row[name]) for name in ("hit", "extra", "missed")} for field, row in figures.items()}


def _figures(documents: Sequence[Counts]) -> dict[str, dict[str, float]]:
    result = {}
    for field in documents[0] if documents else ():
        hit, extra, missed = (sum(doc[field][name] for doc in documents) for name in ("hit", "extra", "missed"))
        result[field] = {
            "P": hit / (hit + extra) if hit + extra else 0.0,
            "R": hit / (hit + missed) if hit + missed else 0.0,
            "F1": 2 * hit / (2 * hit + extra + missed) if hit + extra + missed else 0.0,
        }
    return result


def _interval(value: float, sample: list[float]) -> tuple[float, float, float]:
    ordered = sorted(sample)
    return value, ordered[int(0.025 * len(ordered))], ordered[int(0.975 * len(ordered)) - 1]


def main(folder: Path) -> None:
    """Read the development texts of an evaluation folder and print what the scorer says, and with which intervals."""
    if not (folder / "score.py").is_file():
        sys.exit(f"{folder} has no score.py: name the folder of the evaluation set, as in make eval SHARED=../shared")
    with tempfile.TemporaryDirectory() as scratch:
        predictions = Path(scratch) / "predictions.jsonl"
        run(folder / "dev", predictions)
        for first, last in (("d001", "d028"), ("d029", "d040")):
            print(f"{first}-{last}, score.py --texts:")
            print(scored(folder, predictions, first, last))
            print(f"{first}-{last}, value [95 % interval over documents]:")
            print(report(intervals(folder, predictions, first, last)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
