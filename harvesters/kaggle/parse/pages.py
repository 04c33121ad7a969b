"""Facts that a competition's own pages state in prose: shares, limits, rules, prizes. The prose itself is not kept.

Each reader takes one page's text and returns what it says, or None: a page that says nothing, or says both, is unknown.
"""

import html
import re
from typing import Any

from archive.text import parse_number
from harvesters.kaggle.parse import fields
from harvesters.metrics import named_metric, read_metric

_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_COUNT = rf"(?:(?:{'|'.join(_WORDS)}|\w+)\s*\((\d+)\)|(\d+)|({'|'.join(_WORDS)}))"
"""A number as rules print it: `five (5)`, `5`, `five`."""

_EVALUATED = (
    r"(?:evaluated|scored|judged|measured|ranked)\s+(?:on|by|using|with|according to|based on)\s+(?:the\s+|an?\s+)?"
    r"(?:basis of\s+)?(?:the\s+)?"
)

_NUMBER = re.compile(r"\d[\d.,]*(?:st|nd|rd|th|%)?", re.IGNORECASE)
"""A day, a share or a count: what it begins is no metric. One does begin with `0-1` or `1-RMSE`."""

_HOURS = r"(\d+(?:\.\d+)?)\s*(hours?|hrs?|minutes?)"


def parse_pages(pages: list[dict[str, Any]]) -> dict[str, Any]:
    """Fields of Competition that the pages state; never null."""
    texts = {fields.word(page.get("name")) or "": plain(fields.text(page.get("content")) or "") for page in pages}
    everything = "\n\n".join(texts.values())
    evaluation = "\n".join(text for name, text in texts.items() if "evaluation" in name) or everything
    rules = "\n".join(text for name, text in texts.items() if "rule" in name) or everything
    prizes = "\n".join(text for name, text in texts.items() if "prize" in name) or everything
    ladder = prize_ladder(prizes)
    cpu, gpu = runtime_limit("CPU", everything), runtime_limit("GPU", everything)
    facts = {
        "metric": read_metric(
            metric_name(evaluation), metric_in_sentence(evaluation), higher_is_better=higher_is_better(evaluation)
        ),
        "public_share": public_share(everything),
        "code_competition": True if cpu or gpu else None,
        "runtime_limit_cpu_hours": cpu,
        "runtime_limit_gpu_hours": gpu,
        "runtime_limit_hours": max((hours for hours in (cpu, gpu) if hours), default=None),
        "max_team_size": team_size(rules),
        "max_daily_submissions": daily_submissions(rules),
        "external_data_allowed": external_data(rules + "\n" + everything),
        "prize_ladder_usd": ladder or None,
        "prizes": len(ladder) or None,
    }
    return {name: value for name, value in facts.items() if value is not None}


def plain(text: str) -> str:
    """Prose of an HTML or Markdown page: no tags, no emphasis, links by their words, one line a paragraph or cell.

    A match ends where the next one could begin, so that a page of nothing but beginnings takes no longer than any.
    """
    text = re.sub(r"(?s)<(script|style)\b.*?(?:</\1>|\Z)", " ", text)  # one that is not closed runs to the end
    text = re.sub(r"(?i)<(?:br|/p|/li|/tr|/td|/h\d|/div)\b[^<>]*>", "\n", text)
    text = html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", " ", text))
    text = re.sub(r"!?\[([^\[\]]*)\]\([^\[)]*\)", r"\1", text)
    text = re.sub(r"[*_`\\]+", "", text).replace("\u2264", "<=").replace("\u00a0", " ")
    return "\n".join(line for line in (" ".join(line.split()) for line in text.splitlines()) if line)


def metric_name(text: str) -> str | None:
    """The metric that an evaluation page names: the words after "evaluated on", up to the first that explain it.

    None where they begin with a number: 3 May, 30% of the test data.
    """
    found = re.search(
        rf"{_EVALUATED}(.{{3,90}}?)(?=\s+(?:between|of|for|on|over|as|which|where|that|across|with|against|"
        r"computed|calculated|metric|score|obtained)\b|[.,:;(\n]|$)",
        text,
        re.IGNORECASE,
    )
    if found is None:
        return None
    words = found[1].strip(" \"'").split()
    return " ".join(words) if 0 < len(words) <= 9 and not _NUMBER.fullmatch(words[0]) else None


def metric_in_sentence(text: str) -> str | None:
    """The vocabulary's name of a metric within the sentence that says how submissions are evaluated."""
    found = re.search(rf"{_EVALUATED}([^\n.;]{{3,200}})", text, re.IGNORECASE)
    return named_metric(found[1]) if found else None


def higher_is_better(text: str) -> bool | None:
    """The direction that the page states in so many words."""
    up = re.search(r"(?:higher|larger|greater)(?: scores?| values?)? (?:is|are) better|maximi[sz]e the", text, re.I)
    down = re.search(r"(?:lower|smaller)(?: scores?| values?)? (?:is|are) better|minimi[sz]e the", text, re.I)
    return None if bool(up) == bool(down) else bool(up)


