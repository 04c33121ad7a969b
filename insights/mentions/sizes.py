"""How large a model is and how long one sample takes it: parameters, size on disk, latency."""

import re

from insights.mentions.contexts import context
from insights.mentions.facts import FIGURE, Fact, number, places
from insights.mentions.reader import Reader

_MANY = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mio": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9, "": 1.0}
_PARAMETERS = re.compile(
    rf"(?<![\w.,–-])(?P<n>{FIGURE}) ?(?P<u>k|m|mio|million|b|bn|billion)?[- ]?(?:trainable |model |total )?"
    r"param(?:eter)?s?\b"
    rf"|\bparam(?:eter)?s?(?: count)?[ :=|~]{{1,4}}(?:(?:is|of|about|around|was)[ ~]){{0,2}}(?P<m>{FIGURE})"
    r" ?(?P<v>k|m|million|b|billion)\b"
)
_FEWEST = 10_000
"""A smaller number of parameters is one of settings, not of a model's weights."""
_SIZE = re.compile(
    rf"(?:\b(?:model|weights?|checkpoint|ensemble|network)(?: file)?s?(?: size)?[ :=|~]{{1,4}}"
    rf"(?:(?:is|are|was|takes?|of|about|around|only|just|up|size)[ ~:]){{0,3}}(?P<n>{FIGURE}) ?(?P<u>mb|gb)\b"
    rf"|(?<![\w.,–-])(?P<m>{FIGURE}) ?(?P<v>mb|gb)[- ](?:model|checkpoint|weights|network)s?\b)"
)
_NOT_SIZE = re.compile(r"\b(?:ram|v?ram|memory|gpus?|data(?:set)?s?|disk|images?|limit\w*|download\w*|csv)\b")
_THING = (
    r"(?P<t>sample|image|video|clip|file|row|example|study|studie|case|patient|question|game|prediction|frame|slide|"
    r"volume|document|sentence|essay|query|scan|tile|recording|item)s?\b"
)
_LATENCY = re.compile(
    rf"(?<![\w.,–-])(?P<n>{FIGURE}) ?(?P<u>ms|milliseconds?|secs?|seconds?|s|mins?|minutes?) ?"
    rf"(?:per|/|a|for (?:a|each|one|every)(?: single)?) ?(?:test |single )?{_THING}"
)
_NOT_LATENCY = re.compile(
    r"train|\bepoch|limit|allow|must|label\w*|annotat|length|long\b|record\w* (?:at|for)|sampl\w* rate|window|up ?sampl"
)
_INFERS = re.compile(r"infer|latenc|predict|run ?time|test time|submission|speed|fast|process|takes?\b")
_SECONDS = {"ms": 1e-3, "mi": 1e-3, "s": 1.0, "se": 1.0, "min": 60.0}


def parameters(reader: Reader) -> Fact | None:
    """Parameters of the model; the largest of several, for smaller ones are parts or first tries."""
    best: Fact | None = None
    for place in places(reader, _PARAMETERS):
        match = place.match
        value = number(match.group("n") or match.group("m")) * _MANY[match.group("u") or match.group("v") or ""]
        if context("not_our_device").search(place.sentence):
            continue
        if _FEWEST <= value <= 1e13 and (best is None or value > float(best.value)):
            best = Fact("parameters", value, match.start(), match.end(), unit="parameters")
    return best


def model_size(reader: Reader) -> Fact | None:
    """Size of the model on disk in MB, where the text says it first."""
    for place in places(reader, _SIZE):
        match = place.match
        if _NOT_SIZE.search(place.before[-20:] + match.group() + place.after[:20]):
            continue
        value = number(match.group("n") or match.group("m"))
        value *= 1024 if (match.group("u") or match.group("v")) == "gb" else 1
        return Fact("model_size", value, match.start(), match.end(), unit="MB")
    return None


def latency(reader: Reader) -> Fact | None:
    """Seconds that inference takes for one sample, with what a sample is as its scope, where the text says it first."""
    for place in places(reader, _LATENCY):
        match = place.match
        if _NOT_LATENCY.search(place.before[-60:] + place.after[:30]) or not _INFERS.search(place.near):
            continue
        unit = match.group("u")
        seconds = number(match.group("n")) * next(
            factor for start, factor in sorted(_SECONDS.items(), reverse=True) if unit.startswith(start)
        )
        return Fact("latency", round(seconds, 6), match.start(), match.end(), unit="seconds", scope=match.group("t"))
    return None
