"""Text, times and numbers as sources print them, brought to the archive's one form."""

import hashlib
import math
import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

NAME_LIMIT = 300
"""Longest name that is kept, in characters; a longer one is cut and marked with an ellipsis."""

# Zero-width joiner and non-joiner stay: emoji and several scripts need them.
# The last two no XML document may hold.
_INVISIBLE = {"\u00ad", "\u200b", "\u2060", "\ufeff", "\ufffe", "\uffff"}
_BIDI_CONTROLS = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


MAIL = "[e-mail]"
"""Stands for an e-mail address: the archive keeps none."""
_MAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")


def without_mail(text: str) -> str:
    """The text without e-mail addresses."""
    return _MAIL.sub(MAIL, text) if "@" in text else text


def clean_name(text: str | None) -> str | None:
    """A name on one line without control, bidi-override and invisible characters; None where nothing is left.

    An e-mail address in it is left out.
    """
    if text is None:
        return None
    name = without_mail(one_line(text))
    return (name if len(name) <= NAME_LIMIT else name[: NAME_LIMIT - 1] + "…") or None


def one_line(text: str) -> str:
    """The text on one line without control, bidi-override and invisible characters."""
    return " ".join((text if text.isascii() and text.isprintable() else _shown(text)).split())


def _shown(text: str) -> str:
    kept = (c for c in text if c not in _INVISIBLE and c not in _BIDI_CONTROLS)
    return "".join(
        " " if c.isspace() else c for c in kept if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs")
    )


def normalise(text: str) -> str:
    """Text with LF line ends, without byte-order mark and lone surrogates: what hashes and offsets refer to."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-8", "replace").decode("utf-8")


def text_sha256(text: str) -> str:
    """SHA-256 of the normalised text, in hex."""
    return hashlib.sha256(normalise(text).encode()).hexdigest()


_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(\.\d+)?)? ?(Z|UTC|[+-]\d\d:?\d\d)?$")
_US = re.compile(r"(\d{1,2}/\d{1,2}/\d{4})(?: (\d{1,2}:\d\d:\d\d))?$")
_BROWSER = re.compile(r"(?:\w{3} )?(\w{3} \d{1,2} \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})(?: \(.*\))?$")
_EPOCH = re.compile(r"(\d{10}|\d{13}|\d{16})(?:\.0)?$")


def parse_time(text: str | None) -> str | None:
    """A time in any of the forms that sources use, as UTC ISO 8601 with `Z` and whole seconds.

    Known forms: ISO with or without zone and fraction, `MM/DD/YYYY [HH:MM:SS]` (Meta Kaggle; taken as UTC), what a
    browser prints (`Wed Apr 12 2017 17:29:06 GMT+0200 (...)`), and epoch seconds, milliseconds or microseconds.
    None for an empty, relative ("3 days ago") or unknown form.
    """
    text = (text or "").strip()
    try:
        return _parse_known_time(text)
    except (ValueError, OverflowError):
        return None


def latest_snapshot(now: str) -> str:
    """The latest time that a snapshot can be of; a day is left to those who write the date of where they are."""
    return (datetime.fromisoformat(now) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _parse_known_time(text: str) -> str | None:
    if found := _ISO.match(text):
        day, clock, _, zone = found.groups()
        clock = clock or "00:00:00"
        moment = datetime.fromisoformat(f"{day}T{clock if len(clock) == 8 else clock + ':00'}")
        return _as_utc(moment, zone)
    if found := _US.match(text):
        day, clock = found.groups()
        return _as_utc(datetime.strptime(f"{day} {clock or '00:00:00'}", "%m/%d/%Y %H:%M:%S"), None)
    if found := _BROWSER.match(text):
        return _as_utc(datetime.strptime(found[1], "%b %d %Y %H:%M:%S"), found[2])
    if found := _EPOCH.match(text):
        return _as_utc(
            datetime.fromtimestamp(int(found[1]) / 10 ** (len(found[1]) - 10), UTC).replace(tzinfo=None), None
        )
    return None


def _as_utc(moment: datetime, zone: str | None) -> str:
    if zone and zone not in ("Z", "UTC"):
        sign = -1 if zone[0] == "-" else 1
        offset = sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
        moment = moment.replace(tzinfo=timezone(offset)).astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


_NUMBER = re.compile(r"[+-]?((\d+|[1-9]\d{0,2}(,\d{3})+)(\.\d*)?|\.\d+)([eE][+-]?\d+)?$")


def parse_number(text: str | None) -> float | None:
    """A finite number as printed (`-0.00000`, `2,816`, `1e-5`); None for anything else.

    A comma stands before thousands alone: `0,845`, as some languages print it, is not read as 845.
    """
    text = (text or "").strip()
    if not _NUMBER.match(text):
        return None
    number = float(text.replace(",", ""))
    return number if math.isfinite(number) else None


MOST = 2**53 - 1
"""The largest whole number that every reader of JSON keeps as it is; nothing here is counted so far."""


def parse_count(text: str | None) -> int | None:
    """A whole number from 0 to `MOST`, in any of the forms of `parse_number` (pandas prints `123.0`)."""
    number = parse_number(text)
    return int(number) if number is not None and 0 <= number <= MOST and number == int(number) else None


def parse_year(text: str | None) -> int | None:
    """A year of the present era, 1990 to 2100; None for anything else."""
    number = parse_count(text)
    return number if number is not None and 1990 <= number <= 2100 else None


def parse_flag(text: str | None) -> bool | None:
    """`True`, `false`, `1`, `no` ...; None for anything else."""
    word = (text or "").strip().lower()
    return True if word in ("true", "1", "yes") else False if word in ("false", "0", "no") else None
