"""Mentions of techniques in a text, each with its status and its evidence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from insights.mentions.contexts import context, has_context
from insights.mentions.forms import Hit
from insights.mentions.mask import MASK
from insights.mentions.outcomes import is_reason, row_status
from insights.mentions.outline import Block
from insights.mentions.reader import Reader
from insights.mentions.status import Status, sentence_status
from insights.mentions.vocabulary import HIT, WEAK, Technique, techniques

QUOTE = 160
"""Longest quote, in characters."""
SCOPE = 200
"""How much of a sentence is looked at on either side of a match: there are texts without full stops."""
_REACH = 70
"""How far around a match the forbidding contexts look, in characters."""
_OPENING = 30
"""How much of a sentence may announce what it lists, in characters."""
_LISTED_WORDS = 8
"""Longest entry of a list of packages, in words."""
_LINK_ALONE = re.compile(rf"[\W\d]*\[[^\]{MASK}]*(?:\](?:\[[^\]]*\])?|{MASK}+)\W*")
_CITATION = re.compile(
    r"[\s>*-]*(?:\[\^?\w{1,12}\]:? |\d{1,2}[.)] )?[A-Z][\w'’-]+(?:,? [A-Z][\w.-]*){1,3}(?:,| and | & |\.| \()"
    r"[^\n]{0,400}?(?:\((?:19|20)\d\d\)|(?:19|20)\d\d[;,.:])"
)
_PUBLISHED = re.compile(
    r"\b(?:arxiv|doi|et al|journal|proceedings|proc\.|conference|preprint|vol\.|pp\.|springer|ieee|press|science|"
    r"transactions|advances in)\b",
    re.IGNORECASE,
)
"""An entry of a bibliography names authors, a year and where it was published."""
_UNDONE = re.compile(r"\W{0,6}\[ \] ")
_DASH = re.compile(r"\s[-–—]{1,2}\s")
_WORD = re.compile(r"[^\W\d]")
_SETTING = re.compile(
    r"[\s\"']*[\w.-]{2,40}[\"']? {0,12}[=:] {0,3}(?!none\b|null\b)[\"']?[\w.-]*\w[^()*+\[\]{}=]{0,40}(?:#.*)?"
)
_CHOICE = re.compile(rf"#[^#]*(?:\bor\W{{1,3}}{HIT}|{HIT}\W{{1,3}}or\b)")
"""A comment that tells what else a setting may be."""
_OPTION = re.compile(r"(?:^|\s)--[\w-]*$")
_CALL = re.compile(r"\w*\(")


@dataclass(frozen=True, slots=True)
class Mention:
    """A technique at a place of the text."""

    id: str
    start: int
    end: int
    said: str
    """The expression as the text has it, folded."""
    status: Status
    weak: bool
    """An expression that counts only beside a sign of use."""
    kind: str
    """Kind of block: heading, text, item, row, code, quote; `setting` for a line of code that gives a name a value."""
    quote: tuple[int, int]
    """Span of the evidence: the sentence, cut to `QUOTE` characters around the match."""

    @property
    def firm(self) -> bool:
        """Fit to be signed: a clear expression in a sentence of use or rejection, or in a list of what was used."""
        if self.weak or self.status in ("tried", "mentioned"):
            return False
        return self.status != "stated" or self.kind in ("item", "row", "heading", "code", "setting")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a mention stands."""

    block: Block
    begin: int
    end: int
    start: int
    """Where its sentence begins."""
    stop: int
    """Where its sentence ends."""
    after: int
    """Where the next one begins."""

    def words(self, reader: Reader) -> tuple[str, int, int]:
        """The sentence, as much of it as is looked at, and where in it the mention begins and ends."""
        start, stop = max(self.start, self.begin - SCOPE), min(self.stop, self.end + SCOPE)
        return reader.folded[start:stop].replace("\n", " "), self.begin - start, self.end - start


def mentions(reader: Reader, only: str = "") -> Iterator[Mention]:
    """All mentions that no context forbids, of all techniques or of one."""
    rows = techniques()
    last: dict[str, Hit] = {}
    for hit in reader.hits:
        if ":" in hit.row or not hit.row.startswith(only):
            continue
        outer = last.setdefault(hit.row, hit)
        if outer is not hit and hit.end <= outer.end:
            continue  # said already, in more words
        last[hit.row] = hit
        row, block = rows[hit.row.removesuffix(WEAK)], reader.block_at(hit.start)
        if block is None or hit.end > block.end or _is_forbidden(reader, row, block, hit):
            continue
        at = _Place(block, hit.start, hit.end, *reader.sentence_at(block, hit.start))
        weak = hit.row.endswith(WEAK) and not _is_home(reader, block, row.family, at.start)
        quote = cut(reader.text, at.start, at.stop, hit.start, hit.end)
        kind = "setting" if block.kind == "code" and _is_setting(reader, block, hit.start) else block.kind
        said = reader.folded[hit.start : hit.end]
        yield Mention(row.id, hit.start, hit.end, said, _status(reader, at), weak, kind, quote)


def _is_forbidden(reader: Reader, row: Technique, block: Block, hit: Hit) -> bool:
    """The words around it say that something else is meant."""
    low, high = max(block.start, hit.start - _REACH), min(block.end, hit.end + _REACH)
    if row.forbid:
        around = reader.folded[low : hit.start] + HIT + reader.folded[hit.end : high]
        if row.forbid.search(reader.folded, low, high) or row.forbid.search(around):
            return True
    return row.needs is not None and not row.needs.search(reader.folded, low, high)


