"""Lists of phrases: compiled together, they find what each phrase finds alone."""

import re

from insights.mentions import contexts
from insights.mentions.contexts import context


def test_compiled_lists_find_what_their_phrases_find() -> None:
    text = "it was no success; others used it, we dropped it and the score went down, but in hindsight it could help"
    for name in ("reject", "hypothetical", "others", "use", "final_score"):
        alone = any(re.search(rf"\b(?:{p[2:]})" if p[:2] == r"\b" else p, text) for p in contexts._flat(name))
        assert bool(context(name).search(text)) == alone, name
