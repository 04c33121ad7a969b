"""How many folds the final models were trained on."""

import re
from collections import Counter

from insights.mentions.facts import SPELLED, WORDS, Fact, Match, number, places
from insights.mentions.reader import Reader

_FOLDS = re.compile(
    rf"(?<![a-z\d_.])(?<!\d[-–~])(?!two-?fold[:,.])(?P<a>\d{{1,2}}(?=\D)|(?:{SPELLED})(?=[- ]))[- ]?(?:x ?)?"
    r"(?:(?:stratified|group|random|grouped|outer|cv|multilabel|different|separate|disjoint|"
    r"cross[- ]validation)[- ])*(?:k?[- ]?folds?|(?<=cv )splits|(?<=validation )splits)\b"
    r"(?! (?:increase|faster|more|speed)| of an? (?!stratif|group|random|k-?fold|cv|cross|single|fixed|simple))|"
    r"n_?splits ?= ?(?P<b>\d{1,2})|"
    r"-folds(?: ?[=:] ?| )(?P<c>\d{1,2})\b|(?P<e>\d{1,2}) ?折"
    r"|k-?folds?,? ?\(?(?:k ?)?= ?(?P<h>\d{1,2})\b|k-?fold\((?P<i>\d{1,2})\b"
    r"|\b(?:n(?:um)?_?folds?(?: ?[=:] ?| )(?P<d>\d{1,2})\b|number of folds\W{1,4}(?P<j>\d{1,2})\b"
    r"|folds\W{0,4}[:=|]\W{0,4}(?P<k>\d{1,2})\b(?![.,:]\d|,? ?(?:and |- ?)?\d)"
    r"|folds? 0 ?(?:-|–|~|to) ?(?P<last>\d)\b"
    r"|k ?(?:of|is|was|=) ?(?P<p>\d{1,2})\b(?=[^.]{0,40}fold)"
    rf"|(?:split|cut|divided?|partition\w*) (?:\w+ )?into (?P<r>\d{{1,2}}|{SPELLED}) (?:\w+ )?"
    r"(?:parts|folds|groups|subsets)(?= for (?:cross|cv|validation)|[^.\n]{0,60}\btrained on)"
    r"|cv=(?P<m>\d{1,2})(?=[,)])|(?P<o>\d{1,2})[- ]splits? (?:cv|cross)"
    rf"|cv (?:with|into) (?P<s>\d{{1,2}}|{SPELLED}) splits\b)"
    rf"|(?:fold|cross[- ]validation) (?:with|into) (?P<l>\d{{1,2}}|{SPELLED}) splits\b"
    r"|fold[^.\n]{0,30}\bk (?:of|is|was|=) (?P<q>\d{1,2})\b"
    r"|(?P<f>[五十三])折|(?<![a-z\d_.-])(?P<g>\d{1,2}) ?(?:fold(?![a-z ]|\b)|分割)"
)
_DROPPED_BEFORE = re.compile(
    r"\b(?:initially|at first|first i|first we|started with|instead of|rather than|switched from|"
    r"public (?:notebook|kernel)s?|baseline|(?:did|could|was|were)(?: not|n.t)|would)\b(?!.* (?:more|"
    r"less) than )[^.;,]{0,40}$"
)
_DROPPED_BEHIND = re.compile(
    r"[^.,;]{0,15}\b(?:early on|at first|initially)\b(?=[^.;]{0,40}\d[- ]fold)| (?:i|we) (?:moved|switched|went|"
    r"changed) to\b|"
    r"(?: cv| cross[- ]validation| training)? (?:was|were|is)(?: not|n.t| too) |[^.,;]{0,20} would (?:have|be|take)\b"
    r"|[^.;]{0,40}\bone (?:can|could)\b"
)
_MOVED = re.compile(
    rf"[^.;\n]{{0,40}}\b(?:moved|switched|went|changed) to (?P<n>\d{{1,2}}|{SPELLED})\b(?![- ]fold| epoch| seed| model)"
)
"""Behind folds of a first try: those that came later."""
_FOLD = r"\w{0,12}fold\w{0,12}"
_LOOP = re.compile(
    rf"\bfor {_FOLD} in (?:range\((?P<n>\d{{1,2}})\)|\{{0\.\.(?P<last>\d{{1,2}})\}}|\$\(seq 0 (?P<seq>\d{{1,2}})\)|"
    r"[\[(]?0(?P<rest>(?:,? \d{1,2}){1,12}))"
    r"|--folds?[ =]0(?P<listed>(?:[ ,] ?\d{1,2}(?![\d.])){1,12})"
    rf"|\bfor \(\( ?{_FOLD} ?= ?0; ?{_FOLD} ?(?:<= ?(?P<to>\d{{1,2}})|< ?(?P<below>\d{{1,2}}))"
)
"""A loop over all folds in a command or a script."""
_ARGUMENT = re.compile(
    r"(?<![\w-])--?(?:(?:val|valid|test|train|cv)[-_])?fold(?:[-_](?:id|idx|num|no?|index|number))?[ =](?P<n>\d)\b"
)
"""One fold that a command asks for."""


def folds(reader: Reader) -> Fact | None:
    """Number of CV folds: the one that is named most often, the first of equals; else what commands run through."""
    counts: Counter[float] = Counter()
    first: dict[float, Fact] = {}
    for place in places(reader, _FOLDS, code=True):
        text = next(text for text in place.match.groups() if text)
        value = (WORDS.get(text) or number(text)) + (place.match.group("last") is not None)
        if moved := _MOVED.match(place.after):
            value = number(moved["n"])
        if 2 <= value <= 50 and not _is_dropped(place):
            counts[value] += 1
            first.setdefault(value, _fact(value, place.match))
    return first[counts.most_common(1)[0][0]] if counts else _looped(reader) or _asked(reader)


def _is_dropped(place: Match) -> bool:
    """Folds of a first try, of others, or that were not made."""
    return bool(_DROPPED_BEFORE.search(place.before) or _DROPPED_BEHIND.match(place.after))


def _fact(value: float, match: re.Match[str]) -> Fact:
    return Fact("folds", value, match.start(), match.end(), unit="folds")


def _looped(reader: Reader) -> Fact | None:
    """Folds of a loop; read in the raw text, for loops are set aside in the masked one."""
    match = _LOOP.search(reader.raw)
    if match is None:
        return None
    words = match.groupdict()
    if rest := words["rest"] or words["listed"]:
        value = 1 + len(rest.replace(",", " ").split())
    else:
        value = int(next(filter(None, words.values()))) + (words["n"] is None and words["below"] is None)
    return _fact(value, match) if 2 <= value <= 50 else None


def _asked(reader: Reader) -> Fact | None:
    """Folds that are asked for one by one, from the first to the last."""
    found = {int(match["n"]): match for match in _ARGUMENT.finditer(reader.raw)}
    first, last = min(found, default=0), max(found, default=0)
    if first > 1 or len(found) < 3 or len(found) != last - first + 1:
        return None
    return _fact(len(found), found[last])
