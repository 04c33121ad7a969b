"""Small pieces of HTML that tables repeat by the hundred, as filters: as Jinja macros they cost ten times as much."""

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from archive.keys import safe_url
from archive.records import Link, Medal
from insights.glossary import glossary
from insights.medals import COLOURS
from insights.people.records import Teammate, Work
from pages.engine.rendering.escape import escape
from pages.format import UNKNOWN, day, named

_UNKNOWN = Markup(f'<span class="unknown">{UNKNOWN}</span>')
_IS_UNKNOWN = ' class="unknown"'
_ONE_BOARD = Markup('<span class="unknown" title="on one board only">–</span>')
_SAME = Markup('<span class="same">same</span>')
_NOTHING = Markup("")
_MEDALS = {
    (name, basis): Markup(
        f'<span class="medal {name}">{name}{" <small>by rule</small>" if basis == "rule" else ""}</span>'
    )
    for name in COLOURS
    for basis in (None, "recorded", "rule")
}


def maybe(text: object) -> object:
    """The text, or "unknown" set apart where it is None or says so."""
    return _UNKNOWN if text is None or text == UNKNOWN else text


def moved(gained: int | None) -> Markup:
    """Places gained or lost from the public to the private board; a dash for a team on one board only."""
    if gained is None:
        return _ONE_BOARD
    if gained > 0:
        return Markup(f'<span class="rose">gained {gained:,}</span>')
    return Markup(f'<span class="fell">lost {-gained:,}</span>') if gained else _SAME


def medal(name: Medal | None, basis: str | None = None) -> Markup:
    """A medal's name with its colour; one that follows from the rule alone says so."""
    return _MEDALS[name, basis] if name else _NOTHING


_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LANGUAGE = re.compile("(?!en$)[a-z]{2,3}")


def away(url: str | None, text: str, language: str | None = None) -> Markup:
    """A link out of the site; the text alone where there is no address that a link may lead to.

    Of a text that is not English the link names the language, so that it is read out as such; words that run from right
    to left do not turn what stands beside them.
    """
    marks = f' lang="{language}"' if language and _LANGUAGE.fullmatch(language) else ""
    marks += ' dir="auto"' if _RIGHT_TO_LEFT.search(text) else ""
    shown = escape(text)
    return Markup(f'<a href="{escape(url)}" rel="noopener nofollow"{marks}>{shown}</a>' if url else shown)


def members(people: Iterable[tuple[str, str | None]], root: str) -> Markup:
    """Handles, each with a link to the profile where it has an address."""
    above = f"{escape(root)}people/"
    shown = [
        f'<a href="{above}{escape(address)}/"><bdi>{escape(handle)}</bdi></a>'
        if address
        else f"<bdi>{escape(handle)}</bdi>"
        for handle, address in people
    ]
    return Markup(", ".join(shown))


def teammates(mates: Iterable[Teammate], root: str) -> Markup:
    """Handles with links to the profiles of those who are listed, and in how many competitions where in several."""
    above = f"{escape(root)}people/"
    shown = []
    for mate in mates:
        handle = f"<bdi>{escape(mate.handle)}</bdi>"
        name = f'<a href="{above}{escape(mate.address)}/">{handle}</a>' if mate.address else handle
        often = f" ({mate.competitions} competitions)" if mate.competitions > 1 else ""
        shown.append(f'<span class="nowrap">{name}{often}</span>')
    return Markup(", ".join(shown))


def figures(facts: Iterable[tuple[str, str, str]]) -> Markup:
    """The few numbers at the top of a page, from label, value and remark of each."""
    shown = [
        f"<div><dt>{escape(label)}</dt><dd><b{_IS_UNKNOWN if value == UNKNOWN else ''}>{escape(value)}</b>"
        f"{f'<span>{escape(remark)}</span>' if remark else ''}</dd></div>\n"
        for label, value, remark in facts
    ]
    return Markup(f'<dl class="figures">\n{"".join(shown)}</dl>\n')


def technique(key: str, root: str) -> Markup:
    """A technique's name, with a link to its page; one that the vocabulary lacks has no page."""
    return technique_in(key, f"{root}techniques/")


def technique_in(key: str, folder: str) -> Markup:
    """The same from the address of the techniques, which their own page leaves empty: it has hundreds of such links."""
    entry = glossary().get(key)
    return Markup(f'<a href="{escape(folder)}{entry.id}/">{escape(entry.name)}</a>' if entry else escape(key))


def techniques(keys: Iterable[str], root: str) -> Markup:
    """Several of them."""
    return Markup(", ".join([technique(key, root) for key in keys]))


def writeup(work: Work) -> Markup:
    """A write-up by its title, or by its address where it has none that names it."""
    return away(safe_url(work.url), named(work.title, work.url))


def links(found: Sequence[Link]) -> Markup:
    """Links to code by what they lead to, numbered where there are several."""
    numbered = len(found) > 1
    return Markup(
        ", ".join(
            away(safe_url(link.url), f"{link.kind} {number}" if numbered else link.kind)
            for number, link in enumerate(found, 1)
        )
    )


def day_or_year(deadline: str | None, year: int | None) -> object:
    """The day of the deadline, or the year alone where no more is known."""
    return maybe(day(deadline) if deadline else year)


def rest(number: int, most: int, url: str) -> Markup:
    """Where the rows of a table are that a page has no room for; nothing where it shows all."""
    if number <= most:
        return _NOTHING
    return Markup(
        f'<p class="note">The first {most:,} of {number:,}: <a href="{escape(url)}">all of them as JSON</a>.</p>'
    )
