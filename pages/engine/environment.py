"""The Jinja environment of all templates: everything is escaped, undefined names are errors."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from archive.keys import safe_url
from pages import format as words
from pages.engine import marks

TEMPLATES = Path(__file__).parents[2] / "templates"


@cache
def environment() -> Environment:
    """The one environment of a process; templates are compiled on first use."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.filters |= {
        "number": words.number,
        "significant": words.significant,
        "percent": words.percent,
        "places": words.places,
        "day": words.day,
        "money": words.money,
        "size": words.size,
        "yes_no": words.yes_no,
        "plural": words.plural,
        "short": words.short,
        "code": words.code,
        "maybe": marks.maybe,
        "web": safe_url,
    }
    env.globals |= {
        "move": marks.move,
        "medal": marks.medal,
        "away": marks.away,
        "ended": marks.ended,
        "rest": marks.rest,
    }
    return env
