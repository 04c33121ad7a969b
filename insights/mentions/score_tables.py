"""Scores that stand in tables and in lists of boards, away from the words that name them."""

import re
from collections.abc import Iterable, Iterator

from insights.mentions.contexts import context
from insights.mentions.facts import Fact
from insights.mentions.outline import Block
from insights.mentions.reader import RULE, Reader

BOARDS = ("private", "public", "cv")
FIGURE = r"-?\d*\.\d+|\d+(?:\.\d+)?"
METRIC = (
    r"(?:auc|auroc|roc[- ]?auc|pr[- ]?auc|dice|m?ap(?:@\d{1,2}|k)?|rmse|rmsle|mae|mse|s?mape|wmae|wrmsse|f-?1|f-?score|"
    r"log ?loss|accuracy|kappa|qwk|m?iou|jaccard|mcc|gini|ndcg(?:@\d{1,2})?|mrr|recall|precision|bleu|wer|cer|crps|"
    r"spearman|pearson|correlation|brier|c-?index|r2|levenshtein)\b"
)
LABELS = {
    "private": r"(?:private|\bpb\b|\bpriv\b|hidden test (?:set|data)|(?:final|stage[ -]?2|final stage[ -]?2) "
    r"(?:lb\b|leader ?board)|最终 ?(?:lb|线上)|b榜|プライベート)",
    "public": r"(?:public|(?<!private )(?<!final )(?<!stage 2 )(?<!最终 )(?<!最终)(?:\blb\b|leader ?board)|"
    r"(?<!private )(?<!public )(?<!final )\bboard(?=\W{1,3}\d*\.\d)|\bonline score|パブリック|公榜|a榜|"
    r"(?<!最终)(?<!最终 )线上)",
    "cv": rf"(?:(?:\b|fold)cv\b|cross[- ]validat(?:ion|ed)|\bout[- ]of[- ]folds?\b|local (?:cv|score|validation|"
    rf"{METRIC})|\boof\b|"
    rf"validation (?:score|{METRIC})|(?<=our )validation\b|(?<=my )validation\b|"
    r"\boffline score|本地|线下)",
}
"""What the boards are called, as regular expressions."""

_DECIMAL = r"[*`_]{0,2}(\d*\.\d+)[*`_]{0,2}"
_BOLD = re.compile(r"\*\*\d*\.\d+\*\*")
_NAMES = r"(cv|public|private|lb|pb)(?: ?(?:lb|scores?|leader ?boards?|boards?))?"
_SIGN = r"(?: ?[/|,] ?|,? and )"
_IN_TURN = re.compile(
    rf"\b{_NAMES}(?:{_SIGN}{_NAMES})(?:{_SIGN}{_NAMES})?\b"
    rf"(?: of [a-z ]{{1,30}})?[^\d\n/]{{0,20}}{_DECIMAL}{_SIGN}{_DECIMAL}"
    rf"(?:{_SIGN}{_DECIMAL})?(?! ?[/|] ?\d)"
)
_IN_TURN_BEHIND = re.compile(
    rf"(?<![\d/.]){_DECIMAL} ?[/|,] ?{_DECIMAL}(?: ?[/|,] ?{_DECIMAL})? ?\(?(?:(?:on|for|in) )?"
    rf"(?:the )?{_NAMES} ?[/|,] ?{_NAMES}"
    rf"(?: ?[/|,] ?{_NAMES})?\b"
)
_FOLD = re.compile(r"[| *]*folds?\b")
_MEAN = re.compile(r"[| *]*(?:mean|average|avg|overall|oof)\b")
"""The last row of a table of folds."""
_BOARD = {"lb": "public", "pb": "private"}


def table_scores(reader: Reader) -> Iterator[tuple[int, Fact]]:
    """(weight, score) of cells that belong to the final submission.

    Under a column that names a board: in rows that are called final, or in the only row of a table. Beside a first cell
    that names a board: the only number of the row. A row that alone has a figure in bold is taken for the best one.
    """
    for header, rows in tables(reader):
        folds = bool(_FOLD.match(reader.folded, header.start))
        columns = _columns(reader.folded[header.start : header.end])
        bold = _bold(reader.folded[row.start : row.end] for row in rows)
        for number, row in enumerate(rows):
            text = reader.folded[row.start : row.end]
            final = bool(context("final_row").search(text)) or len(rows) == 1 or (folds and bool(_MEAN.match(text)))
            if columns and (final or number in bold):
                weight = 3 + final + (number in bold) * (1 + final) + (final and bool(context("last_row").search(text)))
                yield from ((weight, fact) for fact in _cells(text, row.start, columns))
            elif not columns:
                yield from ((3, fact) for fact in _labelled(text, row.start))


def listed_scores(reader: Reader) -> Iterator[tuple[int, int, str]]:
    """(start, end, board) of numbers beside a list of boards in the same order: `CV / public: 0.9 / 0.8`.

    Read in the raw text, where `CV/public/private` is not yet taken for a path.
    """
    for pattern, names, figures in ((_IN_TURN, (1, 2, 3), (4, 5, 6)), (_IN_TURN_BEHIND, (4, 5, 6), (1, 2, 3))):
        for match in pattern.finditer(reader.raw):
            boards = [match[name] for name in names if match[name]]
            spans = [match.span(figure) for figure in figures if match[figure]]
            if len(boards) == len(spans):
                yield from ((*span, _BOARD.get(board, board)) for span, board in zip(spans, boards, strict=True))


def tables(reader: Reader) -> Iterator[tuple[Block, list[Block]]]:
    """Header and data rows of each table in the parts that speak of the author's own solution."""
    table: list[Block] = []
    for block in (*reader.outline.blocks, None):
        if block is not None and block.kind == "row":
            if not RULE.fullmatch(reader.folded, block.start, block.end):
                table.append(block)
        elif table:
            if reader.part(table[0]) == "stated":
                yield table[0], table[1:]
            table = []


def _bold(rows: Iterable[str]) -> set[int]:
    """Numbers of the rows that alone have a figure in bold: so the best one is marked."""
    marked = {number for number, row in enumerate(rows) if _BOLD.search(row)}
    return marked if len(marked) == 1 else set()


def _cells(text: str, place: int, columns: dict[int, str]) -> Iterator[Fact]:
    for number, cell in enumerate(text.split("|")):
        match = re.search(FIGURE, cell)
        if number in columns and match and "." in match.group():
            start = place + match.start()
            yield Fact("score", float(match.group()), start, place + match.end(), scope=columns[number])
        place += len(cell) + 1


def _labelled(text: str, place: int) -> Iterator[Fact]:
    """`| public LB | 0.95 |`"""
    name, _, values = text.strip(" |").partition("|")
    figures = [figure for figure in re.finditer(FIGURE, values) if "." in figure.group()]
    board = board_of(name)
    if board and len(figures) == 1:
        start = place + text.rindex(values) + figures[0].start()
        yield Fact("score", float(figures[0].group()), start, start + len(figures[0].group()), scope=board)


def _columns(header: str) -> dict[int, str]:
    """Column number to board, from the header row."""
    named = ((index, board_of(cell)) for index, cell in enumerate(header.split("|")))
    return {index: board for index, board in named if board}


def board_of(cell: str) -> str | None:
    """The board that words name."""
    return next((board for board in BOARDS if re.search(LABELS[board], cell)), None)
