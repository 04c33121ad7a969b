"""Whether a device or a platform that a text names was there for nothing, or was somebody else's."""

import re

from insights.mentions.contexts import context

_NEEDS = r"(?:us|hav|own|gett?|touch|access|afford|need|rent|requir|buy|possess)(?:e|ed|ing)?"
_NOT = r"(?:never|not|neither|nor|cannot|(?:could|can|did|do|does|had|have|has|was|were)n.?t)"
_BEFORE = re.compile(
    rf"\b{_NOT} (?!only|even|more|just)(?:\w+ ){{0,2}}?{_NEEDS}\b(?! (?:more|less|anything|much)\b)"
    r"[^.,;:()|\n]{0,30}$"
    r"|\b(?:without|lack\w*|no|instead of|rather than) (?:any |access to |(?:need|use) (?:of|for) )?"
    r"(?!more\b|less\b|fewer\b|other\b|longer\b)(?:an? |the |\d )?(?:nvidia |tesla |rtx |gtx |big |expensive )*$"
    r"|\b(?:used to (?:own|have|rent|use)|once (?:owned|had)|sold|dream\w* of|wish\w* for)\b[^.,;:()|\n]{0,30}$"
    r"|\b(?:(?:last|previous|earlier|other|another|past) (?:competition|year)|"
    r"if (?:i|we|you|one) (?:had|have|could)|prizes?)\b[^.;,]{0,40}$"
    r"|\b(?:not (?:a|one)(?: single)?|(?:stop\w*|quit) using (?:the|my|our)|replac\w+ (?:the|my|our|their)|"
    r"limit\w*(?: \w+){0,4}) $"
    r"|\b(?:next (?:time|year|season|competition)|in (?:the )?future|(?:i|we|one|you|they) would|\w+['’]d "
    r"(?:rent|buy|use|"
    r"need|try|take|want|like)|(?:one|you) could|hop\w+ for|wait\w* for|prices? of|offer\w*)\b[^.,;:()|\n]{0,60}$"
    r"|\b(?:as (?:fast|slow|quick|good)\w* as|(?:faster|slower) than)(?: on)?(?: the| an?)? $"
    r"|(?:如果|若|没有|未用)[^，。；]{0,8}$"
)
"""Before the name: it is denied, gone, wished for."""
_FILLER = (
    r"(?:'?s|[- ](?:gpus?|cards?|pods?|machines?|servers?|cluster|laptop|notebooks?|of|in|at|from|the|my|our|a|that|"
    r"which|i|we|own|have|had|has|lab|office|work|home|university|company|kaggle|colab|with|[vahtpl]\d{1,3}s?|rtx|gtx|"
    r"[1-5]0\d0s?|ti|tpus?|\d{1,3} ?gb|also|there|simply|mostly|just|for|hoped|wanted|ordered|planned|credits?|"
    r"group)\b|['’]s)"
)
_USED = r"(?:available|used|needed|touched|involved|necessary|accessible|required|possible|affordable|an option|enough)"
_BEHIND = re.compile(
    rf"{_FILLER}{{0,8}} (?:(?:stood|sat|stayed|remained|lay|went|was|were|is|are) (?:\w+ )?"
    r"(?:idle|unused|broken|unavailable)\b"
    rf"|(?:was|were|is|are|has been|had been)(?: never| not|n.t| no longer) (?:\w+ )?{_USED}\b"
    r"|(?:could|may|must)(?: not|n.t) be used|would (?:have|be|cost|need|take)\b"
    r"|never (?:came|arrived|worked)\b|(?:s3|open data|buckets?|to the winners?)\b|(?:is|are|was|were) too \w"
    r"|(?:is|are|was|were|would be) (?:\w+ ){0,2}?(?:faster|slower|as (?:fast|slow)|overkill)\b"
    r"|(?:broke|died|burn\w*|costs|(?:did|do|does)(?: not|n.t) work)\b|(?:one|you) (?:could|can)\b|(?:was|were|"
    r"is|are) (?:\w+ )?(?:taken|"
    r"occupied|blocked)\b)"
    r"|[^.;,|\n]{0,25}?(?:, |\(|: | - )(?:(?:but|which|that|though|although|and|yet|we|i|it|they|this|one|was|were|"
    rf"simply|finally|in the end) ){{0,6}}(?:{_NOT} (?:\w+ ){{0,3}}?(?:us(?:e|ed)|touch(?:ed)?|need(?:ed)?|get|got)"
    r"(?: (?:it|them|that|this|one|any))? ?(?:[.,;)]|$|for |here|in this )|(?:sold|unused|idle)\b)"
)
"""Behind the name: it stood idle, could not be had, was not used."""
_OWNS = re.compile(r"\b(?:owns?|owned|ha[sd]|have|bought|got)\b[^.,;:()|\n]{0,30}$")
_ELSEWHERE = re.compile(
    r"[^.,;:()|\n]{0,40}(?:[,;]|\.{3}| -)* (?:but|still|yet|however|though|although)\b[^.\n]{0,40}"
    r"\b(?:(?<!used )all\b|everything|entire|whole|only)\b"
)
"""What is owned, and then everything was done elsewhere."""


def is_idle(before: str, after: str) -> bool:
    """The words before and behind a name, within its sentence, tell that it took no part in the solution."""
    if _BEFORE.search(before) or _BEHIND.match(after) or context("done_by_others").search(before):
        return True
    return bool(_OWNS.search(before) and _ELSEWHERE.match(after))
