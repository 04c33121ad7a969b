"""Used, rejected or only mentioned: what the words around a mention say.

Scope goes from the outside in: the headings above (a part called "What did not work"), the line that introduces a list,
the sentence, the clause. The nearest scope that says something decides.
"""

from typing import Literal

from insights.mentions.contexts import context

Status = Literal["used", "rejected", "mentioned", "bare"]
"""`bare` says nothing either way: a mention in a plain sentence of one's own solution, counted as use."""


def part_status(heading: str) -> Status:
    """What a heading, or a line that introduces a list, says of everything under it."""
    if context("rejected_part").search(heading):
        return "rejected"
    return "mentioned" if context("mention_part").search(heading) else "bare"


def sentence_status(sentence: str, start: int, end: int, following: str = "") -> Status:
    """Status of the mention at `start:end` of a folded sentence; `following` is the next sentence."""
    first, last = _clause(sentence, start, end)
    clause = sentence[first:last]
    before = sentence[max(first, start - 60) : start]
    if context("before_preferred").search(before) or context("negated_before").search(before):
        return "rejected"
    if context("hypothetical").search(clause):
        return "mentioned"
    if context("reject").search(clause):
        return "bare" if context("kept").search(clause) else "rejected"
    rest = sentence[last : last + 160]
    if context("tried").search(clause) and (
        context("reject").search(rest) or (not rest.strip() and context("reject").search(following[:120]))
    ):
        return "rejected"
    if context("others").search(clause) and not context("first_person").search(clause):
        return "mentioned"
    if context("use").search(clause):
        return "used"
    return "bare"


def _clause(sentence: str, start: int, end: int) -> tuple[int, int]:
    first, last = 0, len(sentence)
    for match in context("clause_end").finditer(sentence):
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end:
            last = match.start()
            break
    return first, last
