"""Scores (CV, public, private) of the final submission as the text states them."""

import re
from collections.abc import Iterator
from itertools import chain

from insights.mentions.contexts import context
from insights.mentions.facts import Fact
from insights.mentions.mask import MASK
from insights.mentions.reader import Reader
from insights.mentions.score_tables import BOARDS, FIGURE, LABELS, METRIC, board_of, listed_scores, table_scores
from insights.mentions.single import BEST_SINGLE

_LINK = (
    rf"(?:lb|leader ?bo?ards?|board|scores?|{METRIC}|loss|metric|cv|error|macro|micro|mean|balanced|of|our|my|the|"
    r"is|was|were|at|about|around|with|gives|gave|reach\w*|sa(?:ys|id)|show(?:s|ed)|stands|stood|came|equals"
    r"|test|set|we|i|have|had|has"
    r"|approximately|approx\.?|a|to|indicated)"
)
_AFTER = {
    name: re.compile(
        rf"{label}(?: (?:(?:score|{METRIC}) )?of (?:the|our|my) (?:\w+ ){{1,3}}(?:is|was))?"
        rf"(?:\)(?= ?[:=]))?[\s:=|*`~(\[$]{{0,5}}(?:{_LINK}[\s:=|*`~()$]{{1,4}}){{0,5}}(?:\d{{1,4}}(?:st|nd|rd|"
        rf"th)(?: place)? ?\(?)?"
        rf"(?P<n>{FIGURE})"
        r"(?![\d%]|[- ]?fold| ?(?:hours?|models?|epochs?|st\b|nd\b|rd\b|th\b|place|/ ?\d[\d,]{2}))"
    )
    for name, label in LABELS.items()
}
_OUT_OF = r"(?: correct)? (?:out )?of (?:the )?\d{1,4} (?:problem|question|task|puzzle)s"
"""How many there were, behind the number of those that were solved."""
_BEFORE = {
    name: re.compile(
        rf"(?<![a-z\d_.])(?P<n>-?\d*\.\d{{2,}}|\d+(?=/\d+ |{_OUT_OF}))(?:/\d+|{_OUT_OF})?[*`$]{{0,2}}{MASK}*"
        rf"(?: \([^()]{{1,60}}\))?[\s)*`|]{{0,3}}"
        rf"(?:(?:(?:on|in|at|for|score on)\s)?(?:the |our |my |local |final )*{label}(?! ?(?:lb|scores?)?\s?[:=])"
        rf"|\((?:the )?{label}(?: lb| leader ?board| score)?[,)])"
    )
    for name, label in LABELS.items()
}
_COLON = re.compile(r"[:=] ?[*`]{0,2}(?P<n>\d?\.\d{2,}|\d+\.\d{2,})(?![\d%])")
"""`CV over the 5 folds of the final blend: 0.91`."""
_ANY_BOARD = "|".join(LABELS.values())
_LAST_BOARD = re.compile(f"(?:{_ANY_BOARD})")
_NAMED_BEFORE = re.compile(rf"(?:{_ANY_BOARD})(?: lb| scores?)?[\s:=*`]{{0,3}}$")
_FIGURE_BEHIND = re.compile(r"(?: ?lb| ?scores?){0,2}[\s:=*`]{0,3}\d*\.\d")
_FIGURE_BEFORE = re.compile(r"\d?\.\d{2,6}[\s*`]{0,3}$")
_NAMED_BEHIND = re.compile(rf"[\s*`]{{0,3}}(?:(?:on|in) )?(?:the )?(?:{_ANY_BOARD})")
_FINAL_SCORE = re.compile(r"final (?:competition |private )?score\W{1,6}(?:(?:of|was|is)\W{1,3})?(?P<n>\d*\.\d+)")
_ASIDE = rf"(?:(?!public|valid|\bcv\b)[^.;\n|{MASK}]){{0,40}}?"
_RESULT = re.compile(
    r"(?:\b(?:place|participants|teams|competitors|medal|out of \d+|\d+(?:st|nd|rd|th)) |\bfinish\w* )"
    r"with (?:an? |the )?(?:[\w@-]+ ){0,5}?(?P<n>\d{0,4}\.\d{3,})(?![\d%])"
    r"|(?:\bof|\bscored?:?|\bachiev\w+|\breach\w*|\bgot|\bwith)[*` ]{1,3}(?P<m>\d{0,4}\.\d{2,})(?![\d%])"
    rf"{_ASIDE}(?:{MASK}{{1,200}}{_ASIDE})?"
    r"\b\d{1,4}(?:st|nd|rd|th)\b(?! fold| epoch| stage| level)"
)
"""A place or a medal with its score, or a score with its place: final, as far as the author says."""
_ORDINAL = re.compile(
    r"\b\d{1,4}(?:st|nd|rd|th)(?: place)? \((?:with )?(?:an? )?(?:score:? (?:of )?)?(?P<n>\d{0,4}\.\d{3,})(?![\d%])"
)
_FINAL_SUBMISSION = re.compile(
    r"\bfinal (?:\w+ )?submission (?:got|has|had|scor\w+|achiev\w+|reach\w*|gets?|gives?|gave)\b"
    r"(?:(?!public|\blb\b|\bcv\b|valid|local|oof|leader)[^.\n\d;]){0,30}?(?P<n>\d{0,4}\.\d{3,})(?![\d%])"
    r"(?!.{0,20}(?:public|\blb\b|\bcv\b|valid|local|oof))"
)
_OURS = re.compile(
    r"[,;] (?:but |and |while |whereas |so )?(?:(?:that|the one) of )?(?:ours?|mine|"
    r"(?:we|i) (?:got|had|have|reach\w*|score\w*|achiev\w*|end\w*)|"
    r"(?:our|the|my) (?:final |full |whole )?(?:ensemble|blend|stack)(?: of [^,;.]{1,30})?|"
    r"(?:our|the|my) final (?:submission|model|solution|one|score))\b[^\d.,;|\n]{0,40}?(?P<n>\d*\.\d{2,})(?![\d%])"
)
"""The own score behind another one of the same board."""
_THEIRS = re.compile(
    r"\b(?:(?:bronze|silver|gold|medal)(?: medal| zone| line)*(?: \w+)? "
    r"(?:need|start|requir|was|cut|began|border|thresh)\w*|cut-?off|threshold|winners?|winning (?:score|team)|"
    r"public (?:notebook|kernel)s?|baseline(?: \w+)? (?:achiev|got|scor|reach|had|has|gave|gives)\w*|random "
    r"(?:guess|submission)\w*|sample submission|(?:1st|first) place (?:has|"
    r"had)|(?:host|organi[sz]er)(?:'?s'?)?|unselected|(?:not|n.t) (?:select|cho[os]se?)\w*|"
    r"late sub\w*|after the (?:deadline|end|competition))\b"
)
"""Before a score, in its clause: it is another's, or of a submission that did not count."""
_NOT_SELECTED = re.compile(
    r"[^.,;|\n]{0,30}\b(?:(?:not|n.t) (?:select|cho[os]se?)|unselected|late sub|after the (?:deadline|end))"
)
_OPENING = 700
"""Length of a text's opening, in characters: there the result stands rather than that of a step on the way."""


