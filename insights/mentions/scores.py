"""Final rank and scores (CV, public, private) as the text states them."""

import re
from collections.abc import Iterator

from insights.mentions.contexts import context
from insights.mentions.facts import Fact
from insights.mentions.reader import Reader

BOARDS = ("private", "public", "cv")

_ORDINALS = {
    word: value
    for value, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), start=1
    )
} | {"冠军": 1, "亚军": 2, "季军": 3, "一": 1, "二": 2, "三": 3}
_RANK = re.compile(
    r"(?<![a-z0-9.])(?P<o>\d{1,4})(?:st|nd|rd|th)\W{0,4}_?(?:private |public |final |overall )?"
    r"(?:place|position|rank|solution|out of|/|in (?:the )?(?:private|final|competition)|"
    r"on (?:the )?(?:private|final)|of \d|among|from \d)"
    rf"|\b(?P<w>{'|'.join(word for word in _ORDINALS if word.isascii())})[- ]+(?:place|position|prize|rank)"
    r"|(?:rank(?:ed|ing|s)?|placed?|position|finish(?:ed)?|名次|排名)\W{0,6}(?:(?:at|as|in|of|is|was|the|"
    r"number|no\.?)\W{1,3}){0,3}"
    r"(?P<r>\d{1,4})(?:(?:st|nd|rd|th)\b|[ *]{0,3}(?:/|out of|of|among)[ *]{0,3}\d)"
    r"|(?P<z>\d{1,4}) ?(?:位|名(?!学|参|患|字))|第 ?(?P<y>\d{1,4}|[一二三]) ?(?:名|位)|(?P<c>冠军|季军|亚军)"
    r"|(?P<v>winning (?:solution|submission|entry|model doc)|winner.?s? (?:solution|interview)|"
    r"won (?:the )?(?:competition|challenge))"
)
_FIGURE = r"-?\d*\.\d+|\d+(?:\.\d+)?"
_LABELS = {
    "private": r"(?:private|\bpb\b|\bpriv\b|プライベート)",
    "public": r"(?:public|(?<!private )\blb\b|(?<!private )leader ?board|パブリック|公榜)",
    "cv": r"(?:\bcv\b|cross[- ]validation|local (?:cv|score|validation)|\boof\b|validation score|本地)",
}
_LINK = (
    r"(?:lb|leaderboards?|board|scores?|auc|dice|map|rmse|f1|logloss|loss|accuracy|metric|cv|brier|of|"
    r"is|was|were|at|about|around"
    r"|approximately|approx\.?|a|to|indicated)"
)
_AFTER = {
    name: re.compile(
        rf"{label}[\s:=|*`~(\[]{{0,5}}(?:{_LINK}[\s:=|*`~(]{{1,4}}){{0,5}}(?P<n>{_FIGURE})"
        r"(?![\d%]|[- ]?fold| ?(?:hours?|models?|epochs?|st\b|nd\b|rd\b|th\b|place|/\d{3}))"
    )
    for name, label in _LABELS.items()
}
_BEFORE = {
    name: re.compile(
        rf"(?<![a-z\d_.])(?P<n>-?\d*\.\d{{2,}}|\d+(?=/\d+ ))(?:/\d+)?(?: \([^()]{{1,30}}\))?[\s)*`|]{{0,3}}"
        rf"(?:(?:on|in|at|for|score on)\s)?(?:the |our |my |local )?{label}"
    )
    for name, label in _LABELS.items()
}
_PAIR = re.compile(
    r"\b(?P<x>public|private)\W{1,3}(?P<y>private|public)\b[^.\n\d|]{0,40}(?P<a>\d*\.\d+) ?[/,] ?(?P<b>\d*\.\d+)"
)
"""Both boards named and then both scores: "public/private LB: 0.91/0.90"."""
_FINAL_SCORE = re.compile(r"final score\W{1,6}(?P<n>\d*\.\d+)")