def _is_home(reader: Reader, block: Block, family: str, start: int) -> bool:
    """The heading, the introduction or the opening of the sentence announces the family: no word of it is weak here."""
    if not has_context("home_" + family) or block.kind == "code":
        return False
    home = context("home_" + family)
    near = [reader.folded[start : start + _OPENING], reader.lead(block)]
    near += [reader.heading(index) for index in block.path[-2:]]
    return any(home.search(words) for words in near)


def _status(reader: Reader, at: _Place) -> Status:
    """What the part, the table and the sentence around a mention say of it, from the outside in."""
    block, part = at.block, reader.part(at.block)
    if part == "mentioned":
        return part
    if "rejected" in (part, reader.titled(block, at.begin)):
        if context("spared").search(reader.folded[max(at.start, at.begin - _REACH) : at.end]):
            return "stated"
        return "mentioned" if _explains(reader, at) else "rejected"
    if block.kind == "row" and (said := row_status(reader, block, at.begin)) != "stated":
        return said
    sentence, begin, end = at.words(reader)
    if context("set_to_nothing").match(reader.folded, at.end) or _says_nothing(sentence, block.kind, begin, end):
        return "mentioned"
    if block.kind == "heading" and context("nothing").match(reader.after(block)):
        return "rejected"
    return _said(reader, at, sentence.replace(MASK, " "), begin, end)


def _said(reader: Reader, at: _Place, sentence: str, begin: int, end: int) -> Status:
    """What the sentence says of it, and what stands right before and behind the sentence."""
    block = at.block
    following = reader.folded[at.after : min(at.after + (700 if block.kind == "item" else 200), block.end)]
    own = sentence_status(sentence, begin, end, following, block.kind == "item")
    if own in ("stated", "tried"):
        if _is_announced(reader, at, sentence[:begin]):
            return "rejected"
        if _is_listed(reader, block, sentence):
            return "mentioned"
    if _is_citation(reader, block):
        return "mentioned"
    if own == "stated" and reader.part(block) == "tried":
        return "tried"
    return "used" if own == "stated" and block.kind == "code" and _CALL.match(sentence, end) else own


def _is_announced(reader: Reader, at: _Place, opening: str) -> bool:
    """The sentence before tells of failures, and this one lists them: `Two ideas failed. One was mixup.`"""
    start = max(at.start, at.begin - SCOPE)
    before = reader.folded[max(at.block.start, start - SCOPE) : start]
    return bool(context("announced_failures").search(before) and context("listed_failure").match(opening + HIT))


def _is_setting(reader: Reader, block: Block, begin: int) -> bool:
    """`mixup_alpha = 0.4` or `--mixup 0.4`: what a training was run with; a comment names what else there is."""
    if "#" in reader.folded[block.start : begin]:
        return False
    if _SETTING.fullmatch(reader.folded, block.start, block.end):
        return True
    return bool(_OPTION.search(reader.folded, max(block.start, begin - 30), begin))


def _explains(reader: Reader, at: _Place) -> bool:
    """In a part about failures: what worked better, and why the thing before the dash or in the opening failed."""
    block = at.block
    if context("preferred_after").match(reader.folded, at.end) or is_reason(reader, block, at.begin):
        return True
    if block.kind == "item" and _DASH.search(reader.folded[at.start : at.begin].lstrip(" \t-–—*+")):
        return True
    sentence, begin, _ = at.words(reader)
    if context("hypothetical").search(sentence):
        return True
    opening = not _WORD.search(reader.folded, block.start, at.start)
    return not opening and sentence_status(sentence, begin, begin + 1) not in ("rejected", "tried")


def _says_nothing(sentence: str, kind: str, begin: int, end: int) -> bool:
    """A link's title, a setting that is off or could be, what a parameter means, a box without a tick, a column."""
    if kind == "row":
        return bool(context("switched_off").search(sentence))
    if kind == "item" and (context("parameter").search(sentence) or _UNDONE.match(sentence)):
        return True
    if kind == "code":
        column = sentence[:begin].endswith(("['", '["')) or sentence[end:].startswith(("']", '"]'))
        return column or bool(_CHOICE.search(sentence[:begin] + HIT + sentence[end:]))
    return bool(_LINK_ALONE.fullmatch(sentence))


def _is_listed(reader: Reader, block: Block, sentence: str) -> bool:
    """A package in a list of requirements is no technique that was used; a sentence that says what it serves is."""
    if len(sentence.split()) > _LISTED_WORDS or context("serves").search(sentence):
        return False
    return any(context("dependency_part").search(reader.heading(index)) for index in block.path[-2:])


def _is_citation(reader: Reader, block: Block) -> bool:
    entry = reader.text[block.start : min(block.end, block.start + 500)]
    return block.kind in ("text", "item") and bool(_CITATION.match(entry) and _PUBLISHED.search(entry))


def cut(text: str, start: int, stop: int, begin: int, end: int) -> tuple[int, int]:
    """The sentence without its margins, or a window of it around the match."""
    while start < begin and text[start] in " \t\n#>|*-+":
        start += 1
    while stop > end and text[stop - 1] in " \t\n|":
        stop -= 1
    if stop - start <= QUOTE:
        return start, stop
    margin = (QUOTE - min(end - begin, QUOTE)) // 2
    low = max(start, begin - margin)
    high = min(stop, low + QUOTE)
    return max(start, high - QUOTE), high