def public_share(text: str) -> float | None:
    """Share of the test data behind the public board, 0..1."""
    percent = r"(?:approximately|about|roughly|around|~)?\s*(\d{1,3}(?:\.\d+)?)\s*(?:%|percent)"
    public = re.search(
        rf"(?<!private )leader\s?board[^.%]{{0,80}}\b(?:calculated|based|computed|scored|evaluated|uses|is)\b"
        rf"[^.%]{{0,40}}?{percent}[^.]{{0,30}}\b(?:test|data|set)",
        text,
        re.IGNORECASE,
    )
    share = parse_number(public[1]) if public else None
    if share is None:
        other = re.search(rf"final results[^.%]{{0,60}}?the other {percent}", text, re.IGNORECASE)
        rest = parse_number(other[1]) if other else None
        share = 100 - rest if rest is not None else None
    return round(share / 100, 4) if share is not None and 0 <= share <= 100 else None


def runtime_limit(device: str, text: str) -> float | None:
    """Hours that a submitted notebook may run on this device (CPU, GPU)."""
    found = re.search(rf"\b{device}\b[^.\n]{{0,40}}?(?:<=?|at most|up to|less than|within)\s*{_HOURS}", text, re.I)
    number = parse_number(found[1]) if found else None
    if found is None or number is None:
        return None
    return number / 60 if found[2].lower().startswith("m") else number


def team_size(text: str) -> int | None:
    """Most members of a team."""
    return _counted(
        text,
        rf"maximum\s+(?:team\s+size|size\s+of\s+a\s+team|number\s+of\s+team\s+members)[^.\d]{{0,30}}?\b{_COUNT}",
        rf"teams?\s+(?:of\s+)?(?:may\s+have\s+)?(?:up\s+to|at\s+most|no\s+more\s+than)\s+{_COUNT}\s+(?:members|people|participants)",
    )


def daily_submissions(text: str) -> int | None:
    """Most submissions a day."""
    return _counted(
        text,
        rf"(?:maximum\s+of|up\s+to|at\s+most|no\s+more\s+than)\s+{_COUNT}\s+(?:submissions|entries)[^.]{{0,20}}(?:per|a|each)\s+day",
    )


def _counted(text: str, *patterns: str) -> int | None:
    for pattern in patterns:
        if found := re.search(pattern, text, re.IGNORECASE):
            digits, bare, word = found.groups()
            return int(digits or bare) if digits or bare else _WORDS.index(word.lower()) + 1
    return None


def external_data(text: str) -> bool | None:
    """Whether data from outside may be used."""
    outside = r"(?:external|outside|additional)\s+data(?:\s+(?:and|or)\s+[\w\s-]{3,30}?)?"
    yes = _said(
        text,
        rf"{outside}[^.]{{0,60}}\b(?:is|are)\s+(?!not\b)(?:\w+\s+)?(?:allowed|permitted)",
        rf"\bmay\s+use\s+[^.]{{0,20}}(?:{outside}|data\s+other\s+than\s+the\s+competition)",
    )
    no = _said(
        text,
        rf"{outside}[^.]{{0,60}}\b(?:is|are)\s+(?:not|strictly)\s+(?:allowed|permitted|prohibited|forbidden)",
        rf"{outside}[^.]{{0,30}}\b(?:is|are)\s+(?:prohibited|forbidden)",
        rf"\b(?:may|must|can|should)\s?not\s+use\s+[^.]{{0,20}}(?:{outside}|data\s+other\s+than\s+the\s+competition)",
        rf"\bno\s+{outside}",
    )
    return None if yes == no else yes


def _said(text: str, *patterns: str) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)


_PLACES = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_PLACE = rf"(?:({'|'.join(_PLACES)})|(\d{{1,2}})(?:st|nd|rd|th))\s+(?:place|prize)\b(?:\s+(?:prize|winner))?"
_AMOUNT = r"(?:US\s?D?\s*)?\$\s*([\d,]+)(\s*[kK]\b)?|([\d,]+)\s*(?:USD|US dollars)"


def prize_ladder(text: str) -> tuple[float, ...]:
    """Prizes in US dollars from the first place down; empty where the places do not run 1, 2, 3 without a gap."""
    found: dict[int, float] = {}
    for match in re.finditer(rf"{_PLACE}[^$\d\n]{{0,25}}\n?[^$\d\n]{{0,5}}(?:{_AMOUNT})", text, re.IGNORECASE):
        word, digits, dollars, thousand, named = match.groups()
        place = int(digits) if digits else _PLACES.index(word.lower()) + 1
        amount = parse_number((dollars or named).rstrip(","))
        if amount is not None:
            found.setdefault(place, amount * (1000 if thousand else 1))
    whole = sorted(found) == list(range(1, len(found) + 1))
    return tuple(found[place] for place in sorted(found)) if whole else ()
