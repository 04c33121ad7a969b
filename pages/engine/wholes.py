"""Files about the site as a whole: sitemap, robots.txt, _headers, the list of data files."""

import json
from collections.abc import Iterable, Mapping
from html import escape

from pages.engine.folders import Content
from pages.engine.kinds import digest
from pages.engine.stage import Stage
from pages.engine.theme import Theme

SCHEMA = "leaderlore/index/1"

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


def write_wholes(stage: Stage, theme: Theme, addresses: Iterable[str], *, people_listed: bool) -> None:
    """Write them; `addresses` are the pages that search engines may list."""
    written = (
        address
        for address, shell in theme.shells.items()
        if not shell.has_body and not address.endswith("html") and (people_listed or not address.startswith("people/"))
    )
    listed = sorted({*addresses, *written})
    urls = "".join(f"<url><loc>{escape(theme.site_url + address, quote=False)}</loc></url>\n" for address in listed)
    files: dict[str, Content] = {
        "sitemap.xml": (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
        ).encode(),
        # People pages carry noindex themselves; a crawler that may not fetch a page never sees that.
        "robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {theme.site_url}sitemap.xml\n".encode(),
        "_headers": (HEADERS if people_listed else HEADERS + NOINDEX).encode(),
        ".nojekyll": b"",
    }
    _write(stage, "wholes", files)
    groups = stage.totals().values()
    data = sorted(item for group in groups for item in group.data.items() if not item[0].endswith(".html"))
    files_of_data = [{"path": path, "bytes": size, "sha256": sha256} for path, (size, _, sha256) in data]
    text = json.dumps({"schema": SCHEMA, "files": files_of_data}) + "\n"
    _write(stage, "listing", {"data/index.json": text.encode()})


def _write(stage: Stage, job: str, files: Mapping[str, Content]) -> None:
    made_from = digest(files)
    if not stage.keep(job, made_from):
        stage.write(job, made_from, files)
