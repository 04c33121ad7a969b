"""How numbers, dates and unknowns read on the site. Every function takes None and says "unknown"."""

import math
import re
from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

UNKNOWN = "unknown"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def number(value: float | None, digits: int = 0) -> str:
    """A number with thousands separated: 1,234 or 0.125; what rounds to nothing has no sign."""
    if type(value) is int and not digits:
        return f"{value:,}"
    return UNKNOWN if value is None or not math.isfinite(value) else f"{value:z,.{digits}f}"


def significant(value: float | None, digits: int = 4) -> str:
    """A measured value to so many significant digits, without an exponent where that is readable."""
    if value is None or not math.isfinite(value):
        return UNKNOWN
    if value == 0:
        return "0"
    magnitude = math.floor(math.log10(abs(value)))
    if -5 <= magnitude < 7:
        return f"{value:,.{max(0, digits - 1 - magnitude)}f}"
    return f"{value:.{digits - 1}e}"


def score(value: float | None) -> str:
    """A score with the digits that its source printed, no more and no fewer; zeros at its end aside."""
    return UNKNOWN if value is None or not math.isfinite(value) else f"{value:,.12g}"


def percent(share: float | None, digits: int = 0) -> str:
    """A share in 0..1 as a percentage; only nothing is 0 %, only all 100 %."""
    if share is None:
        return UNKNOWN
    shown, least = f"{100 * share:.{digits}f}", 10**-digits
    if share > 0 and float(shown) == 0:
        return f"under {least:g} %"
    return f"over {100 - least:g} %" if share < 1 and float(shown) == 100 else f"{shown} %"


def places(gained: int | None) -> str:
    """Places gained from the public to the private board, in words: sign conventions contradict each other."""
    if gained is None:
        return UNKNOWN
    if gained == 0:
        return "same place"
    unit = "place" if abs(gained) == 1 else "places"
    return f"{'gained' if gained > 0 else 'lost'} {abs(gained):,} {unit}"


def day(time: str | None) -> str:
    """The day of a time: 2019-09-04T14:41:01Z is 4 Sep 2019."""
    if time is None:
        return UNKNOWN
    return f"{int(time[8:10])} {_MONTHS[int(time[5:7]) - 1]} {time[:4]}"


def money(dollars: float | None) -> str:
    """US dollars: $25,000."""
    return UNKNOWN if dollars is None else f"${dollars:,.0f}"


def size(count: int | None) -> str:
    """Bytes in decimal units, as platforms print them: 1.5 GB."""
    if count is None:
        return UNKNOWN
    value = float(count)
    for unit in ("bytes", "KB", "MB", "GB"):
        if value < 999.5:
            return f"{value:.0f} {unit}" if unit == "bytes" or value >= 99.95 else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} TB"


def yes_no(value: bool | None) -> str:
    """yes, no or unknown."""
    return UNKNOWN if value is None else "yes" if value else "no"


def plural(count: int, noun: str, many: str | None = None) -> str:
    """A count with its noun: 1 team, 1,234 teams."""
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"


def most_first(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Words with their counts, the most frequent first."""
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def joined(texts: Iterable[str], between: str) -> str:
    """Plain texts in one line; Jinja's own filter of the name `join` looks for markup in each of them."""
    return between.join(texts)


def short(url: str) -> str:
    """An address without its scheme and leading www, cut in its middle where it is long."""
    text = url.partition("://")[2].removeprefix("www.").rstrip("/") or url
    return text if len(text) <= 70 else f"{text[:34]}…{text[-35:]}"


_EVERYDAY = frozenset(
    {
        "a", "and", "archive", "code", "content", "contents", "data", "description", "detailed", "documentation",
        "files", "hello", "how", "in", "installation", "introduction", "link", "model", "my", "of", "our", "overview",
        "paper", "progress", "readme", "requirements", "run", "setup", "solution", "summary", "table", "the", "to",
        "top", "solutions", "usage", "winning", "work", "writeup",
    }
)  # fmt: skip
"""Words of headings with which texts begin; a title of nothing else names no solution."""


def named(title: str | None, url: str) -> str:
    """The title of a text, or its address where it has none or one that any text might have."""
    words = re.findall(r"\w+", (title or "").casefold())
    return short(url) if _EVERYDAY.issuperset(words) else title or ""


def code(text: str) -> Markup:
    """Text with its `backticked` parts set as code, everything escaped."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))