_FAIR, _SURE = 3, 5
"""Weights of a score: from the second on nine of ten were right on labelled texts, between the two six of ten."""


def scores(reader: Reader) -> dict[str, Fact]:
    """The best guess of the scores of the final submission by board."""
    return {board: fact for board, (weight, fact) in _guesses(reader).items() if weight >= 1}


def _guesses(reader: Reader) -> dict[str, tuple[int, Fact]]:
    """Weight and score by board: the heaviest, the later of two with equal right, none of more."""
    offers: dict[str, list[tuple[int, Fact]]] = {}
    for weight, fact in (*_sentences(reader), *table_scores(reader)):
        offers.setdefault(fact.scope or "", []).append((weight, fact))
    chosen = {}
    for board, rows in offers.items():
        top = max(weight for weight, _ in rows)
        best = [fact for weight, fact in rows if weight == top]
        if len({fact.value for fact in best}) <= 2:
            chosen[board] = top, best[-1]
    return chosen


def signed_scores(reader: Reader) -> dict[str, Fact]:
    """Scores fit to be claims: those that are surely final, and all three boards said in one breath of one solution.

    What a sentence says of the best single model is no score of the submission.
    """
    guesses = _guesses(reader)
    fair = [fact for weight, fact in guesses.values() if weight >= _FAIR]
    together = len(fair) == len(BOARDS) and len({reader.block_at(fact.start) for fact in fair}) == 1
    least = _FAIR if together else _SURE
    return {
        board: fact
        for board, (weight, fact) in guesses.items()
        if weight >= least and not _is_of_best_single(reader, fact)
    }


def _is_of_best_single(reader: Reader, fact: Fact) -> bool:
    block = reader.block_at(fact.start)
    if block is None:
        return False
    first, _, _ = reader.sentence_at(block, fact.start)
    named = BEST_SINGLE.search(reader.folded, first, fact.start)
    return named is not None and "ensembl" not in reader.folded[named.end() : fact.start]


