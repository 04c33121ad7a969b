"""Members of the final blend that a text names instead of counting them: in a sentence, a list, a table."""

import re
from collections import Counter
from collections.abc import Iterator

from insights.mentions.contexts import context
from insights.mentions.facts import SPELLED, Fact, number, places
from insights.mentions.outline import Block
from insights.mentions.reader import Reader
from insights.mentions.score_tables import tables
from insights.mentions.weights import is_known_model, names_model, of_models, weighed

_KIND = r"(?<![\w.])\d{1,2} ?[x×] ?[a-z][\w.-]*(?: [a-z][\w-]*){0,2}?(?: \([^()\n]{1,60}\))?"
_KINDS = re.compile(rf"{_KIND}(?:(?:,|,? and| \+| &) {_KIND})+")
_OF_KIND = re.compile(r"(\d{1,2}) ?[x×]")
_CARDS = re.compile(r"\b(?:gpus?|rtx|gtx|(?<!-)[vahtpl]\d{1,3}|\d0\d0)\b")
_LIST_OF_MODELS = re.compile(
    r"(?:final|our|my) (?:\w+ )?(?:ensemble|blend)\b[^.\n]{0,80}:?$|ensemble of[^.\n]{0,80}models:?$|"
    r"\bmodels? (?:that (?:we|i) )?used (?:are|were)\W*$"
)
_TIMED = re.compile(r"\btimes? (?:needed|for|of)\b")
"""In the words before a list: it is one of times."""
_PART_OF_MODELS = re.compile(
    r"\W*(?:\d\W+)?(?:(?:the|our|my|final|model|single|best|selected) )*(?:ensembl\w+|blend\w*|submission models)"
    r"(?: (?:of|members|models|single models|components|details))?\W*$"
)
"""A heading over the members of the blend."""

_OF_THEIR = r"(?:(?:the )?(?:predictions?|outputs?|results?|probabilities|submissions?) (?:of|from) )?"
_NAMED = re.compile(
    r"\b(?:(?:ensembles?|blends?|averages?|means?|mix|mixture) (?:of|between|from)|"
    r"(?:ensembl|averag|blend)(?:ed|es|e|s|ing)(?: together)?|(?:we|i) (?:\w+ )?(?:blend|average|ensemble)|"
    r"(?:ensemble|blend|(?:final|our|my) submission) (?:(?:is|was) )?(?:made (?:up )?of|composed of|consist\w* of|"
    r"contain\w*|compris\w+(?: of)?)|combin(?:ed|es|e|s|ing|ation of)(?= \w+ (?:of|from)\b)|"
    r"combin(?:ed|es|e|s|ing)(?= the (?:predict|output|result)\w+ (?:of|from))|"
    r"(?:final|our|my|the) (?:\w+ )?(?:solution|submission|ensemble|blend)(?: (?:is|was))? ?[:=]|ensemble ?:)"
    rf" {_OF_THEIR}(?P<names>(?:[^\n.:;]|\.(?=\w)){{5,160}})"
)
_JOINED = re.compile(
    r",? (?:(?:is|are|was|were|then|all|both|simply|finally|linearly) )*(?:"
    r"(?:averaged|blended|ensembled|equally weighted|(?:=|→|->) ?(?:the |our |my )?final (?:ensemble|blend|submission)|"
    r"form (?:the|our|my) (?:\w+ )?(?:ensemble|blend))\b"
    r"(?! with (?!equal|weights?\b|simple|different|rank|the same))|ensemble(?= ?(?:[.,\n]|$)))"
)
"""Behind names: "the predictions of LightGBM and XGBoost were averaged"."""
_NAMES_BEGIN = re.compile(r"(?:[:;] |\b(?:of|from|with) (?:the |our |my )?)(?!.*(?:[:;] |\b(?:of|from|with) ))")
_BETWEEN = re.compile(r",? (?:and|with|plus) |, | ?[&+] ?")
_ASIDE = re.compile(r"\([^()]{0,80}\)|[*`_\[\]\x01]")
_AFTER_NAMES = re.compile(
    r"(?<![+&])(?<! and),? (?:was|were|that|which|where|each|both|all|two|three|four|as|to|in|on|for|by|using|"
    r"gave|gives|at|trained|"
    r"is|are|but|because|since|so|then|with (?:(?:an?|the|different|equal|simple) )*"
    r"(?:weights?|seeds?|folds?|linear|ratio|\d|logistic|ridge|hill|mean))\b|$"
)
_MANY = re.compile(rf"\W*(?P<n>\d{{1,2}}|{SPELLED})(?: ?[x×])? (?!-?fold|seed|layer|stage)")
_LONGEST_NAME = 60
_THE_TWO = r"(?:both(?: of)?(?: the| our)?|the two)(?: \w+)? (?:models|networks|architectures|them)\b"
_TOGETHER = re.compile(
    rf"\b(?:averag|blend|ensembl|mean)\w* (?:of )?{_OF_THEIR}{_THE_TWO}"
    rf"|\b{_THE_TWO}[^.\n]{{0,30}}?\b(?:averag|blend|ensembl)ed\b"
    r"|\bboth (?:\w+ ){1,4}and (?:\w+ ){1,4}(?:models |networks )?(?:(?:are |were )?(?:part of|used in|in|of)) "
    r"(?:our |the |my )(?:final |\w+ )?(?:submission|ensemble|blend)"
)


