"""Members of a blend that a text gives weights: in a sum, a table, a list."""

import re
from bisect import bisect_left
from itertools import islice, takewhile

from insights.mentions.contexts import context
from insights.mentions.facts import Fact, places
from insights.mentions.reader import Reader
from insights.mentions.score_tables import tables
from insights.mentions.techniques import mentions
from insights.mentions.vocabulary import WEAK, techniques

_TIMES = re.compile(r"[*×] ?(?=[\d.a-z])")
_OF_NAME = r"(?<!\w)\d{1,2} ?% (?:of )?[a-z][\w-]{1,24}(?: [a-z][\w-]{1,24})?"
_NAME_OF = r"(?<!\w)[a-z][\w-]{1,24}[ (]{1,2}(?:0?\.\d{1,3}|\d{1,2} ?%)\)?"
_LIST_OF_WEIGHTS = re.compile(
    r"\b(?:models?|ensembl\w*|blend\w*)\b(?:(?!fold|class|loss|label)[^\[\n]){0,40}"
    r"\[(?P<w>\d?\.\d+(?:, ?\d?\.\d+){1,20})\]"
)
_SHARES = re.compile(rf"(?:{_OF_NAME}|{_NAME_OF})(?:(?:,|,? and| \+| &) (?:{_OF_NAME}|{_NAME_OF}))+")
_NUMBER = re.compile(r"(?<![\w.])(?:0?\.\d+|\d{1,2}(?= ?%))")
_WEIGHT = re.compile(r"\W*(?:(?:blend(?:ing)?|ensemble|model|final|optimal)s? )?weights?(?: \(?%\)?)?\W*")
_SHARE = re.compile(r"[ *`]*-?\d*\.?\d+ ?%?[ *`]*")


def weighed(reader: Reader) -> Fact | None:
    """Members that have a weight in a sum, in a table, or in a list."""
    return _summed(reader) or _tabled(reader) or _shared(reader)


def of_models(value: float, start: int, end: int) -> Fact:
    """That many models, stated at a place."""
    return Fact("models", value, start, end, unit="models")


def _summed(reader: Reader) -> Fact | None:
    """Terms of a sum of models with their weights: "lgbm * 0.5 + cnn * 0.3 + rnn * 0.2".

    Of two sums the later one counts; more of them are steps of a blend that is not told as a whole.
    """
    sums = []
    for mention in mentions(reader, "weighted-average"):
        terms = len(_TIMES.findall(reader.folded, mention.start, mention.end))
        if terms > 1:
            sums.append(of_models(float(terms), mention.start, mention.end))
    return sums[-1] if 1 <= len(sums) <= 2 else None


def _tabled(reader: Reader) -> Fact | None:
    """Rows of a table that give models a weight."""
    for header, rows in tables(reader):
        columns = [
            number for number, cell in enumerate(reader.folded[header.start : header.end].split("|"))
            if _WEIGHT.fullmatch(cell)
        ]  # fmt: skip
        if len(columns) != 1:
            continue
        weighed = [row for row in rows if _has_share(reader.folded[row.start : row.end], columns[0])]
        if 2 <= len(weighed) <= 40 and all(names_model(reader, row.start, row.end) for row in weighed):
            return of_models(float(len(weighed)), weighed[0].start, weighed[-1].end)
    return None


def _shared(reader: Reader) -> Fact | None:
    """Weights of a blend in one list, `weights of the models: [0.5, 0.3, 0.2]`, or each beside its model."""
    for place in places(reader, _LIST_OF_WEIGHTS):
        weights = [float(weight) for weight in place.match["w"].split(",")]
        if abs(sum(weights) - 1) <= 0.02:
            return of_models(float(len(weights)), *place.match.span())
    for place in places(reader, _SHARES):
        shares = [float(share) for share in _NUMBER.findall(place.match.group())]
        if context("final_blend").search(place.before) and abs(sum(shares) / (100 if shares[0] > 1 else 1) - 1) <= 0.02:
            return of_models(float(len(shares)), *place.match.span())
    return None


def _has_share(row: str, column: int) -> bool:
    cells = row.split("|")
    return column < len(cells) and bool(_SHARE.fullmatch(cells[column])) and bool(cells[column].strip(" *`0.%"))


def names_model(reader: Reader, start: int, end: int) -> bool:
    """The words are, or hold, what a model is called."""
    return bool(context("one_model").search(reader.folded, start, end)) or is_known_model(reader, start, end)


def is_known_model(reader: Reader, start: int, end: int) -> bool:
    """A model of the vocabulary is named."""
    rows = techniques()
    first = bisect_left(reader.hits, start, key=lambda hit: hit.start)
    near = takewhile(lambda hit: hit.start < end, islice(reader.hits, first, None))
    return any(":" not in hit.row and rows[hit.row.removesuffix(WEAK)].family.startswith("model-") for hit in near)
