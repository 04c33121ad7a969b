"""Used, rejected or only mentioned: what the words around a mention say.

Scope goes from the outside in: the headings above (a part called "What did not work"), the line that introduces a list,
the sentence, the clause. The nearest scope that says something decides.
"""

import re
from typing import Literal

Status = Literal["used", "rejected", "mentioned", "bare"]
"""`bare` says nothing either way: a mention in a plain sentence of one's own solution, counted as use."""

_NOT = r"(?:did ?n[o']?t|didn.t|does ?n[o']?t|doesn.t|do not|don.t|did not|does not|could ?n[o']?t|couldn.t|could not|was ?n[o']?t|wasn.t|were ?n[o']?t|weren.t|never|not|can.?not|can.t|hasn.t|haven.t)"
REJECTED_PART = re.compile(
    rf"{_NOT} (?:\w+ )?(?:work|help|useful|success|improv|make it|effective|bring)|no (?:improvement|effect|gain|luck)|failed|failures|"
    r"unsuccessful|without success|didn.?t|negative result|not work|not (?:used|helpful)|dead ends?|ineffective|"
    r"tried but|but (?:did not|didn)|fail\b|things? (?:i|we) tried(?! and worked)|other (?:things|methods|approaches|attempts|experiments|ideas)[\w ]* (?:tried|attempted)|"
    r"没(?:有)?(?:用|效|成功|work|提升)|无效|未能|失败|不(?:work|起作用|有效)|うまくいかな|効かな|効果(?:が|の)な|失敗|ダメだった|不採用|上手くいかな"
)
MENTION_PART = re.compile(
    r"references?\b|citations?|acknowledg|thank|credits?|related work|future|next (?:time|steps?)|given more time|more time|could have|"
    r"todo|to do|would (?:do|try|have)|do differently|further (?:improve|work|ideas?)|possible improve|potential improve|unexplored|not tried|"
    r"background|table of contents|contents$|links?$|licen[cs]e|bibliograph|useful (?:links|resources)|resources|other (?:teams|solutions)|"
    r"参考|致谢|引用|今后|未来|参考文献|謝辞|今後|やりたかった|試せなかった|if i had|improvements? (?:that|to)"
)
_HYPOTHETICAL = re.compile(
    r"\b(?:would (?:like|love|be|have|try|probably|also|definitely)|could (?:have|also|be|try|probably)|should have|might (?:have|be|help|try|work)|"
    r"may (?:help|try|be)|next time|in (?:the )?future|future work|plan(?:ned)? to|wanted to try|want to try|"
    r"(?:had|have|was|with) (?:no|not enough|little|more) time|did ?n[o']?t have (?:enough )?time|no time|ran out of time|if (?:i|we) had|if you|you can|you could|you may|"
    r"not (?:try|tried|tested|explored)|did ?n[o']?t try|didn.t try|haven.t tried|never tried|unexplored|untested|optional|to explore|worth trying|wish)"
    r"|如果有(?:更多)?时间|可以尝试|今後|試したかった|時間がなく|时间不够"
)
_OTHERS = re.compile(
    r"\b(?:other (?:teams?|competitors|people|participants|solutions|kagglers|players)|another team|others (?:used|use|have|did)|many (?:teams|people|competitors|participants)|"
    r"some (?:teams|people|competitors)|most (?:teams|people|competitors|participants|public)|everyone|(?:1st|2nd|3rd|first|second|third|winning|top) (?:place )?(?:team|solution)s? (?:used|use|of|from|in)|"
    r"previous (?:winners?|winning)|winners? of|published by|proposed (?:in|by)|introduced (?:in|by)|paper|et al|typically|traditionally|in general|usually|public (?:kernel|notebook)s? (?:use|used|with|were|are)|unlike|in contrast to)\b"
)
_REJECT = re.compile(
    rf"\b{_NOT}(?: \w+){{0,2}} (?:work|help|improve|bring|give|gave|lead|make|provide|yield|boost|increase|benefit|add|get|see|observe|achieve|perform|contribute|outperform|beat|useful|effective|successful|helpful|beneficial|good|better|converge|pan|matter|generali[sz]e|result|succeed|show|find|worth|stable|necessary|score|submit)\w*"
    rf"|\b{_NOT} (?:use|used|using|include|included|apply|applied|adopt|need|chosen|selected|end up|keep|employ|choose)\w*"
    r"|\b(?:no|little|any|without|zero|minor|negligible|marginal) (?:\w+ ){0,2}(?:improvements?|gains?|benefits?|effect|success|help|luck|difference|boost|impact|advantage)\b"
    r"|\b(?:fail(?:s|ed|ure)?|unsuccessful(?:ly)?|useless|ineffective|harmful|detrimental|hurt(?:s|ing)?|harm(?:s|ed)?|worsen(?:s|ed|ing)?|degrad(?:e|es|ed|ing|ation)|unhelpful|overfit(?:s|ted|ting)? (?:a lot|heavily|badly|too)|(?:was|were|is|are|got|become|became|made it|performed|perform|much|slightly|even|results?|score[ds]?|significantly|far|bit|lot|little|did|always|all|cv|lb|did) worse|worse (?:than|results?|performance|score|cv|lb|on)|inferior|abandon(?:ed)?|dropped|discarded|gave up|give up|given up|ditched|removed|skipped|rejected|excluded|turned off|disabled|decided (?:not to|against)|chose not to|opted not|avoid(?:ed|s|ing)?|refrain(?:ed)?|disappoint\w*|not as (?:good|well|effective|strong)|as well as|not so (?:good|well)|underperform\w*|poor(?:ly)?|noise or worse|unstable|too (?:slow|expensive|noisy|heavy|long|much time|time.?consuming)|in vain|to no avail|decreased (?:the |my |our )?(?:\w+ )?(?:score|cv|lb|performance|accuracy)|lower(?:ed)? (?:the |my |our )?(?:\w+ )?(?:score|cv|lb|performance|accuracy)|score dropped|lb (?:score )?dropped|cv dropped|reduced (?:the |my |our )?(?:\w+ )?(?:score|cv|lb|performance|accuracy))\b"
    r"|没(?:有|什么|啥)?(?:用|效果|提升|提高|帮助|改善|work|起作用|使用|采用)|无效|不如|效果(?:也|并)?不(?:好|佳|是很好|太好|明显)|结果也?不是很好|更差|变差|放弃|拒绝了|未使用|不起作用|没能|下降了|甚至更差|过拟合严重"
    r"|効果(?:は|が|も)?(?:な|薄|無)|効かな|うまくいか|上手くいか|改善しな|使わな|使用しな|採用しな|悪化|下がっ|見送|ダメ|失敗|寄与しな"
)
_KEPT = re.compile(
    r"\b(?:without (?!success|any (?:success|gain|improve))|removing|ablat|if (?:i|we) (?:remove|drop)|except|nevertheless|but (?:still|we (?:still )?(?:kept|use)|it (?:still )?(?:helped|improved))|still (?:contribut|helped|kept|useful|use|include)|so i kept|helped (?:a lot|a bit|diversity)|worked (?:well|best|better|great|like))"
)
_USE = re.compile(
    r"\b(?:(?:we|i) (?:also |then |further |finally |both |just |simply |only |mainly |first |first,|ended up |have |had )?(?:used?|using|appl(?:y|ied)|train(?:ed)?|add(?:ed)?|employ(?:ed)?|adopt(?:ed)?|chose|choose|choosed|select(?:ed)?|implement(?:ed)?|utili[sz]ed?|built|build|creat(?:ed|e)|combin(?:ed|e)|ensembl(?:ed|e)|averag(?:ed|e)|blend(?:ed)?|stack(?:ed)?|generat(?:ed|e)|perform(?:ed)?|did|do|made|make|fine-?tuned?|pre-?trained?|went with|rel(?:y|ied)|optimi[sz]ed?|tuned?|took|take|extract(?:ed)?|feed|fed|split|validat(?:ed|e)|comput(?:ed|e)|calculat(?:ed|e)|design(?:ed)?|develop(?:ed)?|includ(?:ed|e)|follow(?:ed)?|initiali[sz]ed?|set|submit(?:ted)?|kept|keep)"
    r"|(?:was|were|is|are) (?:also |then |all |finally )?(?:used|applied|trained|added|employed|adopted|chosen|selected|implemented|performed|averaged|blended|combined|fine-?tuned|optimi[sz]ed|tuned|generated|included|ensembled|set to|utili[sz]ed)"
    r"|(?:my|our) (?:final |best |main |first |second |single |base |winning )?(?:solution|model|approach|ensemble|submission|pipeline|models|method|strategy|network|architecture|backbone|loss|optimizer|validation|cv)"
    r"|(?:the )?(?:final|best|winning) (?:solution|model|ensemble|submission|models|blend)|(?:helped|improved|boosted|gave|worked|works|helps|improves|boosts|gives|brought|effective|important|crucial|key|significant(?:ly)?|outperform(?:ed|s)?|better)\b"
    r"|(?:optimizer|optimiser|loss|scheduler|backbone|encoder|augmentations?|architecture|models?|validation|cv|ensemble|tta|post-?processing|decoder|head|pooling|features?|lr schedule|schedule|framework|trained (?:with|using|on|for)|using|with|based on|used)\b)"
    r"|使用|采用|采取|利用|选择|我们用|用了|基于|使用し|採用|用い|行(?:い|っ)|利用し|使った|使って"
)
_CLAUSE = re.compile(r"[;；]|, but\b|\bbut\b|\bhowever\b|\balthough\b|\bthough\b|\bwhereas\b|\bwhile\b|，但|但是|然而|しかし|が、|\binstead\b|\buntil\b|\bso (?:i|we)\b")
_TRIED = re.compile(r"\b(?:tried|try|trying|tested|experimented|attempted|explored|considered|played with)\b|尝试|試し|试了|试过")
_BEFORE_OTHERS = re.compile(r"(?:outperform\w*|better than|superior to|beat|beats|over|instead of|rather than|compared (?:to|with)|worse than|than|prefer\w* \S+ (?:over|to)|unlike|replac\w+)(?: \w+){0,4}[ *`\"'(]*$")
_NEGATED_BEFORE = re.compile(rf"(?:\bno|\bwithout|\bw/o|\bnot|n.t use|{_NOT} (?:use|need|apply|do)\w*|instead of(?: using)?|rather than(?: using)?|removed?|dropped?|skip(?:ped)?|avoid(?:ed)?)(?: any| the| a| an)?(?: \w+){{0,1}}[ *`\"'(]*$")


