"""Scores of the best single model, where the text names it so: what one model is worth beside the ensemble."""

import re
from collections.abc import Iterator

from insights.mentions.facts import Fact, Match, places
from insights.mentions.reader import Reader
from insights.mentions.score_tables import BOARDS, LABELS

BEST_SINGLE = re.compile(
    r"\b(?:best|strongest|highest|top)(?:[- ](?:scoring|performing))?[- ]single[- ](?:\w+ )?model\b|"
    r"\bsingle[- ]best[- ]model\b|\bbest model alone\b"
)
_REACH = 160
"""Characters behind the name in which its scores stand."""
_OTHERS = re.compile(r"\bensembl|\bblend|\bfinal (?:submission|score)|\bwhile\b|\bbut\b|\bwhereas\b|[;。]|\. ")
"""Where the sentence goes on to something else."""
_NUMBER = r"[*_` ]{0,4}(?P<n>\d*\.\d{2,})(?![\d%])"
_OF_BOARD = {
    board: re.compile(
        rf"{label}(?: lb| leader ?board| score){{0,2}}[\s:=|~(]{{0,4}}(?:(?:of|was|is|at)[\s~]{{1,2}})?{_NUMBER}"
        rf"|(?<![\d.]){_NUMBER.replace('<n>', '<m>')}[*_` ]{{0,4}}\(?(?:(?:on|in) )?(?:the |our |local )?{label}"
    )
    for board, label in LABELS.items()
}


def single_scores(reader: Reader) -> Iterator[Fact]:
    """One score a board of the model that the author calls the best single one; none where the text gives several."""
    found: dict[str, list[Fact]] = {board: [] for board in BOARDS}
    for place in places(reader, BEST_SINGLE):
        for board in BOARDS:
            found[board] += _scores(place, board)
    for facts in found.values():
        if len({fact.value for fact in facts}) == 1:
            yield facts[0]


def _scores(place: Match, board: str) -> Iterator[Fact]:
    clause = _OTHERS.split(place.after[:_REACH], maxsplit=1)[0]
    match = _OF_BOARD[board].search(clause)
    if match is not None:
        name = "n" if match.group("n") else "m"
        start = place.match.end() + match.start(name)
        end = place.match.end() + match.end(name)
        yield Fact("score", float(match.group(name)), start, end, scope=f"single {board}")