def rank(reader: Reader) -> Fact | None:
    """Final rank: in the title, else where the author says it first. Links and file names count here."""
    best: tuple[int, Fact] | None = None
    for match in _RANK.finditer(reader.raw):
        value = _rank_value(match)
        index = reader.block_at(match.start())
        if value is None or index is None:
            continue
        block = reader.outline.blocks[index]
        first, last, _ = reader.sentence_at(index, match.start())
        around = reader.raw[max(first, match.start() - 60) : min(last, match.end() + 60)]
        weight = 3 * (block.kind == "heading" and block.depth <= 2) + 2 * (match.start() < 1500)
        weight += 2 * bool(context("own_rank").search(around)) - 3 * bool(context("not_own_rank").search(around))
        weight -= 3 * (reader.part(block) == "mentioned")
        weight -= 3 * (match.group("v") is not None and not (block.kind == "heading" or match.start() < 600))
        if weight > 0 and (best is None or weight > best[0]):
            best = weight, Fact("rank", float(value), match.start(), match.end())
    return best[1] if best else None


def _rank_value(match: re.Match[str]) -> int | None:
    if match.group("v"):
        return 1
    words = next(text for text in match.groups() if text)
    value = _ORDINALS.get(words) or int(words)
    return value if 1 <= value <= 9999 else None


def scores(reader: Reader) -> dict[str, Fact]:
    """Scores of the final submission by board; where a text gives several with equal right, none."""
    offers: dict[str, list[tuple[int, Fact]]] = {}
    for weight, fact in (*_sentences(reader), *_tables(reader)):
        offers.setdefault(fact.scope or "", []).append((weight, fact))
    chosen = {}
    for board, rows in offers.items():
        top = max(weight for weight, _ in rows)
        best = [fact for weight, fact in rows if weight == top]
        if top > 0 and len({fact.value for fact in best}) <= 2:
            chosen[board] = best[0]
    return chosen


def _sentences(reader: Reader) -> Iterator[tuple[int, Fact]]:
    """A number beside the name of a board."""
    for board in BOARDS:
        for match in (*_AFTER[board].finditer(reader.folded), *_BEFORE[board].finditer(reader.folded)):
            yield from _weighed(reader, match, board)
    for match in _PAIR.finditer(reader.folded):
        for board, group in ((match.group("x"), "a"), (match.group("y"), "b")):
            start, end = match.span(group)
            yield 6, Fact("score", float(match.group(group)), start, end, scope=board)
    for match in _FINAL_SCORE.finditer(reader.folded):
        yield from _weighed(reader, match, "private")


def _weighed(reader: Reader, match: re.Match[str], board: str) -> Iterator[tuple[int, Fact]]:
    start, end = match.span("n")
    index = reader.block_at(start)
    if index is None:
        return
    block = reader.outline.blocks[index]
    if block.kind in ("code", "row") or reader.part(block) != "stated":
        return
    first, last, _ = reader.sentence_at(index, start)
    around = reader.folded[max(first, match.start() - 90) : min(last, match.end() + 60)]
    tight = reader.folded[max(first, match.start() - 45) : min(last, match.end() + 15)]
    weight = 1 + 2 * bool(context("final_score").search(around)) + 2 * (start < 2500 or block.kind == "heading")
    weight -= 4 * bool(context("not_final_score").search(tight)) + 2 * ("single" in tight)
    if "." not in match.group("n") and not re.match(r" ?/ ?\d", reader.folded[end : end + 3]):
        weight -= 9
    if reader.folded[start - 1 : start] == "+":
        weight -= 9
    yield weight, Fact("score", float(match.group("n")), start, end, scope=board)


def _tables(reader: Reader) -> Iterator[tuple[int, Fact]]:
    """Cells under a column that names a board, in rows that are called final; in any row of a table with one row."""
    columns: dict[int, str] = {}
    for block in reader.outline.blocks:
        if block.kind != "row":
            columns = {}
            continue
        text = reader.folded[block.start : block.end]
        if not columns:
            columns = _columns(text)
            continue
        if not context("final_row").search(text) or reader.part(block) != "stated":
            continue
        place = block.start
        for number, cell in enumerate(text.split("|")):
            match = re.search(_FIGURE, cell)
            if number in columns and match and "." in match.group():
                start = place + match.start()
                yield 4, Fact("score", float(match.group()), start, place + match.end(), scope=columns[number])
            place += len(cell) + 1


def _columns(header: str) -> dict[int, str]:
    """Column number to board, from the header row."""
    columns = {}
    for index, cell in enumerate(header.split("|")):
        for board in BOARDS:
            if re.search(_LABELS[board], cell):
                columns[index] = board
                break
    return columns
