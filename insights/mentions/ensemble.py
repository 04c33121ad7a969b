"""How many models went into the final blend, and how many folds they were trained on."""

import re
from collections import Counter

from insights.mentions.contexts import context
from insights.mentions.facts import SPELLED, WORDS, Fact, number, places
from insights.mentions.reader import Reader
from insights.mentions.techniques import mentions

_N = rf"(?:\d{{1,3}}|{SPELLED})"
_MODEL = (
    r"(?:models?|networks?|neural nets?|nets?|[a-z]+-?nets|nns?|cnns?|classifiers|regressors|architectures|members|"
    r"frameworks|learners|algorithms|boosters|unets?|lstms?|transformers)\b"
)
_MODELS = re.compile(
    r"(?:ensembl|blend|stack|averag|mean|combin|bag|mix|fus|merg|consist|compris|submission|solution|final|"
    r"weighted)\w{0,12}[^.\n]{0,50}?"
    rf"(?<![a-z\d_.-])(?P<a>{_N}) (?!fold|seed|epoch|class|stage|feature|level|time|step|hour|day|week|gpu|"
    rf"layer|slice)(?:[\w-]+ ){{0,3}}?{_MODEL}"
    rf"|(?<![a-z\d_.-])(?P<b>{_N})[- ](?:\w+ ){{0,2}}?models? (?:ensemble|blend|average|mix|"
    rf"were (?:averaged|ensembled|blended))"
    rf"|(?:for|of) the (?P<c>\d{{1,3}}) models|"
    rf"\b(?:trained|buil[dt]|stacking (?:of |with )?) ?(?P<d>{_N}) (?:[\w-]+ ){{0,2}}(?:models|networks|cnns)\b|"
    rf"(?P<e>{_N}) models (?:derived|in total)"
    rf"|\b(?:our|the|following|all|train|separate|our own|above[- ]mentioned) (?P<h>{_N}) "
    r"(?:[\w-]+ ){0,2}?(?:base ?)?(?:models|classifiers|regressors|networks)\b"
    rf"|(?<![a-z\d_.-])(?P<i>{_N}) (?:separate|single|base|individual|independent|pre-?trained|trained) "
    r"(?:[\w-]+ )?models\b"
    rf"|(?<![a-z\d_.-])(?P<j>{_N}) (?:[\w-]+ ){{0,2}}?models (?:were|are) "
    r"(?:used|selected|combined|ensembled|averaged|blended|included)\b"
    rf"|(?<![a-z\d_.-])(?P<m>{_N})[- ]part (?:ensemble|blend)\b"
    rf"|\bused (?P<k>{_N}) (?:[\w-]+ ){{0,2}}?models (?:in|for|as) (?:the|our|my) (?:final|ensemble|submission|blend)"
    r"|(?:number|#) of models(?: in (?:the |our |my )?(?:final )?(?:ensemble|blend))?\W{1,4}"
    r"(?:(?:is|was|of) )?(?P<l>\d{1,3})\b"
    r"|(?P<f>\d+) ?个(?:不同的?)?模型|(?P<g>\d+) ?(?:個の)?モデル"
)
_FOLDS = re.compile(
    rf"(?<![a-z\d_.])(?!two-?fold[:,.])(?P<a>\d{{1,2}}(?=\D)|(?:{SPELLED})(?=[- ]))[- ]?(?:x ?)?"
    r"(?:(?:stratified|group|random|grouped|outer|cv|multilabel|different|separate|disjoint|"
    r"cross[- ]validation)[- ])*k?[- ]?folds?\b(?! (?:increase|faster|more|speed))|n_?splits ?= ?(?P<b>\d{1,2})|"
    r"(?:\bn(?:um)?_?folds?|-folds)(?: ?[=:] ?| )(?P<d>\d{1,2})\b|(?P<e>\d{1,2}) ?折"
    r"|k-?folds?,? ?\(?(?:k ?)?= ?(?P<h>\d{1,2})\b|k-?fold\((?P<i>\d{1,2})\b|\bnumber of folds\W{1,4}(?P<j>\d{1,2})\b"
    r"|\bfolds\W{0,4}[:=]\W{0,4}(?P<k>\d{1,2})\b(?![.,:]\d|,? ?(?:and |- ?)?\d)"
    r"|\bfolds? 0 ?(?:-|–|~|to) ?(?P<last>\d)\b"
    rf"|(?:fold|cross[- ]validation|\bcv) (?:with|into) (?P<l>\d{{1,2}}|{SPELLED}) splits\b"
    r"|(?P<f>[五十三])折|(?<![a-z\d_.])(?P<g>\d{1,2}) ?(?:fold|分割)"
)
_KIND = r"(?<![\w.])\d{1,2} ?[x×] ?[a-z][\w.-]*(?: [a-z][\w-]*){0,2}?(?: \([^()\n]{1,60}\))?"
_KINDS = re.compile(rf"{_KIND}(?:(?:,|,? and| \+| &) {_KIND})+")
_OF_KIND = re.compile(r"(\d{1,2}) ?[x×]")
_CARDS = re.compile(r"\b(?:gpus?|rtx|gtx|[vahtpl]\d{1,3}|\d0\d0)\b")
_LIST_OF_MODELS = re.compile(
    r"(?:final|our|my) (?:\w+ )?(?:ensemble|blend)\b[^.\n]{0,80}:?$|ensemble of[^.\n]{0,30}models:?$|"
    r"\bmodels? (?:that (?:we|i) )?used (?:are|were)\W*$"
)


