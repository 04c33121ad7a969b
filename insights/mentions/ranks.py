"""The final rank as the text states it."""

import re

from insights.mentions.contexts import context
from insights.mentions.facts import Fact
from insights.mentions.outline import Block
from insights.mentions.reader import Reader

_ORDINALS = {
    word: value
    for value, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), start=1
    )
} | {"冠军": 1, "亚军": 2, "季军": 3, "一": 1, "二": 2, "三": 3, "won": 1}
_WORDS = "|".join(word for word in _ORDINALS if word.isascii() and word != "won")
_TH = r"(?:st|nd|rd|th)\b"
_END = (
    r"(?= (?:in|on|out|overall|among|of(?! (?:all|my|our|the (?:two|three)))|and|with|place)\b|\W{0,3}(?:[.,;!)]|\n|$))"
)
_RANK = re.compile(
    r"(?<![a-z0-9.])(?P<o>\d{1,4})[-'’]?(?:st|nd|rd|th)\W{0,4}_?(?:private |public |final |overall )?"
    r"(?:place|position|rank|solution|prize(?= (?:winning|winner|solution))|top ?\d|out of|/|"
    r"in (?:the )?(?:private|final|competition)|"
    r"on (?:the )?(?:private|final)|of \d|among|from \d)"
    rf"|\b(?P<w>{_WORDS})[- ]+(?:place|position|prize|rank)"
    rf"|\b(?:plac(?:ed|ing)|finish(?:ed|ing)|came)(?: in| at)? (?P<wp>{_WORDS}){_END}"
    r"|(?:rank(?:ed|ing|s)?|placed?|position(?:ed)?|finish(?:ed)?|名次|排名)\W{0,6}(?:(?:at|as|in|of|is|was|the|"
    r"number|no\.?)\W{1,3}){0,3}"
    r"(?P<r>\d{1,4})(?:['’]?(?:st|nd|rd|th)\b|[ *]{0,3}(?:/|out of|of|among)[ *]{0,3}\d)"
    r"|\brank (?P<on>\d{1,4}) (?:on|in) the \[?(?:final|private|leader)"
    r"|\b(?:ranked|placed|finished|ranking)(?: (?:at|in|as))? ?(?:#|(?:position|rank|number) #?)(?P<rn>\d{1,4})\b"
    r"|(?<![\w#])#(?P<hash>\d{1,4}) (?:(?:on|in) (?:the )?(?:private|final|leader ?board|lb)|(?:place )?solution)\b"
    r"|\b(?:top|rank)[-_ ]?(?P<title>\d{1,3})[-_ ]solutions?(?![a-z])"
    r"|(?<![\d.,/])(?P<x>\d{1,4}) (?:private|final) (?:lb |leader ?board )(?:rank|position|place)\b"
    r"|\bsolution ?\((?P<s>\d{1,4})(?:st|nd|rd|th)\b(?! (?:stage|level|party|step|fold|layer))"
    r"|\b(?:top \d{1,2}%(?: solution)?|(?:gold|silver|bronze)(?: medal)?|place|rank) ?\((?P<t>\d{1,4})/\d"
    r"|private (?:lb |leader ?board )?(?:rank|place|position)\W{1,4}(?P<m>\d{1,4})\b(?![.,]\d)"
    r"|(?:^|\n)\W{0,6}rank\W{0,4}[:=][ *#]{0,4}(?P<k>\d{1,4})\b(?![.,]\d)"
    rf"|private\W{{1,3}}(?:(?:lb|leader ?board)\W{{1,4}})?(?P<p>\d{{1,4}}){_TH}"
    r"|\bprivate(?: (?:lb|leader ?board|rank|place))?[* ]{0,3}[:=][* ]{0,4}(?P<pf>\d{1,4}) ?/ ?\d[\d,]{2,6}\b(?!\.\d)"
    rf"|(?<![a-z0-9.])\(?(?P<op>\d{{1,4}}){_TH}\)?(?: place)? \(?(?:(?:on|in) (?:the )?)?private\b"
    r"|(?<![\d./])(?P<f>\d{1,4}) ?/ ?\d{3,5} (?:on|in) (?:the )?private\b"
    r"|\b(?:results?|placement|standings?|(?<!public )leader ?board)[* ]{0,3}[:：][* ]{0,4}"
    r"(?P<of>\d{1,4})(?:st|nd|rd|th)?(?: ?/ ?\d{3,5}\b(?!\.\d)| place|(?<=[a-z])\b)"
    r"|\b(?:ended up|came|landed)(?: (?:at|in|on|the|as))* (?P<e>\d{1,4})(?:st|nd|rd|th)\b"
    rf"|\b(?:we|i) (?:got|took|reached|secured|earned|achieved) (?:the )?(?P<g>\d{{1,4}}){_TH}{_END}"
    r"|\b(?:(?:private|final|overall|leader ?board) (?:rank(?:ing)?|place(?:ment)?|position|standing)|placing|place)"
    r"[* ]{0,3}(?:[:=]|(?:is|was) )[ *#]{0,4}(?P<q>\d{1,4})\b(?![.,]\d)"
    r"|[🥇🥈🥉🏅🏆][^\w\n]{0,4}(?P<medal>\d{1,4})(?:st|nd|rd|th)\b"
    r"|(?P<z>\d{1,4}) ?(?:位|名(?!学|参|患|字))|第 ?(?P<y>\d{1,4}|[一二三]) ?(?:名|位)|(?P<c>冠军|季军|亚军)"
    r"|(?:最终|复赛|决赛|b榜)(?:复赛|决赛|线上)?(?:排名|名次|成绩(?=[^\d\n]{0,4}\d{1,4} ?/))(?!a榜)[^\d\n]{0,4}"
    r"(?P<zh>\d{1,4})(?![\d.%])"
    r"|(?:复赛|决赛|b榜) ?(?:(?:rank|top|第) ?(?P<zr>\d{1,4})(?![\d.%])|(?P<zb>\d{1,4}) ?/ ?\d{3,5}\b)"
    r"|\b(?:top|rank|no\.) ?(?P<zt>\d{1,3}) ?(?:的)?(?:方案|解决|思路|源码|代码|开源|解法)"
    r"|(?P<v>(?<!award[- ])winning (?:solution|submission|entry|model doc)(?!s)|winner.?s? (?:solution|interview))"
    r"|\b(?P<won>won) (?:(?:the|this) )?(?:\w+ ){0,3}?(?:competition|challenge)\b"
)
_PLACE = re.compile(r"\W{0,3}\d{1,4}(?:st|nd|rd|th)\b")
"""Behind a winning solution: its place."""
_PUBLIC = re.compile(r"\W{0,3}(?:(?:in|on) (?:the )?)?public\b")
"""Behind a rank: it is that of the public board."""
_THEIRS = re.compile(
    r"\b(?:thank\w*(?: to)?|inspired by|based on|borrowed from|taken from|credits? to|similar to|same as|"
    r"follow(?:ed|ing)?) (?:the )?[\W_]{0,3}$"
    r"|\bshar(?:ing|ed) (?:[\w-]+ ){0,3}$|@[\w.-]+ (?:[a-z]+\d* )$"
)
"""Before a rank: somebody else's solution."""
_IN_LINK = re.compile(r"[^\[\]\n]{0,80}\]\(")
"""Behind a rank: it stands in the title of a link, which leads to somebody's solution."""


