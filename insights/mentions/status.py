"""Used, rejected or only mentioned: what the words around a mention say.

Scope goes from the outside in: the headings above (a part called "What did not work"), the line that introduces a list,
the sentence, the clause. The nearest scope that says something decides.
"""

import re
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


def sentence_status(sentence: str, start: int, end: int, following: str = "", alone: bool = False) -> Status:
    """Status of the mention at `start:end` of a folded sentence; `following` is what stands behind it, of nothing else
    if the sentence is `alone` in a list item."""
    first, last = _clause(sentence, start, end)
    clause = sentence[first:start] + "\x02" * (end - start) + sentence[end:last]
    before = sentence[max(first, start - 60) : start]
    if _is_question(sentence):
        return _answered(following) if context("asked").match(clause) else "mentioned"
    if said := _said_before(sentence, clause, before, start, end):
        return said
    if context("hypothetical").search(clause) or context("hypothetical").search(before):
        return "mentioned"
    if _is_passed_over(sentence, start, end, following):
        return "rejected"
    aside = sentence.count("(", end, last) > sentence.count(")", end, last)
    rest = "" if aside else sentence[last : last + _SCOPE]
    if _is_better_off(clause, before, start - first) or context("turned_down").match(rest):
        return "rejected"
    if _is_rejected(clause, start - first, end - first):
        return "used" if _is_kept(clause) or context("kept_anyway").match(rest) else "rejected"
    attempt = context("tried").search(clause)
    tried = attempt is not None and attempt.start() <= end - first + _AFTERWARDS
    if (tried or context("back_reference").match(rest)) and context("reject").search(rest[: _SCOPE if tried else 70]):
        return "rejected"
    if tried and context("another_won").search(sentence, end):
        return "rejected"
    following = "" if rest and not tried and not _is_label(sentence, end) else following
    if context("turned_out_bad").match(following) or (tried and _is_dismissed(following, alone)):
        return "rejected"
    if not context("first_person").search(clause) and context("others").search(clause):
        return "mentioned"
    if context("preferred_after").match(sentence, end) or context("chosen").search(before):
        return "used"
    if tried:
        well = context("improves").match(sentence, end, last) or context("turned_out_well").match(following)
        return "used" if well else "tried"
    if alone and context("dropped_idea").search(following):
        return "rejected"
    return "used" if context("use").search(sentence[first:last]) else "stated"


def _said_before(sentence: str, clause: str, before: str, start: int, end: int) -> Status | None:
    """What the words right before a mention say of it, whatever follows; None where they leave it open."""
    if context("only_this").search(before) or (context("ablated").search(before) and context("drops").search(clause)):
        return "used"
    if (said := _announced(sentence, start)) != "stated":
        return said
    if context("before_winner").search(before):
        return "stated"
    if context("untried").search(before):
        return "mentioned"
    if context("before_preferred").search(before):
        return "rejected"
    if context("first_choice").search(before) and context("moved_on").match(sentence, end):
        return "rejected"
    if context("negated_before").search(before):
        return "used" if context("off_for_a_while").search(clause) else "rejected"
    return None


def _is_question(sentence: str) -> bool:
    """It ends in a question mark, which is not that of an aside in brackets."""
    return sentence.rstrip("*_ ").endswith("?") and sentence.count("(") <= sentence.count(")")


def _answered(following: str) -> Status:
    """What the sentence behind a question says of what was asked for: `LSTM? Too slow.`"""
    answer = re.split(r"[!?]", following[:_SCOPE], maxsplit=1)[0]
    bad = context("turned_out_bad").match(following) or context("reject").search(answer)
    return "rejected" if bad or context("other_was_best").search(following) else "mentioned"


def _announced(sentence: str, start: int) -> Status:
    """What the words before a colon say of what stands behind it: `Did not work: mixup`."""
    words = _ANNOUNCES.match(sentence, 0, start)
    return part_status(words[1]) if words else "stated"


def _is_label(sentence: str, end: int) -> bool:
    """The mention is what the whole sentence tells of: `Mixup: we mixed spectrograms, and targets.`"""
    words = _ANNOUNCES.match(sentence)
    return words is not None and end <= words.end(1)


def _is_rejected(clause: str, start: int, end: int) -> bool:
    """A word of rejection in the clause speaks of the mention, as its subject or as its object."""
    subject = not context("aside_before").search(clause[max(0, start - 60) : start])
    for cue in context("reject").finditer(clause):
        if cue.start() >= end and context("takes_object").match(clause, cue.start()):
            continue
        if cue.start() < end and cue.end() > start:
            return True
        if cue.start() >= end:
            between = _BRACKETS.sub("", clause[end : cue.start()])
            if subject and len(between.split()) <= _NEAR and not context("parts_from_cue").search(between):
                return True
        elif len((between := clause[cue.end() : start]).split()) <= _NEAR_BEHIND and not context("parts_object").search(
            between
        ):
            return True
    return False


def _is_passed_over(sentence: str, start: int, end: int, following: str) -> bool:
    """Things are compared, and the words behind choose another of them: `A gave 0.81 and B 0.82. We use B.`"""
    choice = context("choice").search(sentence, end)
    compared = sentence[: choice.start() if choice else None]
    choice = choice or context("choice").match(following)
    if not choice or not context("compares").search(compared):
        return False
    chosen = set(_LONG_WORD.findall(re.split(r"[.,;!]", choice.string[choice.end() :][:_CHOSEN], maxsplit=1)[0]))
    others = compared[:start] + compared[end:]
    return chosen.isdisjoint(_LONG_WORD.findall(sentence[start:end])) and any(word in others for word in chosen)


def _is_better_off(clause: str, before: str, start: int) -> bool:
    """Doing without it is told to have helped."""
    if not context("without_it").search(before) or context("drops").search(clause, start):
        return False
    return bool(context("rises").search(clause, start))


def _is_kept(clause: str) -> bool:
    """The bad word speaks of doing without it, or of some epochs alone."""
    if context("kept").search(clause) or context("off_for_a_while").search(clause):
        return True
    return bool(context("ablated").search(clause) and context("drops").search(clause))


def _is_dismissed(following: str, alone: bool) -> bool:
    """What was tried came to nothing, or something else turned out to be best."""
    if context("other_was_best").search(following):
        return True
    if alone and context("reject").search(following):
        return True
    return bool(context("back_reference").match(following) and context("reject").search(following[:120]))


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