_NAMED = re.compile(
    r"\b(?:ensemble of|(?:final|our|my) (?:\w+ )?(?:ensemble|blend|submission)(?: (?:is|was))?"
    r"(?: (?:an?|the))?(?: (?:\w+ )?(?:average|mean|blend|combination) of| ?[:=])) ?(?P<names>[^.\n:;()]{5,90})"
)
_TIMES = re.compile(r"[*×] ?(?=[\d.a-z])")
_ALONE = re.compile(
    r"\b(?:final|our|my|the) (?:\w+ )?(?:solution|submission) (?:is|was|uses|used) (?:just |only |based on )?"
    r"(?:an?|one) single (?:[\w-]+ ){0,2}model\b(?!s)|\bonly (?:used )?(?:a|one) single model\b"
)
_BETWEEN = re.compile(r",? and |,| & | \+ ")
_AFTER_NAMES = re.compile(r",? (?:was|were|that|which|with|where|each|both|all|two|three|four) ")
_NAME = re.compile(r"(?:an? |the |our )?[a-z][\w-]*(?: [a-z\d][\w-]*){0,2}")


def models(reader: Reader) -> Fact | None:
    """Number of models in the final blend, where it is said or can be counted in a list."""
    best: tuple[int, Fact] | None = None
    for place in places(reader, _MODELS):
        match = place.match
        value = number(next(text for text in match.groups() if text))
        around = place.before[-50:] + match.group() + place.after[:40]
        if context("not_models").search(around) or not 2 <= value <= 500:
            continue
        weight = 2 * bool(context("final_blend").search(around)) + bool(match.group("a") or match.group("b"))
        weight += bool(context("submitted").search(around))
        if best is None or weight > best[0]:
            best = weight, Fact("models", value, match.start(), match.end(), unit="models")
    return (
        best[1] if best else _counted(reader) or _listed(reader) or _weighed(reader) or _named(reader) or _alone(reader)
    )


def _counted(reader: Reader) -> Fact | None:
    """Models that a sentence counts by kind: "the final submission is 2x resnet50, 2x resnet34 and 1x vit"."""
    for place in places(reader, _KINDS):
        around = f"{place.before} {place.after[:60]}"
        if context("final_blend").search(around) and not _CARDS.search(place.match.group()):
            value = float(sum(map(int, _OF_KIND.findall(place.match.group()))))
            return Fact("models", value, place.match.start(), place.match.end(), unit="models")
    return None


def _weighed(reader: Reader) -> Fact | None:
    """Terms of a sum of models with their weights: "lgbm * 0.5 + cnn * 0.3 + rnn * 0.2".

    Of two sums the later one counts; more of them are steps of a blend that is not told as a whole.
    """
    sums = []
    for mention in mentions(reader, "weighted-average"):
        terms = len(_TIMES.findall(reader.folded, mention.start, mention.end))
        if terms > 1:
            sums.append(Fact("models", float(terms), mention.start, mention.end, unit="models"))
    return sums[-1] if 1 <= len(sums) <= 2 else None


def _alone(reader: Reader) -> Fact | None:
    """A single model that was submitted."""
    place = next(places(reader, _ALONE), None)
    return Fact("models", 1.0, place.match.start(), place.match.end(), unit="models") if place else None


def _named(reader: Reader) -> Fact | None:
    """Models that a sentence names one by one: "an ensemble of LightGBM and XGBoost"."""
    for place in places(reader, _NAMED):
        names = [name.strip() for name in _BETWEEN.split(_AFTER_NAMES.split(place.match["names"])[0])]
        if 2 <= len(names) <= 8 and all(_NAME.fullmatch(name) for name in names):
            return Fact("models", float(len(names)), place.match.start(), place.match.end(), unit="models")
    return None


def _listed(reader: Reader) -> Fact | None:
    """Items of the list that is introduced as the final ensemble."""
    items: Counter[int] = Counter(
        block.lead for block in reader.outline.blocks if block.kind == "item" and block.lead is not None
    )
    for index, count in sorted(items.items()):
        block = reader.outline.blocks[index]
        if 2 <= count <= 40 and block.kind == "text" and _LIST_OF_MODELS.search(reader.lead_of(index).rstrip()):
            return Fact("models", float(count), block.start, block.end, unit="models")
    return None


def folds(reader: Reader) -> Fact | None:
    """Number of CV folds: the one that is named most often, the first of equals."""
    counts: Counter[float] = Counter()
    first: dict[float, Fact] = {}
    for place in places(reader, _FOLDS, code=True):
        text = next(text for text in place.match.groups() if text)
        value = (WORDS.get(text) or number(text)) + (place.match.group("last") is not None)
        if 2 <= value <= 50:
            counts[value] += 1
            first.setdefault(value, Fact("folds", value, place.match.start(), place.match.end(), unit="folds"))
    return first[counts.most_common(1)[0][0]] if counts else None