def rank(reader: Reader) -> Fact | None:
    """Final rank: in the title, else where the author says it first. Links and file names count here."""
    best, highest = None, 0
    for match in _RANK.finditer(reader.raw):
        value, block = _rank_value(match), reader.block_at(match.start())
        if value is not None and block is not None and (weight := _weight(reader, match, block)) > highest:
            best, highest = Fact("rank", float(value), match.start(), match.end()), weight
    return best


def _weight(reader: Reader, match: re.Match[str], block: Block) -> int:
    """How sure it is that this is the final rank of the author's own solution."""
    first, last, _ = reader.sentence_at(block, match.start())
    around = reader.raw[max(first, match.start() - 60) : min(last, match.end() + 60)]
    heads = block.kind == "heading"
    entitled = heads and block.path == (reader.title,)
    winning = match["v"] is not None
    weight = 3 * (heads and block.depth <= 2) + 2 * (match.start() < 1500)
    weight += 2 * bool(context("own_rank").search(around)) - 3 * bool(context("not_own_rank").search(around))
    weight += 3 * any(match[name] for name in ("p", "op", "pf", "x"))
    weight -= 9 * (match["title"] is not None and not entitled)
    weight -= 3 * (winning and bool(_PLACE.match(reader.raw, match.end())))
    weight -= 3 * bool(_PUBLIC.match(reader.raw, match.end()))
    weight -= 3 * bool(_THEIRS.search(reader.raw, max(first, match.start() - 40), match.start()))
    weight -= 3 * (reader.part(block) == "mentioned")
    weight -= 3 * (block.kind == "item" and bool(_IN_LINK.match(reader.raw, match.end(), last)))
    weight -= 3 * ((winning or match["won"] is not None) and not heads and match.start() >= 600)
    return min(weight, 1) if winning else weight  # winning may be the second place


def _rank_value(match: re.Match[str]) -> int | None:
    if match.group("v"):
        return 1
    words = next(text for text in match.groups() if text)
    value = _ORDINALS.get(words) or int(words)
    return value if 1 <= value <= 9999 else None
