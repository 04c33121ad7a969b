"""How fast texts become claims, beside other ways to look for the same words.

spaCy's PhraseMatcher and a plain alternation of regular expressions only find words: no outline, no forbidding
contexts, no status, no numbers. They get the literal words of the vocabulary; both must look for them without regard
to case.
"""

import importlib.util
import json
import os
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from insights.mentions.claims import read_message, read_writeup
from insights.mentions.forms import parse
from insights.mentions.vocabulary import techniques

TITLE = "Texts to claims"
REAL = Path(os.environ.get("SHARED", "../shared")) / "real"
CORPUS = 2_500_000
"""Messages of the whole platform's forums, roughly."""
CORES = 2


def words() -> list[str]:
    """The literal words of all techniques: what stands before a star or a regular expression."""
    forms = (
        form
        for row in techniques().values()
        for expression in (*row.words, *row.weak)
        if not expression.startswith("/")
        for form in parse(row.id, expression)
    )
    return sorted({form.words.strip("_") for form in forms})


def suite() -> str:
    """Read all write-ups and messages once in each way; a Markdown table."""
    if not REAL.is_dir():
        return "Not run: the folder with real texts is not beside this project."
    writeups = [path.read_text(encoding="utf-8", errors="replace") for path in sorted((REAL / "writeups").glob("*.md"))]
    messages = _messages()
    read_writeup("warm", "we used mixup")
    rows = [
        _row("write-ups to claims", writeups, lambda text: read_writeup("w", text)),
        _row("messages to claims", messages, lambda text: read_message("m", text)),
    ]
    alternation = re.compile(r"\b(?:" + "|".join(map(re.escape, words())) + r")\b", re.IGNORECASE)
    rows.append(_row("messages, one alternation of the words", messages, lambda text: list(alternation.finditer(text))))
    if (matcher := _phrase_matcher()) is not None:
        rows.append(_row("messages, spaCy PhraseMatcher", messages, matcher))
    hours = CORPUS / (len(messages) / rows[1][2]) / CORES / 3600
    lines = ["| what | texts | seconds | texts/s | MB/s | ratio |", "|---|---|---|---|---|---|"]
    for what, number, seconds, size in rows:
        lines.append(
            f"| {what} | {number} | {seconds:.1f} | {number / seconds:.0f} | {size / seconds / 1e6:.2f} "
            f"| {seconds / rows[1][2]:.2f} |"
        )
    lines.append(f"\n{CORPUS:,} messages at this rate on {CORES} cores: {hours:.2f} hours. Ratios are to our messages.")
    return "\n".join(lines)


def _messages() -> list[str]:
    lines = [line for path in sorted((REAL / "threads").glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    return [json.loads(line).get("markdown") or "" for line in lines]


def _row(what: str, texts: Sequence[str], read: Callable[[str], object]) -> tuple[str, int, float, int]:
    started = time.process_time()
    for text in texts:
        read(text)
    return what, len(texts), time.process_time() - started, sum(len(text.encode("utf-8", "replace")) for text in texts)


def _phrase_matcher() -> Callable[[str], object] | None:
    """A matcher of the same words, where spaCy is installed."""
    if importlib.util.find_spec("spacy") is None:
        return None
    spacy = importlib.import_module("spacy")
    matching = importlib.import_module("spacy.matcher")
    language = spacy.blank("en")
    matcher = matching.PhraseMatcher(language.vocab, attr="LOWER")
    matcher.add("technique", list(language.pipe(words())))
    return lambda text: matcher(language.make_doc(text))


if __name__ == "__main__":
    print(suite())