def part_status(heading: str) -> Status:
    """What a heading, or a line that introduces a list, says of everything under it."""
    if REJECTED_PART.search(heading):
        return "rejected"
    return "mentioned" if MENTION_PART.search(heading) else "bare"


def sentence_status(sentence: str, start: int, end: int, following: str = "") -> Status:
    """Status of the mention at `start:end` of a folded sentence; `following` is the next sentence."""
    first, last = _clause(sentence, start, end)
    clause = sentence[first:last]
    before = sentence[max(first, start - 60) : start]
    if _BEFORE_OTHERS.search(before) or _NEGATED_BEFORE.search(before):
        return "rejected"
    if _HYPOTHETICAL.search(clause):
        return "mentioned"
    if _REJECT.search(clause):
        return "bare" if _KEPT.search(clause) else "rejected"
    rest = sentence[last : last + 160]
    if _TRIED.search(clause) and (_REJECT.search(rest) or (not rest.strip() and _REJECT.search(following[:120]))):
        return "rejected"
    if _OTHERS.search(clause) and not re.search(r"\b(?:we|i|our|my)\b", clause):
        return "mentioned"
    if _USE.search(clause):
        return "used"
    return "bare"


def _clause(sentence: str, start: int, end: int) -> tuple[int, int]:
    first, last = 0, len(sentence)
    for match in _CLAUSE.finditer(sentence):
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end:
            last = match.start()
            break
    return first, last
