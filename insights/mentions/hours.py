"""How long training and inference took, in hours, and what the time belongs to."""

import re
from dataclasses import dataclass
from typing import Literal

from insights.mentions.contexts import context
from insights.mentions.facts import FIGURE, SPELLED, Fact, Match, number, places
from insights.mentions.other_times import is_other_time
from insights.mentions.reader import Reader

SHORTEST = 1 / 30
"""Hours; shorter times are those of a step, a sample or a recording, unless they are called total."""

_UNITS = {
    "s": 1 / 3600,
    "m": 1 / 60,
    "h": 1.0,
    "d": 24.0,
    "w": 168.0,
    "小": 1.0,
    "時": 1.0,
    "分": 1 / 60,
    "天": 24.0,
    "日": 24.0,
}
_TIME = re.compile(
    r"(?<![a-z\d_.,/])(?P<h>\d{1,3}) ?(?:hours?|hrs?|h),? ?(?:and )?(?P<m>\d{1,2}) ?(?:minutes?|mins?|m)(?![a-z])|"
    r"(?<![a-z\d_.,/])(?P<dd>\d{1,2}) ?(?:days?|d),? ?(?:and )?(?P<dh>\d{1,2}) ?(?:hours?|hrs?|h)(?![a-z])|"
    r"(?<![a-z\d_.,/])(?P<hh>\d{1,2})h(?P<mm>[0-5]\d)(?![\da-z])|"
    rf"(?<![a-z\d_.,/])(?P<a>{FIGURE}|(?:half )?an?|{SPELLED})(?: (?:full|whole))?"
    rf"(?P<half> and a half)?(?: (?:out )?of (?:the )?\d{{1,2}}(?= ?h))?(?: ?(?P<ua>hours?|hrs?|h|minutes?|"
    rf"mins?|days?))?"
    rf" ?(?:(?:-|–|—|~|to|or) ?[~<≈]? ?(?P<b>{FIGURE}) ?)?[- ]?"
    r"(?P<u>(?:gpu[- ]?|[a-z]\d{2,4}[- ]?)?(?:hours?|hrs?|hr|days?)|h(?![a-z0-9])|m(?![a-z0-9])|minutes?|mins?|days?|"
    r"weeks?|seconds?|secs?"
    r"|小时|分钟|天|時間|分間|日間)(?![a-z]|-(?:based|long|ahead|level|wise))"
)
_CLAUSE_END = re.compile(
    r"[,;()|。，；]| \+ | and (?=\w+ (?:\w+ )?(?:process|training|pipeline|model))|\. "
    r"| and (?=(?:about |around |another |only |just |~)?\d[\d.]* ?(?:h|hours?|hrs?|min|mins|minutes?|days?)\b)"
)
_IT = re.compile(
    r"\W*(?:it|this|that|the whole (?:thing|process)|which) (?:\w+ )?(?:takes?|took|needs?|runs?|ran|lasts?)\b"
)
_LABEL = re.compile(r"\W{0,4}(?:(?:total|model) )?(?:train(?:ing)?|inference|prediction)(?: (?:duration|time))? ?[:：]")
"""A line of code that tells of times: `Training time: 5 hours`."""
_COMMENT = re.compile(r"(?:^|\s)(?:#|//)[^#]*$")
"""Before a time in code: a comment tells of it."""
_AND = re.compile(r" and (?:about |around |another |only |just |~)?$")
_STAGE = re.compile(
    r"\b(first|second|third|final|1st|2nd|3rd) (?:stage|phase|step)|\b(?:stage|phase)[ -]?(\d|one|two|three)\b"
)
_TRAINED_TWICE = re.compile(r"\b(?:pre-?train|fine-?tun)")
_CHANGED = re.compile(
    r"\b(?:went|goes|grew|rose|increas\w+|reduc\w+|down|cut|dropp?\w*|fell|short\w+|sped)(?: \w+){0,3} "
    r"from (?:about )?$"
)
_PER = re.compile(r"\b(?:per|each|every) (?:single )?(?:fold|model|seed|network|backbone)\b")
_THIS_MODEL = re.compile(
    r"\b(?:this|the (?:large|small|big)\w*) (?:\w+ )?(?:model|network)\b|\bapiece\b"
    r"|\b(?:one|a single|single) training(?: run)?\b"
)
_NOTEBOOK = re.compile(r"\b(?:kaggle|submi\w+|inference|models)\b")
_IN_NOTEBOOK = re.compile(
    r"\b(?:notebook|kernel)\b[^.;]{0,60}\b(?:finish\w*|complet\w*|done|takes?|took|runs?|ready|needs?)\b"
)
_BETWEEN = re.compile(rf"\bbetween [~≈]?(?:about )?(?P<n>{FIGURE}) and $")
_RANGED = re.compile(
    rf"\b(?:rang\w+|var\w+) (?:from|between) [~≈]?(?:about )?(?P<n>{FIGURE}) ?(?P<u>hours?|hrs?|h|days?|minutes?|mins?)"
    r"(?P<of> for \w[^.;\n]{0,60})? (?:to|and) (?:about )?$"
)


@dataclass(frozen=True, slots=True)
class _Time:
    fact: Fact
    weight: int
    stage: str