def _sentences(reader: Reader) -> Iterator[tuple[int, Fact]]:
    """A number beside the name of a board."""
    text = reader.folded
    for board in BOARDS:
        for match in _AFTER[board].finditer(text):
            if not (_figure_before(reader, match.start()) and _NAMED_BEHIND.match(text, match.end())):
                yield from _stated(reader, match, board)
        for match in _BEFORE[board].finditer(text):
            if not (_named_before(reader, match.start()) and _FIGURE_BEHIND.match(text, match.end())):
                yield from _stated(reader, match, board)
    yield from _announced(reader)
    yield from _continued(reader)
    for match in _ORDINAL.finditer(text):
        if "public" not in text[max(0, match.start() - 25) : match.start()]:
            yield from _stated(reader, match, "private")
    for match in chain(_FINAL_SCORE.finditer(text), _FINAL_SUBMISSION.finditer(text)):
        yield from _stated(reader, match, "private")
    for match in _RESULT.finditer(text):
        yield from ((min(weight, _FAIR), fact) for weight, fact in _stated(reader, match, "private"))
    for start, end, board in listed_scores(reader):  # surer than a name beside a number, which a list misleads
        yield from ((weight + 1, fact) for weight, fact in _weighed(reader, start, end, start, end, board))


def _announced(reader: Reader) -> Iterator[tuple[int, Fact]]:
    """A number behind a colon, of the one board that is named in the words before it."""
    for match in _COLON.finditer(reader.folded):
        words = re.split(r"[\n:;.|=]", reader.folded[max(0, match.start() - 90) : match.start()])[-1]
        named = list(_LAST_BOARD.finditer(words))
        if len(named) == 1 and "single" not in words and 3 < len(words) - named[0].end() <= 60:
            low = match.start() - len(words) + named[0].start()
            yield from _weighed(reader, *match.span("n"), low, match.end(), board_of(named[0].group()))


def _continued(reader: Reader) -> Iterator[tuple[int, Fact]]:
    """One's own score behind another's, or behind a part's: of the board that was named last in the sentence."""
    for match in _OURS.finditer(reader.folded):
        block = reader.block_at(match.start())
        if block is None:
            continue
        first, last, _ = reader.sentence_at(block, match.start())
        named = _LAST_BOARD.findall(reader.folded, max(first, match.start() - 120), match.start())
        if named and not _LAST_BOARD.search(reader.folded, match.start(), min(last, match.end() + 30)):
            yield from _stated(reader, match, board_of(named[-1]))


def _named_before(reader: Reader, position: int) -> bool:
    """The figure that follows belongs to the board before it: `CV 0.93 LB 0.92`, not `0.93 CV 0.92 LB`."""
    return bool(_NAMED_BEFORE.search(reader.folded, max(0, position - 30), position))


def _figure_before(reader: Reader, position: int) -> bool:
    """The board that follows belongs to the figure before it: `0.93 CV 0.92 LB`, not `CV 0.93 LB 0.92`."""
    figure = _FIGURE_BEFORE.search(reader.folded, max(0, position - 12), position)
    return figure is not None and not _named_before(reader, figure.start())


def _stated(reader: Reader, match: re.Match[str], board: str | None) -> Iterator[tuple[int, Fact]]:
    """The number that a match holds, which its words give to a board."""
    return _weighed(reader, *match.span(match.lastgroup or 0), *match.span(), board)


def _weighed(
    reader: Reader, start: int, end: int, low: int, high: int, board: str | None
) -> Iterator[tuple[int, Fact]]:
    """The number at `start:end`, which the words at `low:high` give to a board, and how sure it is the final one."""
    block = reader.block_at(start)
    if block is None or block.kind in ("code", "row") or reader.part(block) != "stated":
        return
    first, last, _ = reader.sentence_at(block, start)
    around = reader.folded[max(first, low - 90) : min(last, high + 60)]
    tight = reader.folded[max(first, low - 45) : min(last, high + 15)]
    weight = 1 + 2 * bool(context("final_score").search(around)) + 2 * (start < 2500 or block.kind == "heading")
    weight += start < _OPENING
    weight -= 4 * bool(context("not_final_score").search(tight)) + 2 * ("single" in tight)
    if _THEIRS.search(re.split(r"[,;]", reader.folded[max(first, low - 80) : start])[-1]):
        weight -= 6
    if _NOT_SELECTED.match(reader.folded, high, last):
        weight -= 6
    if "." not in reader.folded[start:end] and not re.match(rf" ?/\d|{_OUT_OF}", reader.folded[end : end + 40]):
        weight -= 9
    if reader.folded[start - 1 : start] == "+":
        weight -= 9
    yield weight, Fact("score", float(reader.folded[start:end]), start, end, scope=board)
