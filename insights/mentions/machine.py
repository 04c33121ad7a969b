"""Main memory, CPU cores and money."""

import re
from collections.abc import Iterator

from insights.mentions.contexts import context
from insights.mentions.facts import FIGURE, SPELLED, Fact, Match, number, places
from insights.mentions.idle import is_idle
from insights.mentions.reader import Reader

_RAM = re.compile(
    rf"(?<![a-z\d_.])(?P<n>{FIGURE}) ?(?P<u>gb|gib|gig(?:abyte)?|g|tb)(?:yte)?s?\+?(?: of)?(?: (?:available|free))?"
    r"(?: ddr\d| \d{4} ?mhz)?[ -]?(?P<w>(?:cpu |system |main |host |machine |server )?(?:ram|memory|mem)|ddr\d|内存|"
    r"machine|laptop|desktop|workstation)\b(?! per (?:gpu|card)| gpu| (?:for|of) gpu)"
    rf"|(?:\bcores?|\bthreads?|\bv?cpus)(?:,| \+| and| ?/)? (?P<o>{FIGURE}) ?(?P<p>gb?|gib)\b(?!/s)"
    rf"|(?P<x>ram|memory|mem|内存|메모리|メモリ)(?: \(gi?b\))?\W{{0,6}}(?:(?:size|is|of|about|around|max|maximum|"
    rf"approximately)\W{{0,3}})?(?:(?P<low>{FIGURE}) ?(?:gb?|gib)? ?(?:-|–|to) ?)?(?P<m>{FIGURE}) ?(?P<v>gb|gib|g|tb)\b"
    r"(?! ?(?:ssd|hdd|disk|nvme|storage|hard|vram|gpu))"
    rf"|\b(?:macbook|thinkpad|laptop)(?: (?:air|pro|mini))?,? (?:\(|with |having )?(?P<l>{FIGURE}) ?gb\b"
    r"(?! (?:\w+ )?(?:gpu|vram|card|rtx|gtx|nvidia|video|disk|ssd|of v))"
)
_GPU_MEMORY = re.compile(
    r"(?:[vaplt]\d{1,3}|rtx|gtx|titan|(?<!no )gpus?|[234]0[789]0(?: ?ti)?|tesla|k80)[^.\n;,)+]{0,25}$"
)
_LOW = re.compile(rf"(?<![\d.])({FIGURE}) ?(?:gb?|gib)? ?(?:-|–|to) ?$")
"""The lower end of a range, before its upper end."""
_USED_UP = re.compile(r"\b(?:costs?|consum\w+|occup\w+|peaks?|usage|footprint|eats?|fills?)\b[^.;,]{0,30}$")
_HOST = re.compile(r"\b(?:host|system|main|cpu|machine) $")
_TIMES = re.compile(r" ?[x×*] ?\d")
"""`12GB*4`: four cards of 12 GB."""
_RAM_OF_GPU = re.compile(r"\bgpus?(?:\(s\))? (?:\(|(?:with|having|of)(?: (?:at least|about|around|>=?))? *)$")
_OTHER_PARTS = re.compile(r"\b(?:server|machine|workstation|cores?|cpus?)\b")
_SPEC = re.compile(r"^\W{0,4}(?:cpu|processor|ram|memory|cores|hardware|machine)\b[^=#\n]{0,40}:[^=#\n]{0,60}$")
"""A line of code that tells of the machine: `CPU: 16 cores`."""
_CORES = re.compile(
    r"(?P<dual>dual[- ]|2 ?[x×] ?|two )?(?:(?<![a-z\d_.])(?<!x86-)(?P<n>\d{1,3})[ -]?(?:physical |logical |"
    r"virtual |cpu |v)?-?(?:cores?|v?cpus?)\b(?! ?@|[- ]?hours)"
    r"|\bcores?[\s*`]{0,4}[:=][\s*`]{0,4}(?P<m>\d{1,3})\b|(?<![a-z\d_.])(?P<t>\d{1,3})[ -]?threads?\b"
    r"|(?P<z>\d{1,3}) ?(?:核|코어|コア)|(?:코어|コア(?:数)?)\W{0,3}(?P<k>\d{1,3})"
    rf"|\b(?P<s>{SPELLED})[- ](?:physical |cpu )?core(?:s\b| (?:cpu|processor|machine|laptop|server|desktop|intel|amd|"
    r"xeon|ryzen|i[3579]\b))"
    r"|(?<![a-z\d_.])(?P<c>\d{1,3})c/\d{1,3}t\b|ghz\)? ?[x×] ?(?P<x>\d{1,3})\b)"
)
_SOCKETS = re.compile(
    rf"(?<![\d.])(\d|{SPELLED})(?: ?[x×])? [^.;\d]{{0,20}}(?:xeons?|epycs?|cpus?|processors?|intel)\b[^.;]{{0,30}}$"
)
"""How many processors have so many cores each."""
_COST = re.compile(
    r"(?:us ?)?(?:\$ ?(?P<a>\d[\d,]{0,12}(?:\.\d+)?)|"
    r"(?<![a-z\d_.])(?P<b>\d[\d,]{0,12}) ?(?:usd|us dollars|dollars|bucks|\$))"
    r"(?:[^.\n]{0,50}?(?:less than|to|-|–|and) ?\$? ?(?P<c>\d[\d,]{0,12})\b(?! ?(?:x|×|gpu|hours?|models?|days?)))?"
)


