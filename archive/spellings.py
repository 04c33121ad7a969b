"""Other spellings of one name: without accents, as addresses and many keyboards write it, and with `ue` for `ü`."""

import re
import unicodedata
from collections.abc import Iterator

from archive.keys import fold

SHORTEST = 5
"""Letters that a name must have before its other spellings count: `bar` is a word, and not only a spelling of `bär`."""

_ACCENTS = re.compile("[\u0300-\u036f]")
"""Marks of the Latin, Greek and Cyrillic scripts. Those of other scripts are vowels, or make another letter."""
_WHOLE = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)  # fmt: skip
"""Letters that are not made of another one and a mark."""
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


def squeeze(text: str) -> str:
    """Letters and digits of a name alone, folded: `Ada E. Example` and `ada-e_example` are `adaeexample`."""
    return "".join(re.findall(r"[^\W_]+", fold(text)))


def forms(text: str) -> Iterator[str]:
    """The text folded as it stands, and without accents in either way where that differs."""
    folded = fold(text)
    yield from dict.fromkeys(
        (folded,) if folded.isascii() else (folded, _plain(folded), _plain(folded.translate(_SPELT_OUT)))
    )


def spellings(name: str) -> Iterator[str]:
    """The name squeezed, each form once; nothing of a name without letters and digits."""
    found = dict.fromkeys(map(squeeze, forms(name)))
    yield from (form for number, form in enumerate(found) if form and (not number or len(form) >= SHORTEST))


def whole_words(text: str) -> str:
    """The text without marks that would part a word in two: the vowel signs of Indic scripts, for one."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKC", text) if not unicodedata.category(c).startswith("M"))


def _plain(folded: str) -> str:
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", folded.translate(_WHOLE)))
    return unicodedata.normalize("NFC", bare)
