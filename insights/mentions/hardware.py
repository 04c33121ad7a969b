"""Accelerators that were used, with counts and memory, and the platforms they stood on."""

import re
from collections.abc import Iterator
from dataclasses import replace

from insights.mentions.contexts import context
from insights.mentions.facts import SPELLED, Fact, number, places
from insights.mentions.idle import is_idle
from insights.mentions.outline import Block
from insights.mentions.reader import Reader
from insights.mentions.vocabulary import DEVICE, HIT, PLATFORM

_MAKER = (
    r"(?:nvidia'?s?|nividia|nvdia|tesla|geforce|quadro|gtx|rtx|ada|ampere|google|cloud|gpus?|the|of|x|×|\*|rented|local|"
    r"my|our|own|powerful|free|used|new|old|second[- ]hand|strong|big"
    r"|kaggle'?s?|units?|cards?|\d{1,3} ?gb(?= )|-|\s|[`*()])*"
)
_BEFORE = re.compile(
    rf"(?:(?P<nodes>\d+|two|three|four|eight) (?=\d+ ?[x×]))?"
    rf"(?<![a-z\d_.$])(?<!\d[,–-])(?P<n>\d{{1,3}}|an?|{SPELLED}|单|两|双)"
    rf"(?: ?[x×*]| ?个| ?张| ?块|台|卡)?[\s-]*{_MAKER}$"
)
_NODES = re.compile(
    rf"(?<![\d.])(\d{{1,2}}|{SPELLED}) (?:nodes|machines|servers|instances) (?:each )?(?:with|of|having) $"
)
"""How many machines have so many cards each."""
_AFTER = re.compile(
    r"^(?:[- ]?(?:sxm\d?|pcie))?(?:[- ]?\(?\d{1,3} ?(?:gb?|gib)\)?)?(?: ?gpus?| cards?)?"
    r"(?:[ (]*[x×*] ?(?P<n>\d{1,2})(?!\d|\.\d| ?gb| ?g\b)|"
    r" ?\((?P<p>\d{1,2})(?: ?gpus?| ?cards?)?\)| ?(?P<single>单)卡)"
    r"|^(?:[- ](?:server|node|machine|box|instance|workstation|rig|dgx))?,? ?(?:with|of|having|\()"
    rf" ?(?:its )?(?P<m>\d{{1,2}}|{SPELLED}) (?:of them|gpus|cards)\b"
)
_LONGER = re.compile(r"[hv]\d{4}")
"""`h1000`, which is no H100."""
_TIMES = re.compile(r"[x×*]\d{1,2}$")
"""`V100x2`, in one word."""
_ONLY = re.compile(
    r"only (?:used?|using|needs?) (\d|one|two)\b|used only (\d|one|two)\b|"
    r"\bonly (\d|one|two) (?:of (?:the |these |its )?)?(?:gpus?|cards?|them) (?:is|are|was|were) used\b"
)
_MEMORY = re.compile(
    r"^(?:-?sxm\d)?[^\d\n.;|]{0,24}?\(?(?:\d gpus,? )?(?<![\d.])(\d{1,3}) ?(?:gb?|gib)\b(?! (?:boot|disk|ssd|"
    r"ram\b|of ram|"
    r"memory,))|^ ?gpus? ?\((\d{1,3}) ?gb (?:of )?ram\)"
)
_MEMORY_LINE = re.compile(
    r"(\d{1,3}) ?(?:gb|g|gib) ?\+? ?(?:of )?(?:memory per gpu|vram|gpu (?:memory|ram|mem)|"
    r"video memory)"
)
_MEMORY_BEFORE = re.compile(r"\b(\d{1,3}) ?gb (?:of (?:our|my|the|an?) )?(?:nvidia |tesla |geforce |quadro |rtx )*$")
_PLAIN_NUMBER_BEFORE = re.compile(
    rf"(?:pair of|rtx|gtx|geforce|nvidia|gpus?|cards?|my|our|local|home|single|dual|an?|\d ?[x×*]?|{SPELLED}|or|and|"
    r"[x×*+,]|[卡张块]|(?<!\d)/|\b[1-5]0[5-9]0/)"
    r"[ :`*-]*$"
)
_PLAIN_NUMBER_AFTER = re.compile(
    r"^s?[ `*(]*(?:gpus?|cards?|machines?|vram|\d{1,2} ?gb|[x×*] ?\d|with \d+ ?gb|for (?:all|the )?training|"
    r"at home|under my)"
)
_COUNTED = re.compile(
    r"^ (?!gpus|cards|machines|instances|workstations|boxes|servers|(?:has|is|was|does|takes|runs|trains|needs)\b)"
    r"[a-z]+s\b"
)
"""`3080 steps`: a number of things."""
_TRAINED_ON = re.compile(
    r"\bon (?:the free|our|my|an?|one|a single|single|free|two|four) $|"
    r"\b(?:(?:train|tun|fit|infer|ran|run|fits?)(?:ed|ing|s|ning)?\b[^.;]{0,40}?\b(?:on|with|using|into)|"
    r"rent\w*|using|used?)"
    rf"(?: (?:an?|single|my|our|the|\d{{1,2}}|{SPELLED}))*(?: ?[x×])? $"
)
_BOARD = re.compile(r"^s? ?(?:cards?|boards?|pods?|max|pro|ultra)\b")
_THEIRS = re.compile(
    r"\bteams? (?:above|below|ahead|around)|\bother participants?|would have (?:needed|required)|\bsm_?\d\d\b|"
    r"\bcompute capability|\b(?:do|did) not own\b"
)
_PART_END = re.compile(r"; |, (?:but|so|yet|while|whereas|therefore|thus) ")
"""Where a sentence goes on to another machine."""
_STATED = re.compile(
    r"\b(?:number of|num|no\.? of|#) ?(?:gpus?|cards?|devices)[* ]*[:=|][* ]*(\d{1,2})\b(?!\.\d| ?gb)"
    r"|\bgpus?[ _](?:count|number)[* ]*[:=|][* ]*(\d{1,2})\b"
)
"""The number of devices, away from their name."""
_COUNT_COLUMN = re.compile(
    r"[ *]*(?:#|n|no\.?|count|num(?:ber)?|quantity|qty|amount|how many|units?)"
    r"(?: of (?:gpus?|cards|devices)| gpus?| cards)?[ *]*"
)
_MEMORY_COLUMN = re.compile(r"[ *]*(?:v?ram|(?:gpu |video )?memory)(?: (?:per gpu|each))?(?: ?\(gb\))?[ *]*")
_WHOLE = re.compile(r"[ *x×]*(\d{1,3}) ?(?:x|×|gb|gib)?[ *]*")
_LONGEST_ROW = 1000
_ALTERNATIVE = re.compile(
    r"\bor (?:an? )?(?:nvidia |geforce )*$|\b(?:should|could|might|may|can) (?:also )?(?:be )?"
    r"(?:re)?(?:run|runnable|work|suffic\w+|plic\w+|produc\w+|train\w*) (?:with|on|using)"
    r"(?: (?:an?|one|single|smaller|cheaper|nvidia))* $"
)
"""Before another device that would do as well."""
_SIBLING = re.compile(r"(?:,|&|\+|and|plus)(?: an?)?[ `*]*(?:nvidia |geforce )*$")


