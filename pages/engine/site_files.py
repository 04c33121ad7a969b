"""Files about the site as a whole: sitemap, robots.txt, _headers, the list of data files."""

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from pages.engine.cache.digests import digest
from pages.engine.rendering.theme import Theme
from pages.engine.staging.folders import Content
from pages.engine.staging.stage import Stage

SCHEMA = "leaderlore/index/1"
URLS_OF_A_SITEMAP = 50_000
"""More the protocol forbids; it forbids more than 50 MB too, which so many addresses of ours come nowhere near."""

HEADERS = """\
/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
  Permissions-Policy: interest-cohort=()
  X-Frame-Options: DENY
/data/*
  Access-Control-Allow-Origin: *
/assets/stylesheets/*
  Cache-Control: public, max-age=31536000, immutable
"""
NOINDEX = """\
/people/*
  X-Robots-Tag: noindex
/data/people/*
  X-Robots-Tag: noindex
"""


def write_site_files(stage: Stage, theme: Theme, addresses: Iterable[str], *, people_listed: bool) -> None:
    """Write them; `addresses` are the pages that search engines may list."""
    written = (
        address
        for address, shell in theme.shells.items()
        if not shell.has_body and not address.endswith("html") and (people_listed or not address.startswith("people/"))
    )
    files: dict[str, Content] = {
        **sitemap(theme.site_url, sorted({*addresses, *written})),
        # People pages carry noindex themselves; a crawler that may not fetch a page never sees that.
        "robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {theme.site_url}sitemap.xml\n".encode(),
        "_headers": (HEADERS if people_listed else HEADERS + NOINDEX).encode(),
        ".nojekyll": b"",
    }
    _write(stage, "site", files)
    groups = stage.totals().values()
    data = {path: facts for group in groups for path, facts in group.data.items() if not path.endswith(".html")}
    files_of_data = [{"path": path, "bytes": one.size, "sha256": one.sha256} for path, one in sorted(data.items())]
    text = json.dumps({"schema": SCHEMA, "files": files_of_data}) + "\n"
    _write(stage, "listing", {"data/index.json": text.encode()})


def sitemap(site_url: str, addresses: Sequence[str], most: int = URLS_OF_A_SITEMAP) -> dict[str, bytes]:
    """The sitemap, or where it would list more than `most` addresses, several and an index of them in its place."""
    if len(addresses) <= most:
        return {"sitemap.xml": _xml("urlset", "url", site_url, addresses)}
    parts = {
        f"sitemap-{number}.xml": _xml("urlset", "url", site_url, addresses[start : start + most])
        for number, start in enumerate(range(0, len(addresses), most), 1)
    }
    return {"sitemap.xml": _xml("sitemapindex", "sitemap", site_url, parts), **parts}


def _xml(whole: str, part: str, site_url: str, addresses: Iterable[str]) -> bytes:
    """A list of addresses in one of the two forms that <https://www.sitemaps.org/protocol.html> knows."""
    lines = "".join(f"<{part}><loc>{escape(site_url + address, quote=False)}</loc></{part}>\n" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{whole} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</{whole}>\n'
    ).encode()


def _write(stage: Stage, job: str, files: Mapping[str, Content]) -> None:
    made_from = digest(files)
    if not stage.keep(job, made_from):
        stage.write(job, made_from, files)
