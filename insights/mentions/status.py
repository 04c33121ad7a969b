"""Used, rejected or only mentioned: what the words around a mention say.

Scope goes from the outside in: the headings above (a part called "What did not work"), the line that introduces a list,
the sentence, the clause. The nearest scope that says something decides.
"""

import re
from dataclasses import dataclass
from typing import Literal

from insights.mentions.contexts import context

Status = Literal["used", "stated", "tried", "rejected", "mentioned"]
"""`used` is said outright ("we used", "optimizer: ..."); `stated` stands without a verb of use or of doubt in a plain
sentence of one's own solution; `tried` says that it was tried and leaves open what came of it."""


_SCOPE = 160
_NEAR, _NEAR_BEHIND = 10, 5
"""How many words may stand between a mention and the word of rejection behind it, or before it."""
_BRACKETS = re.compile(r" ?\([^()]*\)")
"""An aside parts no subject from its verb."""
_ANNOUNCES = re.compile(r"\W*((?:[\w'’,-]+ ){0,7}[\w'’-]+)[*_]{0,2}[:：][*_]{0,2} ")
"""An opening of at most eight words that ends in a colon."""
_CHOSEN = 40
"""In so many characters what was chosen is named."""
_LONG_WORD = re.compile(r"[^\W\d_]\w{2,}")
_AFTERWARDS = 25
"""How far behind a mention "was tried" still speaks of it; what was tried later in the clause is something else."""


def part_status(heading: str) -> Status:
    """What a heading, or a line that introduces a list, says of everything under it."""
    if context("rejected_part").search(heading):
        return "rejected"
    if context("tried_part").search(heading):
        return "tried"
    return "mentioned" if context("mention_part").search(heading) else "stated"


@dataclass(frozen=True, slots=True)
class _Said:
    """A mention at `start:end` of a folded sentence, with the words that may speak of it."""

    sentence: str
    start: int
    end: int
    first: int
    """Where its clause begins."""
    last: int
    """Where its clause ends."""
    clause: str
    """The clause, in which signs stand for the mention."""
    before: str
    """The end of what stands before it in the clause."""
    rest: str
    """What stands behind the clause, unless the mention is an aside."""
    following: str
    """What stands behind the sentence."""
    alone: bool
    """`following` speaks of nothing else: they are the words of one list item."""


def sentence_status(sentence: str, start: int, end: int, following: str = "", alone: bool = False) -> Status:
    """Status of the mention at `start:end` of a folded sentence; `following` is what stands behind it, of nothing else
    if the sentence is `alone` in a list item."""
    first, last = _clause(sentence, start, end)
    clause = sentence[first:start] + "\x02" * (end - start) + sentence[end:last]
    before = sentence[max(first, start - 60) : start]
    aside = sentence.count("(", end, last) > sentence.count(")", end, last)
    rest = "" if aside else sentence[last : last + _SCOPE]
    it = _Said(sentence, start, end, first, last, clause, before, rest, following, alone)
    if said := _asked(it) or _said_before(it) or _turned_down(it) or _failed(it) or _came_of(it):
        return said
    return "used" if context("use").search(sentence[first:last]) else "stated"


def _asked(it: _Said) -> Status | None:
    """What the sentence behind a question says of what was asked for: `LSTM? Too slow.`"""
    if not it.sentence.rstrip("*_ ").endswith("?") or it.sentence.count("(") > it.sentence.count(")"):
        return None  # the question mark is that of an aside in brackets
    if not context("asked").match(it.clause):
        return "mentioned"
    answer = re.split(r"[!?]", it.following[:_SCOPE], maxsplit=1)[0]
    bad = context("turned_out_bad").match(it.following) or context("reject").search(answer)
    return "rejected" if bad or context("other_was_best").search(it.following) else "mentioned"


def _said_before(it: _Said) -> Status | None:
    """What the words right before a mention say of it, whatever follows; None where they leave it open."""
    before, clause = it.before, it.clause
    if context("only_this").search(before) or (context("ablated").search(before) and context("drops").search(clause)):
        return "used"
    if (said := _announced(it)) != "stated":
        return said
    if context("before_winner").search(before):
        return "stated"
    if context("untried").search(before):
        return "mentioned"
    if context("before_preferred").search(before):
        return "rejected"
    if context("first_choice").search(before) and context("moved_on").match(it.sentence, it.end):
        return "rejected"
    if context("negated_before").search(before):
        return "used" if context("off_for_a_while").search(clause) else "rejected"
    return "mentioned" if context("hypothetical").search(clause) or context("hypothetical").search(before) else None


