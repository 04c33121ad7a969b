"""The search index: Pagefind over competitions, techniques and hand-written pages, never over people.

Mass pages are found by short records of their own and not by their whole text: Pagefind's memory grows with what it
reads, and a reader looks for a name, a host, a tag or a metric. The records go to the tool as small pages in a
temporary folder, since its Python interface waits a tenth of a second for every one.
"""

import subprocess
import sys
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from pages.engine import BuildError
from pages.engine.cache.digests import digest
from pages.engine.cache.versions import version_of
from pages.engine.kinds import SearchRecord
from pages.engine.rendering.shell import BODY
from pages.engine.rendering.theme import Theme
from pages.engine.staging.stage import Stage

FOLDER = "pagefind"
_INTERFACES = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")


class SearchError(BuildError):
    """Pagefind failed."""


def index_pages(
    stage: Stage, found_by: str, records: Callable[[], Iterable[tuple[str, SearchRecord]]], theme: Theme
) -> None:
    """Write the index of the search records by address and of the hand-written pages, unless nothing in it changed.

    `found_by` is the hash of our code and of all records, which are asked for only when the index has to be made.
    """
    written = _written(theme)
    made_from = digest(version_of("pagefind"), found_by, sorted(written.items()))
    if stage.keep("search", made_from):
        return
    sources = {f"{at}{it.part}/" if it.part else at: _page_of(at, it) for at, it in records()} | written
    target = stage.cleared(FOLDER)
    with TemporaryDirectory(prefix="leaderlore-search-") as folder:
        for address, html in sources.items():
            path = Path(folder, address, "index.html")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(html, encoding="utf-8")
        _run(Path(folder), target)
    paths = sorted(path for path in target.rglob("*") if path.is_file())
    for path in paths:
        if path.name.startswith(_INTERFACES):
            path.unlink()
    stage.adopt("search", made_from, (path.relative_to(stage.folder).as_posix() for path in paths if path.exists()))


def _run(site: Path, target: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pagefind",
        "--site",
        str(site),
        "--output-path",
        str(target),
        "--force-language",
        "en",
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode:
        raise SearchError(
            f"pagefind failed; is `pagefind[bin]` installed?\n{(done.stderr or done.stdout).strip()[-2000:]}"
        )


def _page_of(address: str, record: SearchRecord) -> str:
    filters = {"type": record.type, "year": record.year, "category": record.category}
    marks = [f'<i data-pagefind-filter="{escape(f"{name}:{value}")}"></i>' for name, value in filters.items() if value]
    marks.append(f'<i data-pagefind-meta="{escape(f"note:{record.note}")}"></i>')
    if record.part:  # the tool knows pages alone
        marks.append(f'<i data-pagefind-meta="{escape(f"at:{address}#{record.part}")}"></i>')
    return (
        f'<html lang="en"><body data-pagefind-body><h1>{escape(record.title)}</h1>'
        f"<p>{escape(record.content)}</p>{''.join(marks)}</body></html>"
    )


def _written(theme: Theme) -> dict[str, str]:
    """The hand-written pages by address, without what the generator fills in."""
    return {
        address: "".join(part for part in shell.parts if part != BODY).replace("<article", f"<article {_AS_PAGE}", 1)
        for address, shell in theme.shells.items()
        if not address.rstrip("/").rpartition("/")[2].startswith("_") and not address.endswith(".html")
    }


_AS_PAGE = 'data-pagefind-body data-pagefind-filter="type:Page"'
