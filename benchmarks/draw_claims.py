"""Draw claims of write-ups to be read by eye against their text: `python -m benchmarks.draw_claims WRITEUPS EVAL`.

A claim's place in the draw is a hash of the seed and of what it says, not of its position in a list: a change of the
vocabulary replaces only those drawn claims that it changes. Documents of the evaluation set are left out.
"""

import csv
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from archive.records import Claim
from archive.text import normalise
from harvesters.writeup_folder import KINDS
from insights.mentions.claims import read_writeup

SEED = 20261122
DRAWN = 80


def claims(writeups: Path, evaluation: Path) -> Iterator[tuple[str, Claim]]:
    """(file, claim) of every write-up in `writeups` whose repository and path are not in the evaluation set."""
    with (evaluation / "dev" / "sources.tsv").open(encoding="utf-8", newline="") as lines:
        known = {(row["repo"], row["path"]) for row in csv.DictReader(lines, delimiter="\t")}
    with (writeups / "index.tsv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if (row["repo"], row["path"]) not in known]
    for row in rows:
        if KINDS[row["kind"]] == "list":  # what others say of solutions makes no claims
            continue
        text = (writeups / row["file"]).read_text(encoding="utf-8", errors="replace")
        for claim in read_writeup(row["file"], text):
            yield row["file"], claim


def place(claim: Claim) -> str:
    """Position in the draw."""
    said = f"{SEED}|{claim.text_sha256}|{claim.predicate}|{claim.value}|{claim.scope}"
    return hashlib.sha256(said.encode()).hexdigest()


def draw(writeups: Path, evaluation: Path) -> list[tuple[str, Claim]]:
    """The first claims of the draw."""
    return sorted(claims(writeups, evaluation), key=lambda pair: place(pair[1]))[:DRAWN]


def show(writeups: Path, evaluation: Path) -> None:
    """Print each drawn claim with its surroundings and the beginning of its verdict row."""
    for number, (file, claim) in enumerate(draw(writeups, evaluation), 1):
        text = normalise((writeups / file).read_text(encoding="utf-8", errors="replace"))
        around = text[max(0, claim.start - 300) : claim.start] + "⟦" + text[claim.start : claim.end] + "⟧"
        around += text[claim.end : claim.end + 300]
        said = f"{claim.predicate} {claim.value} {claim.unit or ''} {claim.scope or ''} {claim.count or ''}"
        print(f"--- {number} {file}\n{said}\n{around}")
        print(f"{claim.text_sha256},{claim.start},{claim.end},{claim.predicate},{claim.value}")


if __name__ == "__main__":
    show(Path(sys.argv[1]), Path(sys.argv[2]))
