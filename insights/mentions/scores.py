"""Final rank and scores (CV, public, private) as the text states them."""

import re
from collections.abc import Iterator

from insights.mentions.contexts import context
from insights.mentions.facts import Fact
from insights.mentions.reader import Reader
from insights.mentions.score_tables import BOARDS, FIGURE, LABELS, listed_scores, table_scores
from insights.mentions.single import BEST_SINGLE

_ORDINALS = {
    word: value
    for value, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), start=1
    )
} | {"冠军": 1, "亚军": 2, "季军": 3, "一": 1, "二": 2, "三": 3}
_RANK = re.compile(
    r"(?<![a-z0-9.])(?P<o>\d{1,4})-?(?:st|nd|rd|th)\W{0,4}_?(?:private |public |final |overall )?"
    r"(?:place|position|rank|solution|prize(?= (?:winning|winner|solution))|top ?\d|out of|/|"
    r"in (?:the )?(?:private|final|competition)|"
    r"on (?:the )?(?:private|final)|of \d|among|from \d)"
    rf"|\b(?P<w>{'|'.join(word for word in _ORDINALS if word.isascii())})[- ]+(?:place|position|prize|rank)"
    r"|(?:rank(?:ed|ing|s)?|placed?|position(?:ed)?|finish(?:ed)?|名次|排名)\W{0,6}(?:(?:at|as|in|of|is|was|the|"
    r"number|no\.?)\W{1,3}){0,3}"
    r"(?P<r>\d{1,4})(?:(?:st|nd|rd|th)\b|[ *]{0,3}(?:/|out of|of|among)[ *]{0,3}\d)"
    r"|\bsolution ?\((?P<s>\d{1,4})(?:st|nd|rd|th)\b(?! (?:stage|level|party|step|fold|layer))"
    r"|\b(?:top \d{1,2}%(?: solution)?|(?:gold|silver|bronze)(?: medal)?|place|rank) ?\((?P<t>\d{1,4})/\d"
    r"|private (?:lb |leader ?board )?(?:rank|place|position)\W{1,4}(?P<m>\d{1,4})\b(?![.,]\d)"
    r"|(?:^|\n)\W{0,6}rank\W{0,4}[:=][ *#]{0,4}(?P<k>\d{1,4})\b(?![.,]\d)"
    r"|private\W{1,3}(?:(?:lb|leader ?board)\W{1,4})?(?P<p>\d{1,4})(?:st|nd|rd|th)\b"
    r"|\b(?:ended up|came|landed)(?: (?:at|in|on|the|as))* (?P<e>\d{1,4})(?:st|nd|rd|th)\b"
    r"|\b(?:(?:private|final|overall|leader ?board) (?:rank|place|position)|placing|place)[* ]{0,3}[:=][ *#]{0,4}"
    r"(?P<q>\d{1,4})\b(?![.,]\d)"
    r"|(?P<z>\d{1,4}) ?(?:位|名(?!学|参|患|字))|第 ?(?P<y>\d{1,4}|[一二三]) ?(?:名|位)|(?P<c>冠军|季军|亚军)"
    r"|(?P<v>winning (?:solution|submission|entry|model doc)(?!s)|winner.?s? (?:solution|interview)|"
    r"won (?:the )?(?:competition|challenge))"
)
_IN_LINK = re.compile(r"[^\[\]\n]{0,80}\]\(")
"""Behind a rank: it stands in the title of a link, which leads to somebody's solution."""
_LINK = (
    r"(?:lb|leaderboards?|board|scores?|auc|dice|map|rmse|f1|logloss|loss|accuracy|metric|cv|brier|of|"
    r"is|was|were|at|about|around"
    r"|approximately|approx\.?|a|to|indicated)"
)
_AFTER = {
    name: re.compile(
        rf"{label}(?: (?:score )?of (?:the|our|my) (?:\w+ ){{1,3}}(?:is|was))?"
        rf"[\s:=|*`~(\[]{{0,5}}(?:{_LINK}[\s:=|*`~(]{{1,4}}){{0,5}}(?P<n>{FIGURE})"
        r"(?![\d%]|[- ]?fold| ?(?:hours?|models?|epochs?|st\b|nd\b|rd\b|th\b|place|/\d{3}))"
    )
    for name, label in LABELS.items()
}
_BEFORE = {
    name: re.compile(
        rf"(?<![a-z\d_.])(?P<n>-?\d*\.\d{{2,}}|\d+(?=/\d+ ))(?:/\d+)?[*`]{{0,2}}(?: \([^()]{{1,30}}\))?[\s)*`|]{{0,3}}"
        rf"(?:(?:(?:on|in|at|for|score on)\s)?(?:the |our |my |local )?{label}(?! ?(?:lb|scores?)?\s?[:=])"
        rf"|\((?:the )?{label}(?: lb| leader ?board| score)?[,)])"
    )
    for name, label in LABELS.items()
}
_FINAL_SCORE = re.compile(r"final (?:competition |private )?score\W{1,6}(?:(?:of|was|is)\W{1,3})?(?P<n>\d*\.\d+)")
_RESULT = re.compile(
    r"(?:\b(?:place|participants|teams|competitors|medal|out of \d+|\d+(?:st|nd|rd|th)) |\bfinish\w* )"
    r"with (?:an? |the )?(?:[\w@-]+ ){0,5}?(?P<n>\d{0,4}\.\d{3,})(?![\d%])"
    r"|(?:\bof|\bscored?:?|\bachiev\w+|\breach\w*|\bgot|\bwith)[*` ]{1,3}(?P<m>\d{0,4}\.\d{2,})(?![\d%])"
    r"(?:(?!public|valid|\bcv\b)[^.;\n|]){0,30}?\b\d{1,4}(?:st|nd|rd|th)\b(?! fold| epoch| stage| level)"
)
"""A place or a medal with its score, or a score with its place: final, as far as the author says."""
_OPENING = 700
"""Length of a text's opening, in characters: there the result stands rather than that of a step on the way."""


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
        weight += 3 * bool(match.group("p")) - 3 * (reader.part(block) == "mentioned")
        weight -= 3 * (block.kind == "item" and bool(_IN_LINK.match(reader.raw, match.end(), last)))
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