def ram(reader: Reader) -> Fact | None:
    """Main memory in GB: the largest that is said of the machine, else what the text asks for; the mean of a range."""
    best: Fact | None = None
    asked: Fact | None = None
    for place, line in _told(reader, _RAM):
        value = _gigabytes(place.match, line)
        if not 1 <= value <= 8192 or _is_other_memory(place, line):
            continue
        fact = Fact("ram_gb", value, place.match.start(), place.match.end(), unit="GB")
        if re.search(r"at least *$", place.before):
            asked = asked or fact
        elif best is None or value > float(best.value):
            best = fact
    return best or asked


def _gigabytes(match: re.Match[str], line: str) -> float:
    """What is said, or the mean of a range that ends with it."""
    value = number(match["n"] or match["m"] or match["o"] or match["l"]) * (
        1024 if "tb" in (match["u"], match["v"]) else 1
    )
    low = match["low"] or (below[1] if not match["o"] and (below := _LOW.search(line)) else None)
    return (value + number(low)) / 2 if low and value / 4 <= number(low) < value else value


def _is_other_memory(place: Match, line: str) -> bool:
    """It is memory of a card, of another machine, or what something took up."""
    match = place.match
    around = line + match.group() + place.after[:25].partition(",")[0]
    return bool(
        _USED_UP.search(line)
        or (context("not_ram").search(around) and not _HOST.search(line))
        or (_RAM_OF_GPU.search(line) and not _OTHER_PARTS.search(line))
        or ("ram" not in (match["w"], match["x"]) and _GPU_MEMORY.search(line))
        or _TIMES.match(place.after)
        or context("not_our_device").search(place.sentence)
        or is_idle(place.before, place.after)
    )


def cores(reader: Reader) -> Fact | None:
    """CPU cores of the machine; threads where only they are said."""
    best: tuple[bool, Fact] | None = None
    for place, _ in _told(reader, _CORES):
        words = place.match.groupdict()
        if context("not_cores").search(place.before[-60:] + place.match.group() + place.after[:30]):
            continue
        value = number(next(words[name] for name in ("n", "m", "t", "z", "c", "x", "k", "s") if words[name]))
        value *= 2 if words["dual"] else 1
        if place.after.startswith(" each") and (sockets := _SOCKETS.search(place.before)):
            value *= number(sockets[1])
        physical = words["t"] is None
        if 2 <= value <= 512 and (best is None or physical > best[0]):
            best = physical, Fact("cpu_cores", value, place.match.start(), place.match.end(), unit="cores")
    return best[1] if best else None


def _told(reader: Reader, pattern: re.Pattern[str]) -> Iterator[tuple[Match, str]]:
    """Matches with what stands before them in their line; in code only where the line tells of the machine."""
    for place in places(reader, pattern, code=True):
        line = place.before[-70:].rpartition("\n")[2]
        if place.block.kind != "code" or _SPEC.match(line + place.match.group()):
            yield place, line


def cost(reader: Reader) -> Fact | None:
    """Money spent on compute, in US dollars; the mean of a range."""
    for place in places(reader, _COST):
        if not context("cost").search(place.sentence) or context("not_cost").search(place.near):
            continue
        match = place.match
        value = number(match.group("a") or match.group("b"))
        top = number(match.group("c")) if match.group("c") else value
        if value < top <= 5 * value:
            value = (value + top) / 2
        return Fact("cost_usd", value, match.start(), match.end(), unit="USD")
    return None