def hours(reader: Reader) -> tuple[Fact | None, Fact | None]:
    """(training, inference).

    Of several training times: the one that is called total, else the longest of the widest scope; times of stages that
    are named one by one are added up.
    """
    train: list[_Time] = []
    infer: list[_Time] = []
    for place in places(reader, _TIME, code=True):
        if is_other_time(place) or (place.block.kind == "code" and not _is_told_in_code(place)):
            continue
        clause = _clause(place)
        headings = " ".join(reader.heading(index) for index in place.block.path[-2:] if index != reader.title)
        about = _about(place, clause, headings, _lead(reader, place))
        value = round(_hours(place), 4)
        if about is None or value > 20000 or (value < SHORTEST and not context("time_total").search(clause)):
            continue
        scope = _scope(place, clause)
        if about == "inference_hours" and (context("time_fold").search(clause) or _PER.search(clause)):
            continue
        fact = Fact(about, value, place.match.start(), place.match.end(), unit="hours", scope=scope)
        weight = 3 * bool(context("time_total").search(clause)) + {"total": 2, "model": 1, "fold": 0}[scope]
        (train if about == "train_hours" else infer).append(_Time(fact, weight, _stage(place, clause, headings)))
    return _best(train), _best(infer)


def _stage(place: Match, clause: str, headings: str) -> str:
    """What tells this time from those of other stages: a number of the stage, the first cell of a row."""
    if place.block.kind == "row":
        return place.sentence.strip(" |").split("|")[0]
    stage = _STAGE.search(clause) or _STAGE.search(place.after[:40]) or _STAGE.search(headings)
    stage = stage or _TRAINED_TWICE.search(clause)
    return stage.group() if stage else ""


def _is_told_in_code(place: Match) -> bool:
    line = place.before.rpartition("\n")[2]
    return bool(_LABEL.match(line) or _COMMENT.search(line))


def _lead(reader: Reader, place: Match) -> str:
    """What stands before a time and may tell what took it: the sentence before `it takes`, a line, a column's head."""
    start, _, _ = reader.sentence_at(place.block, place.match.start())
    told = ""
    if place.block.start < start and _IT.match(reader.folded, start):
        first, last, _ = reader.sentence_at(place.block, start - 2)
        told = reader.folded[max(first, last - 150) : last]
    return f"{told} {reader.lead(place.block)} {_column(reader, place)}"


def _column(reader: Reader, place: Match) -> str:
    """The head over the cell that a time stands in."""
    heads = reader.head_of(place.block).split("|") if place.block.kind == "row" else []
    number = place.before.count("|") if len(place.before) < 120 else len(heads)
    return heads[number] if number < len(heads) else ""


def _clause(place: Match) -> str:
    """The match with what stands around it up to the next comma or bracket."""
    before = _CLAUSE_END.split(_AND.sub(", ", place.before))[-1]
    after = _CLAUSE_END.split(place.after, maxsplit=1)[0]
    return before + place.match.group() + after


def _about(place: Match, clause: str, headings: str, lead: str) -> Literal["train_hours", "inference_hours"] | None:
    """What took the time: from the clause, else the sentence, the introducing line, the headings."""
    for words in (clause, place.near, lead, headings):
        trains, infers = context("time_trains").search(words), context("time_infers").search(words)
        if trains and infers and words in (lead, headings):
            if words is headings and not context("time_total").search(place.near):
                return None
            continue
        if trains and not (infers and words is not clause and infers.start() > trains.start()):
            return "train_hours"
        if infers and (words is not place.near or context("time_takes").search(words) or "in total" in clause):
            return "inference_hours"
    gpu_time = "gpu" in (place.match["u"] or "") and not context("time_infers").search(place.near)
    if gpu_time or context("time_for_models").search(place.near) or _PER.search(clause):
        return "train_hours"
    if _IN_NOTEBOOK.search(place.before) and _NOTEBOOK.search(place.near):
        return "inference_hours"
    if context("time_takes").search(place.near) and context("time_runs").search(f"{place.near} {lead} {headings}"):
        return "train_hours"
    return None


def _hours(place: Match) -> float:
    match = place.match
    if days := match.group("dd"):
        return 24 * int(days) + int(match.group("dh"))
    if whole := match.group("h") or match.group("hh"):
        return int(whole) + int(match.group("m") or match.group("mm")) / 60
    first = match.group("a")
    low = 0.5 if first.startswith("half") else number(first) + 0.5 * (match.group("half") is not None)
    unit = re.sub(r"^(?:gpu|[a-z]\d{2,4})[- ]?", "", match.group("u"))
    factor = _UNITS[unit[0]]
    if match.group("ua"):
        low *= _UNITS[match.group("ua")[0]] / factor
    if place.after.startswith(" and a half"):
        low += 0.5
    high = number(match.group("b")) if match.group("b") else low
    if high < low or _CHANGED.search(place.before):  # "from 20 hours to 6 hours"
        return high * factor
    low *= factor
    high *= factor
    if between := _BETWEEN.search(place.before):
        low = number(between["n"]) * factor
    elif ranged := _RANGED.search(place.before):
        low = number(ranged["n"]) * _UNITS[ranged["u"][0]]
    return (low + high) / 2


def _scope(place: Match, clause: str) -> str:
    if (ranged := _RANGED.search(place.before)) and ranged["of"]:
        return "model"
    near = place.before + place.match.group() + re.split(r"\(", place.after, maxsplit=1)[0]
    for words in (clause, near):
        if _THIS_MODEL.search(words):
            return "model"
        if context("time_total").search(words):
            return "total"
        if context("time_fold").search(words):
            return "fold"
        if context("time_model").search(words):
            return "model"
    return "total"


def _best(times: list[_Time]) -> Fact | None:
    if not times:
        return None
    top = max(time.weight for time in times)
    longest = max((time.fact for time in times if time.weight == top), key=lambda fact: float(fact.value))
    stages = {time.stage: time.fact for time in times if time.stage and time.fact.scope == longest.scope}
    if len(stages) > 1 and top < 3:
        total = sum(float(fact.value) for fact in stages.values())
        return Fact(longest.predicate, round(total, 4), longest.start, longest.end, unit="hours", scope="total")
    return longest
