"""Times that the author's machines did not take: limits, spans of data, epochs, options, what is compared."""

import re

from insights.mentions.contexts import context
from insights.mentions.facts import Match

_LIMIT = re.compile(
    r"\b(?:must|may not|shall|cannot|can.t|(?:not|is|are) (?:allowed|permitted)|no (?:more|longer) than|rules?|"
    r"available|not (?:run|take|exceed|last)(?: for)?(?: more| longer)?)\b[^.;]{0,40}$"
    r"|\b(?:last|past|next|every|few|final|first|previous|recent) (?:\w+ )?$|\b(?:more|longer) than (?:\w+ )?$"
    r"|\b(?:stay|kept?|remain)\w* (?:below|under|within) (?:the )?$"
    r"|\b(?:hosts?|organi[sz]ers?|rules?|kaggle) (?:allow|giv|grant)\w* [^.;]{0,25}$"
    r"|\b(?:we|i) (?:only )?had $|\bwould [^.;,]{0,40}$"
)
"""Before a time that is the most that was allowed."""
_NOT_DONE = re.compile(
    r"[^.,;]{0,20} (?:was|were|is|are)(?: not|n.t| im) ?(?:possible|allowed|feasible|enough|an option)\b"
)
"""Behind a time that was not to be had."""
_CUT = re.compile(r"less than|[(;]|, ")
"""Behind a time: something else begins."""
_COMPARED = re.compile(r"\b(?:vs\.?|versus|compared (?:to|with)|instead of|rather than)[^.;,\n]{0,25}$")
_SPAN_BEFORE = re.compile(
    r"\b(?:length|lag|gap|window|horizon|delay|span|period|stride) of (?:\w+ )?$"
    r"|\b[a-z]\($|\b(?:following|coming|subsequent|length|another) $"
)
_SPAN_BEHIND = re.compile(
    r"(?: ?\([^()\n]{0,30}\))?[ *]?(?:(?:of )?(?:data|history)|ago|before|later|old|steps?|stride|lags?|gap|shift|"
    r"horizon|length|windows?|ahead|intervals?|sequences?|的?(?:时间)?窗口|的?(?:历史|周期|赛程))\b"
)
"""A time that data span, and no machine takes."""
_NEIGHBOUR = r"\d+ ?(?:h|hours?|d|days?|min|minutes?|w|weeks?)\b"
_NEXT = r"[\s,/*]{1,5}(?:and )?"
_LISTED = re.compile(
    rf"(?:{_NEIGHBOUR}{_NEXT}){{2}}\x02|{_NEIGHBOUR}{_NEXT}\x02{_NEXT}{_NEIGHBOUR}|\x02(?:{_NEXT}{_NEIGHBOUR}){{2}}"
)
"""One of three times in a row: horizons of a forecast."""
_HAN_SPAN = re.compile(r"窗口|历史|周期|赛程|未来|过去|长度|连续")
_OF_COMPUTE = re.compile(r"^ of (?:inference|training|compute|gpu)\b")
_EPOCHS = re.compile(r"\b(?:[2-9]|\d{2,3}) epochs?\b")
_FROM = re.compile(r"\b(?:rang|var)\w+ (?:from|between) [~≈]?(?:about )?$")
_MINUTES = re.compile(r"\b(?:train\w*|infer\w*|predict\w*|(?:run)?time)[*` ]*[:=|][*` ]*~?$")
"""Before minutes that are written as `m`."""
_OPTIONAL = re.compile(r"\boptional\b|\bdebug\w*\b[^,;]{0,40}$")


def is_other_time(place: Match) -> bool:
    """The words around a time tell that no training and no inference of the solution took it."""
    before = re.split(r"; ", place.before)[-1]
    tight = before[-30:] + place.match.group() + _CUT.split(place.after[:25], maxsplit=1)[0]
    if context("time_trains").search(place.near):
        tight = tight.replace("less than ", "")
    after = _OF_COMPUTE.sub("", place.after)
    noisy = _EPOCHS.sub("", before[-45:])[-25:] + place.match.group() + after[:22]
    return bool(
        context("time_limit").search(tight)
        or context("time_noise").search(noisy)
        or _LIMIT.search(before)
        or _NOT_DONE.match(place.after)
        or context("done_by_others").search(before)
        or _COMPARED.search(before)
        or _OPTIONAL.search(before)
        or _OPTIONAL.match(place.sentence.lstrip(" [(*_-"))
        or (_FROM.search(before) and not place.match["b"])
        or (place.match["u"] == "m" and not _MINUTES.search(before))
        or _SPAN_BEFORE.search(before)
        or _LISTED.search(f"{before[-30:]}\x02{place.after[:30]}")
        or _SPAN_BEHIND.match(place.after)
        or (place.match.group()[-1] in "天日間" and _HAN_SPAN.search(before[-20:] + place.after[:20]))
    )
