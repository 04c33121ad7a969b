"""How many models went into the final blend."""

import re

from insights.mentions.contexts import context
from insights.mentions.facts import SPELLED, Fact, number, places
from insights.mentions.members import named
from insights.mentions.reader import Reader

_N = rf"(?:\d{{1,3}}|{SPELLED})"
_HAN = "两二三四五六七八九十"
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
    rf"(?<![a-z\d_.-])(?P<e>{_N}) models(?: \([^()\n]{{1,60}}\))? (?:derived|in total)"
    rf"|\b(?:our|the|following|all|train|separate|our own|above[- ]mentioned) (?P<h>{_N}) "
    r"(?:[\w-]+ ){0,2}?(?:base ?)?(?:models|classifiers|regressors|networks)\b"
    rf"|(?<![a-z\d_.-])(?P<i>{_N}) (?:separate|single|base|individual|independent|pre-?trained|trained|best) "
    r"(?:[\w-]+ )?models\b"
    rf"|(?<![a-z\d_.-])(?P<j>{_N}) (?:[\w-]+ ){{0,2}}?models (?:were|are) "
    r"(?:used|selected|combined|ensembled|averaged|blended|included)\b"
    rf"|(?<![a-z\d_.-])(?P<n>{_N}) models,? (?:an? )?(?:equal|simple|plain|arithmetic|geometric|weighted)[- ]"
    r"(?:[\w-]+ ){0,2}?(?:average|mean|blend)"
    rf"|(?<![a-z\d_.-])(?P<m>{_N})[- ]part (?:ensemble|blend)\b"
    rf"|(?<![a-z\d_.-])(?P<k>{_N}) (?:[\w-]+ ){{0,2}}?models (?:made it )?(?:in|into|for|as) (?:the|our|my) "
    r"(?:final|ensemble|submission|blend)"
    r"|(?:number|#) of models(?: in (?:the |our |my )?(?:final )?(?:ensemble|blend))?\W{1,4}"
    r"(?:(?:is|was|of) )?(?P<l>\d{1,3})\b"
    rf"|(?P<f>\d{{1,3}}|[{_HAN}]) ?个(?:不同的?|单)?模型|(?P<x>[{_HAN}]) ?模(?:型)?(?:融合|集成|加权)"
    r"|(?P<g>\d{1,3}) ?(?:個の|つの)?モデル"
)
_ALONE = re.compile(
    r"\b(?:final|our|my|the) (?:\w+ )?(?:solution|submission) (?:is|was|uses|used) (?:just |only )?(?:based on |from )?"
    r"(?:an?|one) single (?:[\w-]+ ){0,2}(?:model\b(?!s)|[a-z-]*(?:net|former|gbm|boost|bert)\b)"
    r"|\bonly (?:used )?(?:a|one) single model\b"
    r"|\bsingle model\W{1,3}(?:no|without)(?: any)? (?:ensembl|blend|stack)"
    r"|\b(?:no|without(?: any)?|not use(?: any| an)?) (?:ensembl|blend)\w*\b[^.\n]{0,40}\b(?:one|single) model\b(?!s)"
)


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
    return best[1] if best else named(reader) or _alone(reader)


def _alone(reader: Reader) -> Fact | None:
    """A single model that was submitted."""
    place = next(places(reader, _ALONE), None)
    return Fact("models", 1.0, place.match.start(), place.match.end(), unit="models") if place else None
