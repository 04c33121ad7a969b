"""Small pieces of HTML that tables repeat by the hundred; as Jinja macros they would cost ten times as much."""

from markupsafe import Markup, escape

from pages.format import UNKNOWN, day

_UNKNOWN = Markup(f'<span class="unknown">{UNKNOWN}</span>')
_ONE_BOARD = Markup('<span class="unknown" title="on one board only">–</span>')
_SAME = Markup('<span class="same">same</span>')


def maybe(text: object) -> object:
    """The text, or "unknown" set apart where it is None or says so."""
    return _UNKNOWN if text is None or text == UNKNOWN else text


def move(gained: int | None) -> Markup:
    """Places gained or lost from the public to the private board; a dash for a team on one board only."""
    if gained is None:
        return _ONE_BOARD
    if gained > 0:
        return Markup(f'<span class="rose">gained {gained:,}</span>')
    return Markup(f'<span class="fell">lost {-gained:,}</span>') if gained else _SAME


def medal(name: str | None, basis: str | None = None) -> Markup:
    """A medal's name with its colour; one that follows from the rule alone says so."""
    if name is None:
        return Markup("")
    note = " <small>by rule</small>" if basis == "rule" else ""
    return Markup(f'<span class="medal {escape(name)}">{escape(name)}{note}</span>')


def away(url: str | None, text: str) -> Markup:
    """A link out of the site; the text alone where there is no address that a link may lead to."""
    shown = escape(text)
    return Markup(f'<a href="{escape(url)}" rel="noopener nofollow">{shown}</a>') if url else shown


def ended(deadline: str | None, year: int | None) -> object:
    """The day of the deadline, or the year alone where no more is known."""
    return maybe(day(deadline) if deadline else year)


def rest(number: int, most: int, url: str) -> Markup:
    """Where the rows of a table are that a page has no room for; nothing where it shows all."""
    if number <= most:
        return Markup("")
    return Markup(
        f'<p class="note">The first {most:,} of {number:,}: <a href="{escape(url)}">all of them as JSON</a>.</p>'
    )
