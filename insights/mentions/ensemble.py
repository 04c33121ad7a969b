"""How many models went into the final blend."""

import re

from insights.mentions.contexts import context
from insights.mentions.facts import SPELLED, Fact, Match, number, places
from insights.mentions.members import named
from insights.mentions.reader import Reader

_N = rf"(?:\d{{1,3}}|{SPELLED})"
_HAN = "两二三四五六七八九十"
_MODEL = (
    r"(?:models?|networks?|neural nets?|nets?|[a-z]+-?nets|nns?|cnns?|classifiers|regressors|architectures|members|"
    r"frameworks|learners|algorithms|boosters|unets?|lstms?|transformers|backbones|"
    r"detectors|rankers|rerankers|llms|[a-z]*bertas?|gbdts|gbms|lgbms|lightgbms|xgbs|xgboosts|catboosts|vits|swins|predictors)\b"
)
_MODELS = re.compile(
    r"(?:ensembl|blend|stack|averag|mean|combin|bag|mix|fus|merg|consist|compris|submission|solution|final(?!ly)|"
    r"weighted)\w{0,12}[^.\n]{0,50}?"
    rf"(?<![a-z\d_.-])(?P<a>{_N}) (?!fold|seed|epoch|class|stage|feature|level|time|step|hour|day|week|gpu|"
    rf"layer|slice)(?:(?!and |\d+ )[\w-]+ ){{0,3}}?{_MODEL}"
    rf"|(?<![a-z\d_.-])(?P<n>{_N})(?:"
    r"[- ](?P<blend>(?:\w+ ){0,2}?models? (?:ensemble|blend|average|mix|were (?:averaged|ensembled|blended)))"
    r"|[- ]part (?:ensemble|blend)\b"
    r"| models(?: \([^()\n]{1,60}\))? (?:derived|in total)"
    r"| (?:separate|single|base|individual|independent|pre-?trained|trained|best) (?:[\w-]+ )?models\b"
    r"| (?:[\w-]+ ){0,2}?models (?:(?:were|are) (?:in (?:the|our|my) (?:final|ensemble|blend|submission)|part of|"
    r"used|selected|combined|ensembled|averaged|blended|included)\b"
    r"|(?:made it )?(?:in|into|for|as) (?:the|our|my) (?:final|ensemble|submission|blend))"
    r"| models,? (?:an? )?(?:equal|simple|plain|arithmetic|geometric|weighted)[- ]"
    r"(?:[\w-]+ ){0,2}?(?:average|mean|blend))"
    r"|\b(?:"
    r"(?:for|of) the (?P<c>\d{1,3}) models"
    rf"|(?:trained|buil[dt]|stacking (?:of |with )?) ?(?P<d>{_N}) (?:[\w-]+ ){{0,2}}(?:models|networks|cnns)\b"
    rf"|(?:our|the|following|all|train|separate|our own|above[- ]mentioned) (?P<h>{_N}) "
    r"(?:[\w-]+ ){0,2}?(?:base ?)?(?:models|classifiers|regressors|networks)\b)"
    r"|(?:number|#) of models(?: in (?:the |our |my )?(?:final )?(?:ensemble|blend))?\W{1,4}"
    rf"(?:(?:is|was|of) )?(?P<l>\d{{1,3}})\b|\btotal of (?P<m>{_N}) (?:\w+ )?(?:models|networks|nets)\b"
    rf"|(?P<f>\d{{1,3}}|[{_HAN}]) ?个(?:不同的?|单)?模型|(?P<x>[{_HAN}]) ?模(?:型)?(?:融合|集成|加权)"
    r"|(?P<g>\d{1,3}) ?(?:個の|つの)?モデル"
)
_KEPT = r"(?:kept|keep|chose|chosen|select(?:ed|s)?|pick(?:ed|s)?)"
_JOIN = (
    r"(?:vote[ds]?|(?:go|went) (?:in|into)|form|make up|made it|made up|went|are in|were in|entered|constitute|"
    r"compose|contribute|ended up|got into|"
    r"(?:are|were) (?:then )?(?:blended|ensembled|averaged|combined|kept|selected))\b"
)
_PARTS = r"(?:models?|networks?|checkpoints|members|nets|predictions|submissions|ingredients|components)"
_SAID = re.compile(
    rf"(?<![a-z\d_.-])(?P<n>{_N})(?:"
    rf" (?:out )?of (?:them|these|those|\d+(?: \w+){{0,2}}) {_JOIN}"
    rf"|(?P<some> (?:\w+ ){{0,2}}?{_PARTS}(?: \([^()\n]{{1,60}}\))? {_JOIN})"
    r"| models? in total\b| models,? with (?:the )?(?:\w+ )?weights"
    rf"| (?:\w+ )?{_MODEL} (?:all told|in all|altogether|overall|in the end)\b| {_MODEL} vote\b"
    r"| models,? (?:with )?\d{1,2} folds each"
    r"| (?:of them )?(?:got|have|had|received|with) (?:a )?(?:non-?zero|positive) weights?\b"
    r"| (?:\w+-?fold|[\w-]+) models (?:and )?(?:\w+ ){0,2}(?:weighted )?averag)"
    r"|\b(?:"
    rf"{_KEPT} (?:the )?(?:best )?(?P<b>{_N}) (?:of (?:them|these|those|\d+)|out of \d+|(?:\w+ )?models\b)"
    rf"|(?:has|have|contains?|keeps|holds) (?P<t>{_N}) of (?:them|these|those)\b|only (?P<u>{_N}) {_JOIN}"
    rf"|of (?:the|our|my|these|those|all) \d+ (?:\w+ ){{0,2}}models,? (?:only |just )?(?P<c>{_N}) {_JOIN}"
    r"|models[ *_]*[:|][ *_]*(?P<e>\d{1,3}) (?:in )?total"
    r"|(?:ensemble|blend) (?:size|members)[* ]*[:=|][* ]*(?P<g>\d{1,3})\b|ensemble \((?P<h>\d{1,3}) models\b"
    r"|(?:make|giv|yield|total|so|thus|hence|result|i\.e\.)\w* (?:a total of |in (?:total )?)?"
    rf"(?P<m>{_N}) (?:models|networks|nets)\b"
    rf"|of (?:the |our )?{_N} models[^.\n]{{0,40}}\b(?:left|{_KEPT}) (?:just |only )?(?P<v>{_N})\b"
    r"|(?:vot(?:e|ing)|fusion|fuse|wbf)\b[^.\n]{0,30}?\b(?:of|over|from|by|among) "
    rf"(?P<o>{_N}) (?:\w+ ){{0,2}}?{_MODEL}"
    rf"|(?:ensemble|blend|average|mean) of (?P<s>{_N})(?=[:;)]|[,.] | \()"
    rf"|total of (?P<j>{_N}) (?:different )?(?:types|kinds) of models\b"
    rf"|(?:ensembl|blend|averag)\w*,? (?:\w+ )?(?:has|had) (?P<k>{_N}) {_PARTS})"
    r"|= ?(?P<p>\d{1,3}) models\b|# ?models[* ]*[:=][* ]*(?P<r>\d{1,3})\b"
)
"""How many models were left, in words that speak of the blend alone."""
_CHECKPOINTS = re.compile(
    rf"\b(?:ensembl|averag|blend)\w* (?:of )?(?:the |my |our )?(?P<n>{_N}) (?:\w+ )?checkpoints\b"
)
_OF_BLEND = re.compile(r"models|final|ensembl|blend|submi|hill")
_OF_KIND = re.compile(rf"\b(?!models?$){_MODEL}$")
_GOES_ON = re.compile(rf"(?:,|,? and| \+| &) (?:an?|{_N})\b")
_WENT_BEFORE = re.compile(rf"(?<![a-z\d_.-])(?:{_N}) [\w-]+(?:,|,? and| \+| &) $")
"""Models of one kind among several kinds."""
_OTHERS = re.compile(
    r"\bdownload|\b(?:select|chos|pick)\w* (?:from|out of|among) (?:the |about )?\d|"
    r"\b(?:place|winning|top|other|another) teams?\b|\bwinners?\b"
)
_ALONE = re.compile(
    r"\b(?:solution|submission) (?:is|was|uses|used) (?:just |only )(?:a|one) (?:single )?model\b(?!s)"
    r"|\bfinal model (?:is|was) (?:just |only )?(?:one|a single) (?:[\w-]+ ){0,2}?[\w-]*(?:net|former|gbm|boost|bert)\b"
    r"|\b(?:(?:just|only) one|a (?:sole|lone)|one sole) [\w-]+,? (?:no|without)(?: any)? (?:ensembl|blend)"
    r"|\bnothing (?:was|is) (?:ensembl|blend)ed\b[^.\n]{0,20}\b(?:one|a single) [a-z]"
    r"|\bno ensembl\w*[,;:]? (?:(?:just |only )(?:a|one) (?:single )?|(?:a |one )?single )[a-z]"
    r"|\bonly (?:one|a single) model (?:was|is|went|made it) (?:part of|in|into) "
    r"|\ba single[- ]model solution\b|\b(?:one|a single|single) model only\b"
    r"|\bsubmi(?:t|tted) (?:just |only )?(?:one|a single) "
    r"(?!submission|notebook|file|csv|kernel|time|version|entry|pred|final)[a-z]"
    r"|\b(?:final|our|my|the) (?:\w+ )?(?:solution|submission) (?:is|was|uses|used) "
    r"(?:just |only )?(?:based on |from )?(?:an?|one) single (?:[\w-]+ ){0,2}"
    r"(?:model\b(?!s)|[a-z-]*(?:net|former|gbm|boost|bert)\b)"
    r"|\bonly (?:used )?(?:a|one) single model\b"
    r"|\bsingle model\W{1,3}(?:no|without)(?: any)? (?:ensembl|blend|stack)"
    r"|\b(?:no|without(?: any)?|not use(?: any| an)?) (?:ensembl|blend)\w*\b[^.\n]{0,40}\b(?:one|single) model\b(?!s)"
)


