"""A shell: one page that MkDocs has rendered with the theme, cut at the places that a page fills.

MkDocs spends 20 to 45 ms on a page, filling a shell takes well under one. The places are `%title%`, `%description%`
and `%address%` (all escaped), `%robots%` on pages about people, one `<div data-fill></div>` for the body and one
`<div data-notice></div>` for what every page must say.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from html import escape

from pages.engine import BuildError

BODY = "<div data-fill></div>"
NOTICE = "<div data-notice></div>"
FICTIONAL = (
    '<aside class="ll-notice" aria-label="Notice">A fictional world made by <code>leaderlore demo</code>: '
    "nothing here happened.</aside>"
)
_PLACES = re.compile(rf"(%title%|%description%|%address%|%robots%|{re.escape(BODY)}|{re.escape(NOTICE)})")
_INDENT = re.compile(r"(<(pre|textarea|script)\b.*?</\2>)|\n\s+", re.DOTALL)
"""Blanks at the start of a line and blank lines, which nobody sees outside of these elements."""
_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
_HEAD = re.compile(r'<meta charset="?utf-8"?>', re.IGNORECASE)


class ShellError(BuildError):
    """A page of the theme lacks what a shell needs."""


@dataclass(frozen=True)
class Shell:
    """A rendered page as alternating text and places."""

    parts: tuple[str, ...]

    @classmethod
    def parse(cls, html: str, address: str, site_url: str) -> "Shell":
        """Cut a rendered page at its places; `address` is where MkDocs put it, relative to the site's root.

        The page's own address in its canonical link becomes the place `%address%`.
        """
        html = html.replace(f'href="{site_url}{address}"', f'href="{site_url}%address%"')
        html = _INDENT.sub(lambda found: found[1] or "\n", html).strip() + "\n"
        return cls(tuple(_PLACES.split(with_policy(html))))

    @property
    def has_body(self) -> bool:
        """Whether there is a body to fill."""
        return BODY in self.parts

    def fill(
        self, title: str, description: str, address: str, body: str, *, fictional: bool = False, robots: str = "all"
    ) -> str:
        """The finished page. Title and description are plain text, the body is HTML that a template made."""
        values = {
            "%title%": escape(title),
            "%description%": escape(description),
            "%address%": escape(address),
            "%robots%": robots,
            BODY: body,
            NOTICE: FICTIONAL if fictional else "",
        }
        return "".join(values.get(part, part) if index % 2 else part for index, part in enumerate(self.parts))


def with_policy(html: str) -> str:
    """The page with a Content-Security-Policy that allows its own inline scripts by hash and no others.

    `wasm-unsafe-eval` is for Pagefind, `data:` images are the theme's icons in its style sheet. Data blocks (JSON) are
    no scripts and need no hash.
    """
    scripts = [match for match in _SCRIPT.finditer(html) if _runs(match["attributes"])]
    hashes = " ".join(dict.fromkeys(f"'sha256-{_sha256(match['code'])}'" for match in scripts))
    policy = (
        f"default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {hashes}; style-src 'self'; "
        "img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'"
    )
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    if not _HEAD.search(html):
        raise ShellError("a rendered page has no <meta charset>: was the theme's base template changed?")
    return _HEAD.sub(lambda match: f"{match[0]}\n{tag}", html, count=1)


def _runs(attributes: str) -> bool:
    return "src=" not in attributes and "json" not in attributes


def _sha256(code: str) -> str:
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