def hardware(reader: Reader) -> list[Fact]:
    """Each device once, with the largest count and the first memory that the text gives it."""
    found: dict[str, Fact] = {}
    for name, fact in _used(reader):
        known = found.get(name, fact)
        counts = [count for count in (known.count, fact.count) if count is not None]
        found[name] = replace(fact, count=max(counts, default=None), memory_gb=known.memory_gb or fact.memory_gb)
    facts = [fact for name, fact in found.items() if not any(other.startswith(name + " ") for other in found)]
    if len(facts) == 1 and facts[0].count is None and (stated := next(places(reader, _STATED), None)):
        facts[0] = replace(facts[0], count=int(stated.match[stated.match.lastindex or 0]))
    return facts


def _used(reader: Reader) -> Iterator[tuple[str, Fact]]:
    """Devices that the author's solution used, each time that one is named."""
    first_one = True
    sibling: tuple[Block, int] | None = None
    for start, end, name in _device_hits(reader):
        block = reader.block_at(start)
        if block is None or reader.part(block) != "stated":
            continue
        first, last, _ = reader.sentence_at(block, start)
        if times := _TIMES.search(reader.folded, start, end):
            end = times.start()
        before = reader.folded[max(first, start - 60) : start]
        after = reader.folded[end : min(last, end + 60)]
        long_before = reader.folded[max(first, start - 250) : start]
        long_after = reader.folded[start : min(last, end + 90)]
        part = _PART_END.split(long_before)[-1] + _PART_END.split(long_after, maxsplit=1)[0]
        if context("not_our_device").search(part) or _THEIRS.search(part) or is_idle(before, after):
            continue
        if not first_one and _ALTERNATIVE.search(before):
            continue
        if not _is_device(name, reader.folded[start:end], before, after):
            continue
        count = _count(before, after, long_before + long_after) or _cell(reader, block, _COUNT_COLUMN)
        if count is None and sibling and sibling[0] is block and _SIBLING.search(before):
            count = sibling[1]
        sibling = (block, count) if count == 1 else None
        memory = _memory(reader, start, before, after) or _cell(reader, block, _MEMORY_COLUMN)
        first_one = False
        yield name, Fact("hardware", name, start, end, count=count, memory_gb=memory)