def models(reader: Reader) -> Fact | None:
    """Number of models in the final blend, where it is said or can be counted in a list."""
    best: tuple[int, Fact] | None = None
    for pattern in (_MODELS, _SAID):
        for place in places(reader, pattern):
            if (offer := _offer(place, pattern is _SAID)) and (best is None or offer[0] > best[0]):
                best = offer
    return best[1] if best else named(reader) or _alone(reader) or _checkpoints(reader)


def _offer(place: Match, kept: bool) -> tuple[int, Fact] | None:
    """(weight, fact) of a number of models, none where they are others', or of something else."""
    match = place.match
    value = number(next(text for text in match.groups() if text))
    around = place.before[-50:] + match.group() + place.after[:40]
    told = match.group() + place.after[:40] if kept else around
    if kept and match.group("b") and not _OF_BLEND.search(around):
        return None
    if (
        not kept
        and _OF_KIND.search(match.group())
        and (_GOES_ON.match(place.after) or _WENT_BEFORE.search(place.before))
    ):
        return None
    if context("not_models").search(told) or _OTHERS.search(around) or not 2 <= value <= 500:
        return None
    weight = 2 * bool(context("final_blend").search(around)) + _weight(match, kept)
    weight += bool(context("submitted").search(around))
    return weight, Fact("models", value, match.start(), match.end(), unit="models")


def _weight(match: re.Match[str], kept: bool) -> int:
    if kept:
        return 1 if match.group("some") else 3
    return int(bool(match.group("a") or match.group("blend")))


def _checkpoints(reader: Reader) -> Fact | None:
    """Checkpoints that are averaged, where no models are told of."""
    place = next(places(reader, _CHECKPOINTS), None)
    return Fact("models", number(place.match["n"]), *place.match.span(), unit="models") if place else None


def _alone(reader: Reader) -> Fact | None:
    """A single model that was submitted."""
    place = next(places(reader, _ALONE), None)
    return Fact("models", 1.0, place.match.start(), place.match.end(), unit="models") if place else None
