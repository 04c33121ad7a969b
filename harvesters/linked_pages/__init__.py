"""Write-ups outside the platform: READMEs, blogs, pages that the archive knows by their link.

Upstream promises nothing: pages move, vanish, redirect to a login, or are not about what their link says. Each page is
read once; one that failed is asked again after thirty days, or with `--refresh`, and one whose host was busy after a
day or as long as the host asks for. The newest competitions come first, and the best ranks within each, so that a small
budget is well spent. Texts go where the text policy says.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from archive.files import write_if_changed
from archive.findings import Finding
from archive.layout import LAST
from archive.records import Competition, Source, WriteUp
from archive.store import ArchiveError
from archive.text import text_sha256
from harvesters.base import Context, harvester
from harvesters.linked_pages.addresses import leads_elsewhere, licence_addresses, text_addresses, why_not
from harvesters.linked_pages.read import Text, licence_of, read_page
from harvesters.linked_pages.web import (
    BudgetSpentError,
    BusyError,
    LeftAloneError,
    Limits,
    MissingError,
    Page,
    PageError,
    Web,
)

SOURCE = Source(
    name="linked_pages",
    url="https://github.com",
    terms="each text under its own licence, which is kept; robots.txt is obeyed; texts stay in the cache",
)
KINDS = ("repository", "blog", "paper", "other")
REST = timedelta(days=30)
"""A page that failed is not asked for so long."""
BUSY_REST = timedelta(days=1)
"""One whose host was busy is not asked for so long at least."""
SHORTEST = 200
"""Fewer characters are a stub or an error page, not a write-up."""


@harvester(SOURCE, minimum=0, needs_path=False)
def harvest(context: Context) -> Iterator[Finding]:
    """One finding for each competition with a page that was read."""
    yield from harvest_with(context, Web(Limits(requests=context.max_requests)))


def harvest_with(context: Context, web: Web) -> Iterator[Finding]:
    """The same over a given network."""
    failures = Failures(context)
    for folder, competition in _newest_first(context):
        try:
            known = context.archive.writeups(folder)
        except ArchiveError as error:
            context.fail(str(error))
            continue
        wanted = [writeup for writeup in known if _is_wanted(writeup, context, failures)]
        wanted.sort(key=lambda writeup: writeup.private_rank or LAST)
        if context.dry_run:
            for writeup in wanted:
                context.say(f"would read {writeup.url}")
            continue
        found, spent = _read_all(wanted, web, context, failures)
        failures.save()
        if found:
            yield _finding(competition, found, context)
        if spent:
            return


def _newest_first(context: Context) -> list[tuple[str, Competition]]:
    """Folders and competitions that the options let through, by deadline, or by year where no deadline is known."""
    wanted = [(folder, one) for folder, one in context.known() if context.wants_known(one.slug)]
    return sorted(wanted, key=lambda pair: pair[1].deadline or str(pair[1].year or ""), reverse=True)


def _finding(competition: Competition, found: list[tuple[WriteUp, str]], context: Context) -> Finding:
    return Finding(
        competition.platform,
        competition.slug,
        SOURCE.name,
        context.snapshot_time(),
        writeups=tuple(writeup for writeup, _ in found),
        texts={writeup.text_sha256 or "": text for writeup, text in found},
    )


def _is_wanted(writeup: WriteUp, context: Context, failures: "Failures") -> bool:
    if writeup.kind not in KINDS or (writeup.text_sha256 and not context.refresh):
        return False
    return why_not(writeup.url) is None and not failures.is_recent(writeup.url)


def _read_all(
    wanted: list[WriteUp], web: Web, context: Context, failures: "Failures"
) -> tuple[list[tuple[WriteUp, str]], bool]:
    """Read write-ups until the budget is spent; a page that cannot be read is a warning, remembered if asked for."""
    found = []
    for writeup in wanted:
        try:
            found.append(read_writeup(writeup, web))
        except PageError as error:
            context.warn(f"{writeup.url}: {error}")
            context.count("pages that could not be read")
            if not isinstance(error, LeftAloneError):
                failures.note(writeup.url, error)
        except BudgetSpentError as error:
            context.warn(str(error))
            return found, True
        else:
            context.count("pages read")
    return found, False


def read_writeup(writeup: WriteUp, web: Web) -> tuple[WriteUp, str]:
    """The write-up with what describes its text, and the text. Raises PageError, BudgetSpentError."""
    read = _read(text_addresses(writeup.url), web)
    if len(read.text) < SHORTEST:
        raise PageError(f"{len(read.text)} characters are no write-up")
    described = {
        "title": writeup.title or read.title,
        "license": read.license or _licence(writeup.url, web),
        "language": read.language,
        "text_sha256": text_sha256(read.text),
        "text_chars": len(read.text),
        "text_source": SOURCE.name,
        "sources": (SOURCE.name,),
    }
    return writeup.model_copy(update=described), read.text


def _read(addresses: tuple[str, ...], web: Web) -> Text:
    """What the first page says. Raises PageError, also for whatever parsing stumbles over: strangers wrote it."""
    try:
        return read_page(_first(addresses, web))
    except ValueError as error:
        raise PageError(f"cannot be read: {type(error).__name__} {error}") from error


def _first(addresses: tuple[str, ...], web: Web) -> Page:
    """The first address with a page. Raises PageError where there is none."""
    for address in addresses:
        try:
            page = web.get(address)
        except MissingError:
            continue
        if leads_elsewhere(address, page.url):
            raise PageError(f"leads to {page.url[:200]}, which is another page")
        return page
    raise PageError(f"nothing to read at {', '.join(addresses) or 'this address'}")


def _licence(url: str, web: Web) -> str | None:
    """The licence of a repository; None where there is no file or it cannot be had.

    Raises LeftAloneError where the host is busy: a page that is read is not asked again, so it is left for later whole.
    """
    try:
        return licence_of(_read(licence_addresses(url), web).text)
    except BusyError as error:
        raise LeftAloneError(f"its licence: {error}; page and licence are asked again in the next run") from error
    except PageError:
        return None


class Failures:
    """Pages that could not be read, kept in the cache so that each is not asked for on every run."""

    def __init__(self, context: Context) -> None:
        self._path = context.cache / "linked_pages.json"
        self._today = datetime.fromisoformat(context.started)
        self._refresh = context.refresh
        try:
            self._known: dict[str, dict[str, str]] = dict(json.loads(self._path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            self._known = {}

    def is_recent(self, url: str) -> bool:
        """Whether the page failed and is to rest still; never with `--refresh`."""
        known = self._known.get(url)
        if known is None or self._refresh:
            return False
        busy_until = known.get("busy_until")
        until = datetime.fromisoformat(busy_until) if busy_until else datetime.fromisoformat(known["asked"]) + REST
        return self._today < until

    def note(self, url: str, error: PageError) -> None:
        """Remember a failure.

        A page that met a busy host twice in a row rests like any that failed: the host may answer so for this page
        alone, and its other pages would never be asked for.
        """
        noted = {"asked": self._today.isoformat(), "reason": str(error)[:300]}
        if isinstance(error, BusyError) and "busy_until" not in self._known.get(url, {}):
            rest = max(BUSY_REST, timedelta(seconds=min(error.wait or 0.0, REST.total_seconds())))
            noted["busy_until"] = (self._today + rest).isoformat()
        self._known[url] = noted

    def save(self) -> None:
        """Write what is known."""
        write_if_changed(self._path, json.dumps(self._known, indent=1, sort_keys=True) + "\n")
