"""Lists of phrases: compiled by their first letter, they find what each phrase finds alone."""

import re

from insights.mentions import contexts
from insights.mentions.contexts import context


def test_a_group_at_the_beginning_is_sorted_by_letter_and_an_optional_one_is_not() -> None:
    found = contexts._by_letter(["(?:was|were) bad", "(?:not )?worse", "best|last", r"\d lost"])
    assert list(found) == ["(?:not )?worse", r"\d lost", "w(?:as bad|ere bad)", "b(?:est)", "l(?:ast)"]


def test_compiled_lists_find_what_their_phrases_find() -> None:
    text = "it was no success; others used it, we dropped it and the score went down, but in hindsight it could help"
    for name in ("reject", "hypothetical", "others", "use", "final_score"):
        alone = any(re.search(rf"\b(?:{p[2:]})" if p[:2] == r"\b" else p, text) for p in contexts._flat(name))
        assert bool(context(name).search(text)) == alone, name