def named(reader: Reader) -> Fact | None:
    """Members that are counted by kind, listed, weighed in a sum or a table, or named one by one."""
    return _counted(reader) or _listed(reader) or weighed(reader) or _told(reader) or _both(reader)


def _counted(reader: Reader) -> Fact | None:
    """Models that a sentence counts by kind: "the final submission is 2x resnet50, 2x resnet34 and 1x vit"."""
    for place in places(reader, _KINDS):
        around = f"{place.before} {place.after[:60]}"
        if context("final_blend").search(around) and not _CARDS.search(place.match.group()):
            return of_models(float(sum(map(int, _OF_KIND.findall(place.match.group())))), *place.match.span())
    return None


def _listed(reader: Reader) -> Fact | None:
    """Items of a list, or rows of a table, that is introduced as the final ensemble; or that names models under its
    heading."""
    items: Counter[int] = Counter(
        block.lead for block in reader.outline.blocks if block.kind == "item" and block.lead is not None
    )
    for index, count in sorted(items.items()):
        block = reader.outline.blocks[index]
        if 2 <= count <= 40 and block.kind == "text" and _introduces(reader.lead_of(index)):
            return of_models(float(count), block.start, block.end)
    for header, rows in tables(reader):
        if 2 <= len(rows) <= 40 and _introduces(reader.lead(header)):
            return of_models(float(len(rows)), rows[0].start, rows[-1].end)
    for heading, blocks in _parts(reader).items():
        if (
            2 <= len(blocks) <= 40
            and _PART_OF_MODELS.fullmatch(reader.heading(heading))
            and all(is_known_model(reader, block.start, block.end) for block in blocks)
        ):
            return of_models(float(len(blocks)), blocks[0].start, blocks[-1].end)
    return None


def _introduces(lead: str) -> bool:
    """The words before a list or a table announce the members of the blend."""
    return bool(_LIST_OF_MODELS.search(lead.rstrip())) and not _TIMED.search(lead)


def _parts(reader: Reader) -> dict[int, list[Block]]:
    """Uppermost items of lists by the heading that they stand under."""
    parts: dict[int, list[Block]] = {}
    for block in reader.outline.blocks:
        if block.kind == "item" and block.path and reader.part(block) == "stated":
            parts.setdefault(block.path[-1], []).append(block)
    return {
        heading: [block for block in blocks if block.depth == min(other.depth for other in blocks)]
        for heading, blocks in parts.items()
    }


def _told(reader: Reader) -> Fact | None:
    """Models that a sentence names one by one, "an ensemble of LightGBM and XGBoost": of several the longest."""
    best: tuple[bool, float, Fact] | None = None
    for place in places(reader, _NAMED):
        around = place.before[-30:] + place.match.group() + place.after[:20]
        if context("not_models").search(around):
            continue
        value = float(sum(_members(reader, *place.match.span("names"))))
        final = bool(re.search("final|submi|solution", around))
        if value >= 2 and (best is None or (final, value) > best[:2]):
            best = final, value, of_models(value, *place.match.span())
    return best[2] if best else _joined(reader)


def _joined(reader: Reader) -> Fact | None:
    """Models whose names stand before the word that blends them."""
    for place in places(reader, _JOINED):
        if context("not_models").search(place.near):
            continue
        begins = _NAMES_BEGIN.search(place.before)
        start, end = place.match.start() - len(place.before), place.match.start()
        for low in {start, start + begins.end() if begins else start}:
            value = float(sum(_members(reader, low, end)))
            if value >= 2:
                return of_models(value, low, place.match.end())
    return None


def _members(reader: Reader, start: int, end: int) -> Iterator[int]:
    """How many models each name of an enumeration stands for; nothing where one of the names is that of no model."""
    words = _ASIDE.sub(lambda match: " " * len(match.group()), reader.folded[start:end])
    words = words[: next(match.start() for match in _AFTER_NAMES.finditer(words))]
    spans, low = [], 0
    for match in _BETWEEN.finditer(words):
        spans.append((low, match.start()))
        low = match.end()
    spans = [(low, high) for low, high in (*spans, (low, len(words))) if words[low:high].strip()]
    counts = [_stands_for(reader, words, start, low, high) for low, high in spans]
    if len(spans) > 1 and all(counts):
        yield from counts


def _stands_for(reader: Reader, words: str, start: int, low: int, high: int) -> int:
    """How many models a name stands for: none where it is that of something else, or of nobody knows how many."""
    if high - low > _LONGEST_NAME or not names_model(reader, start + low, start + high):
        return 0
    many = _MANY.match(words, low, high)
    return int(number(many["n"])) if many else int(not context("models_unknown").search(words, low, high))


def _both(reader: Reader) -> Fact | None:
    """Two models that were told of before."""
    place = next(places(reader, _TOGETHER), None)
    return of_models(2.0, *place.match.span()) if place else None
