"""Evidence as a page shows it: a link to the text, the place in it, and the words where the text policy keeps them."""

from collections.abc import Iterable

from insights.computed import Value
from insights.solutions import Place, Text
from pages.format import named


class Cite(Value):
    """Where something is said."""

    url: str
    label: str
    """Title of the text, else its address."""
    where: str
    """The place in the text, in words."""
    quote: str | None
    """The words themselves; None under text policy `none`."""
    status: str
    """machine, accepted or corrected."""


def cite(place: Place, texts: Iterable[Text]) -> Cite:
    """Point at a place in one of these texts."""
    text = next(text for text in texts if text.writeup == place.writeup)
    return Cite(text.url, named(text.title, text.url), where(place, text.chars), place.quote, place.status)


def where(place: Place, chars: int | None) -> str:
    """A place in words: how far into the text, and the exact characters of the text that was read."""
    exact = f"characters {place.start:,}–{place.end:,}"
    return f"{100 * (place.start / chars):.0f} % into the text, {exact}" if chars else exact