_FAIR, _SURE = 3, 5
"""Weights of a score: from the second on nine of ten were right on labelled texts, between the two six of ten."""


def scores(reader: Reader, least: int = 1) -> dict[str, Fact]:
    """Scores of the final submission by board: the later of two with equal right, none of more.

    `least` is the weight that a score must have: 1 for the best guess, more for a claim.
    """
    offers: dict[str, list[tuple[int, Fact]]] = {}
    for weight, fact in (*_sentences(reader), *table_scores(reader)):
        offers.setdefault(fact.scope or "", []).append((weight, fact))
    chosen = {}
    for board, rows in offers.items():
        top = max(weight for weight, _ in rows)
        best = [fact for weight, fact in rows if weight == top]
        if top >= least and len({fact.value for fact in best}) <= 2:
            chosen[board] = best[-1]
    return chosen


def signed_scores(reader: Reader) -> dict[str, Fact]:
    """Scores fit to be claims: those that are surely final, and all three boards said in one breath of one solution.

    What a sentence says of the best single model is no score of the submission.
    """
    guessed = scores(reader, _FAIR)
    if len(guessed) < len(BOARDS) or len({reader.block_at(fact.start) for fact in guessed.values()}) > 1:
        guessed = scores(reader, _SURE)
    return {board: fact for board, fact in guessed.items() if not _is_of_best_single(reader, fact)}


def _is_of_best_single(reader: Reader, fact: Fact) -> bool:
    index = reader.block_at(fact.start)
    if index is None:
        return False
    first, _, _ = reader.sentence_at(index, fact.start)
    named = BEST_SINGLE.search(reader.folded, first, fact.start)
    return named is not None and "ensembl" not in reader.folded[named.end() : fact.start]


def _sentences(reader: Reader) -> Iterator[tuple[int, Fact]]:
    """A number beside the name of a board."""
    for board in BOARDS:
        for match in (*_AFTER[board].finditer(reader.folded), *_BEFORE[board].finditer(reader.folded)):
            yield from _weighed(reader, *match.span("n"), *match.span(), board)
    for match in _FINAL_SCORE.finditer(reader.folded):
        yield from _weighed(reader, *match.span("n"), *match.span(), "private")
    for match in _RESULT.finditer(reader.folded):
        weighed = _weighed(reader, *match.span(match.lastgroup or 0), *match.span(), "private")
        yield from ((min(weight, _FAIR), fact) for weight, fact in weighed)
    for start, end, board in listed_scores(reader):  # surer than a name beside a number, which a list misleads
        yield from ((weight + 1, fact) for weight, fact in _weighed(reader, start, end, start, end, board))


def _weighed(reader: Reader, start: int, end: int, low: int, high: int, board: str) -> Iterator[tuple[int, Fact]]:
    """The number at `start:end`, which the words at `low:high` give to a board, and how sure it is the final one."""
    index = reader.block_at(start)
    if index is None:
        return
    block = reader.outline.blocks[index]
    if block.kind in ("code", "row") or reader.part(block) != "stated":
        return
    first, last, _ = reader.sentence_at(index, start)
    around = reader.folded[max(first, low - 90) : min(last, high + 60)]
    tight = reader.folded[max(first, low - 45) : min(last, high + 15)]
    weight = 1 + 2 * bool(context("final_score").search(around)) + 2 * (start < 2500 or block.kind == "heading")
    weight += start < _OPENING
    weight -= 4 * bool(context("not_final_score").search(tight)) + 2 * ("single" in tight)
    if "." not in reader.folded[start:end] and not re.match(r" ?/ ?\d", reader.folded[end : end + 3]):
        weight -= 9
    if reader.folded[start - 1 : start] == "+":
        weight -= 9
    yield weight, Fact("score", float(reader.folded[start:end]), start, end, scope=board)