def _turned_down(it: _Said) -> Status | None:
    """Rejected where something else was chosen, or doing without it is told to have helped."""
    here = it.start - it.first
    without = context("without_it").search(it.before) and context("rises").search(it.clause, here)
    if without and not context("drops").search(it.clause, here):
        return "rejected"
    return "rejected" if context("turned_down").match(it.rest) or _is_passed_over(it) else None


def _failed(it: _Said) -> Status | None:
    """Rejected by a word of its clause; used if that speaks of doing without it, or of some epochs alone."""
    if not _is_rejected(it.clause, it.start - it.first, it.end - it.first):
        return None
    kept = context("kept").search(it.clause) or context("off_for_a_while").search(it.clause)
    kept = kept or (context("ablated").search(it.clause) and context("drops").search(it.clause))
    return "used" if kept or context("kept_anyway").match(it.rest) else "rejected"


def _came_of(it: _Said) -> Status | None:
    """What came of it, as the clauses and sentences behind it tell, or that others did it."""
    attempt = context("tried").search(it.clause)
    tried = attempt is not None and attempt.start() <= it.end - it.first + _AFTERWARDS
    following = "" if it.rest and not tried and not _is_label(it) else it.following
    if _came_to_nothing(it, tried, following):
        return "rejected"
    if not context("first_person").search(it.clause) and context("others").search(it.clause):
        return "mentioned"
    if context("preferred_after").match(it.sentence, it.end) or context("chosen").search(it.before):
        return "used"
    if tried:
        well = context("improves").match(it.sentence, it.end, it.last) or context("turned_out_well").match(following)
        return "used" if well else "tried"
    return "rejected" if it.alone and context("dropped_idea").search(following) else None


def _came_to_nothing(it: _Said, tried: bool, following: str) -> bool:
    """What stands behind the clause speaks of it as bad, or tells that something else turned out to be best."""
    reject, refers_back = context("reject"), context("back_reference")
    if (tried or refers_back.match(it.rest)) and reject.search(it.rest[: _SCOPE if tried else 70]):
        return True
    if context("turned_out_bad").match(following):
        return True
    return tried and bool(
        context("another_won").search(it.sentence, it.end)
        or context("other_was_best").search(following)
        or (it.alone and reject.search(following))
        or (refers_back.match(following) and reject.search(following[:120]))
    )


def _announced(it: _Said) -> Status:
    """What the words before a colon say of what stands behind it: `Did not work: mixup`."""
    words = _ANNOUNCES.match(it.sentence, 0, it.start)
    return part_status(words[1]) if words else "stated"


def _is_label(it: _Said) -> bool:
    """The mention is what the whole sentence tells of: `Mixup: we mixed spectrograms, and targets.`"""
    words = _ANNOUNCES.match(it.sentence)
    return words is not None and it.end <= words.end(1)


def _is_rejected(clause: str, start: int, end: int) -> bool:
    """A word of rejection in the clause speaks of the mention, as its subject or as its object."""
    subject = not context("aside_before").search(clause[max(0, start - 60) : start])
    for cue in context("reject").finditer(clause):
        if cue.end() <= start:
            between = clause[cue.end() : start]
            if len(between.split()) <= _NEAR_BEHIND and not context("parts_object").search(between):
                return True
        elif cue.start() < end:
            return True
        elif subject and not context("takes_object").match(clause, cue.start()):
            between = _BRACKETS.sub("", clause[end : cue.start()])
            if len(between.split()) <= _NEAR and not context("parts_from_cue").search(between):
                return True
    return False


def _is_passed_over(it: _Said) -> bool:
    """Things are compared, and the words behind choose another of them: `A gave 0.81 and B 0.82. We use B.`"""
    choice = context("choice").search(it.sentence, it.end)
    compared = it.sentence[: choice.start() if choice else None]
    choice = choice or context("choice").match(it.following)
    if not choice or not context("compares").search(compared):
        return False
    chosen = set(_LONG_WORD.findall(re.split(r"[.,;!]", choice.string[choice.end() :][:_CHOSEN], maxsplit=1)[0]))
    others = compared[: it.start] + compared[it.end :]
    own = _LONG_WORD.findall(it.sentence[it.start : it.end])
    return chosen.isdisjoint(own) and any(word in others for word in chosen)


def _clause(sentence: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a mention, at most `_SCOPE` characters to either side: texts without full stops exist."""
    first, last = max(0, start - _SCOPE), min(len(sentence), end + _SCOPE)
    for match in context("clause_end").finditer(sentence):
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end:
            last = match.start()
            break
    return first, last