def _is_device(name: str, said: str, before: str, after: str) -> bool:
    """Tell a card from what is spelled like one: `M1` the model, `T4` the electrode, `2070` the year."""
    if said.rstrip("s").isdigit():
        counted = _COUNTED.search(after)
        return not counted and bool(_PLAIN_NUMBER_BEFORE.search(before) or _PLAIN_NUMBER_AFTER.search(after))
    if len(name) > 3 or context("short_device").search(before[-30:] + HIT + said + after[:30]):
        return True
    if (len(name) == 3 or name in ("T4", "L4")) and _TRAINED_ON.search(before):
        return True
    return len(said.rstrip("s")) > len(name) or bool(_BOARD.search(after))


def _device_hits(reader: Reader) -> list[tuple[int, int, str]]:
    """Places of devices; of several names at one place the longest."""
    hits: list[tuple[int, int, str]] = []
    for hit in reader.hits:
        if reader.folded[max(hit.start - 1, 0)] == "." or _LONGER.match(reader.folded, hit.start):
            continue
        if hit.row.startswith(DEVICE) and (not hits or hit.start >= hits[-1][1]):
            hits.append((hit.start, hit.end, hit.row.removeprefix(DEVICE)))
    return hits


def _count(before: str, after: str, sentence: str) -> int | None:
    if match := _ONLY.search(sentence):
        return int(number(next(filter(None, match.groups()))))
    if match := _AFTER.search(after):
        return 1 if match.group("single") else int(number(match.group("n") or match.group("p") or match.group("m")))
    if match := _BEFORE.search(before):
        value = number(match.group("n")) * (number(match.group("nodes")) if match.group("nodes") else 1)
        if nodes := _NODES.search(before, 0, match.start("n")):
            value *= number(nodes[1])
        return int(value) if 1 <= value <= 512 else None
    return None


def _cell(reader: Reader, block: Block, column: re.Pattern[str]) -> int | None:
    """The whole number of a row under the head that a column has."""
    head = reader.head_of(block) if block.kind == "row" else ""
    heads, cells = head.split("|"), reader.folded[block.start : min(block.end, block.start + _LONGEST_ROW)].split("|")
    for name, cell in zip(heads, cells, strict=False):
        if column.fullmatch(name) and (match := _WHOLE.fullmatch(cell)):
            return int(match[1])
    return None


def _memory(reader: Reader, position: int, before: str, after: str) -> float | None:
    """GB of one device: beside its name, or near it in words about the memory of a GPU."""
    match = _MEMORY.search(after) or _MEMORY_BEFORE.search(before)
    match = match or _MEMORY_LINE.search(reader.folded, max(0, position - 200), position + 200)
    return float(match[match.lastindex or 0]) if match else None


def hosts(reader: Reader) -> list[Fact]:
    """Platforms on which models were trained or run."""
    found: dict[str, Fact] = {}
    for hit in reader.hits:
        name = hit.row.removeprefix(PLATFORM)
        block = reader.block_at(hit.start)
        if name == hit.row or name in found or block is None:
            continue
        if block.kind == "code" or reader.part(block) != "stated":
            continue
        first, last, _ = reader.sentence_at(block, hit.start)
        before = reader.folded[max(first, hit.start - 100) : hit.start]
        after = reader.folded[hit.end : min(last, hit.end + 100)]
        forbidding = (context("not_our_platform"), context("not_" + name), _THEIRS)
        if not any(words.search(before + HIT + after) for words in forbidding) and not is_idle(before, after[:60]):
            found[name] = Fact("platform", name, hit.start, hit.end)
    return list(found.values())
