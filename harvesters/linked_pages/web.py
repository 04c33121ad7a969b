"""Fetches pages of strangers with manners: robots.txt, a name, a pace, limits of size, time and redirects."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import requests

from archive.keys import safe_url
from harvesters.limits import NAME, AnswerLimits, LimitError, read_body, read_retry_after
from harvesters.linked_pages.connect import PublicAdapter, Resolve, resolve

AGENT = "Leaderlore"
"""Name that robots.txt files know us by."""
USER_AGENT = f"{NAME} (archive of competition write-ups; reads each page once)"
TYPES = ("text/html", "application/xhtml+xml", "text/markdown", "text/plain")
LONGEST_SAID = 86_400
"""Seconds between two requests beyond which it does not matter how long a robots.txt says."""
_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (429, 503)


class PageError(Exception):
    """A page that cannot or must not be read, with the reason."""


class MissingError(PageError):
    """There is no such page, or it is not for us."""


class BusyError(PageError):
    """The host said that it is busy: whether there is such a page is not known."""

    def __init__(self, text: str, wait: float | None = None) -> None:
        super().__init__(text)
        self.wait = wait
        """Seconds for which the host asks to be left alone; None where it does not say."""


class LeftAloneError(BusyError):
    """A page that was not asked for, since its host had said so before: nothing is known of it."""


class BudgetSpentError(Exception):
    """No requests are left in this run."""


@dataclass(frozen=True)
class Limits(AnswerLimits):
    """What a page may cost; times in seconds."""

    connect: float = 5.0
    read: float = 15.0
    whole: float = 30.0
    most_bytes: int = 2_000_000
    redirects: int = 5
    """Most redirects of one page."""
    pause: float = 1.0
    """Between two requests to one host, unless robots.txt asks for more."""
    longest_pause: float = 20.0
    """A host that asks for longer pauses is left alone."""
    requests: int | None = None
    """Most requests of a run, robots.txt files included."""


@dataclass(frozen=True)
class Page:
    """An answer."""

    url: str
    """Address after redirects."""
    kind: str
    """Media type."""
    body: bytes
    """What was sent, decompressed."""
    charset: str | None
    """Character set that the header names."""


class Web:
    """The network as `linked_pages` sees it."""

    def __init__(
        self,
        limits: Limits = Limits(),
        *,
        allow_loopback: bool = False,
        resolve: Resolve = resolve,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.limits = limits
        self.sent = 0
        """Requests so far."""
        self._clock, self._sleep = clock, sleep
        self._allow_loopback = allow_loopback
        self._rules: dict[str, RobotFileParser] = {}
        self._pause: dict[str, float] = {}
        self._last: dict[str, float] = {}
        self._busy: set[str] = set()
        self._session = requests.Session()
        self._session.trust_env = False  # a proxy would resolve names for us, out of our sight
        self._session.headers.update({"User-Agent": USER_AGENT, "Accept": ", ".join(TYPES)})
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, PublicAdapter(resolve, allow_loopback=allow_loopback))

    def get(self, url: str) -> Page:
        """Fetch a page that its host's robots.txt allows. Raises PageError, and BudgetSpentError at the end of it."""
        for _ in range(self.limits.redirects + 1):
            self._check(url)
            if not self._rules_of(url).can_fetch(AGENT, url):
                raise PageError(f"robots.txt of {urlsplit(url).netloc} does not allow {url}")
            page = self._ask(url)
            if isinstance(page, Page):
                return page
            url = page
        raise PageError(f"more than {self.limits.redirects} redirects, the last to {url}")

    def _check(self, url: str) -> None:
        parts = urlsplit(url)
        if safe_url(url) is None or (parts.port not in (None, 80, 443) and not self._allow_loopback):
            raise PageError(f"not an address that is fetched: {url[:200]}")

    def _rules_of(self, url: str) -> RobotFileParser:
        """The host's rules. No file means that all is allowed, a file that cannot be had that nothing is (RFC 9309)."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            try:
                rules = read_rules(self._robots(f"{site}/robots.txt").decode("utf-8", "replace"))
            except MissingError:
                rules = read_rules("")
            except BusyError:
                raise
            except PageError as error:
                raise PageError(f"robots.txt of {parts.netloc} cannot be had: {error}") from error
            self._rules[site] = rules
            said = float(min(int(rules.crawl_delay(AGENT) or 0), LONGEST_SAID))
            self._pause[parts.netloc] = max(said, self.limits.pause)
        return self._rules[site]

    def _robots(self, url: str) -> bytes:
        for _ in range(self.limits.redirects + 1):
            self._check(url)
            page = self._ask(url, any_type=True)
            if isinstance(page, Page):
                return page.body
            url = page
        raise PageError("too many redirects")

    def _ask(self, url: str, *, any_type: bool = False) -> Page | str:
        """One request: a page, or the address that it redirects to."""
        host = urlsplit(url).netloc
        self._wait(host)
        timeouts = self.limits.timeouts
        try:
            with self._session.get(url, stream=True, allow_redirects=False, timeout=timeouts) as response:
                if response.status_code in _REDIRECTS and "Location" in response.headers:
                    return urljoin(url, response.headers["Location"])
                self._check_status(response, host)
                kind, _, parameters = response.headers.get("Content-Type", "").partition(";")
                if not any_type and kind.strip().lower() not in TYPES:
                    raise PageError(f"{url} is {kind or 'of no stated type'}, not a text")
                charset = response.encoding if "charset" in parameters.lower() else None
                return Page(url, kind.strip().lower(), read_body(response, self.limits, self._clock), charset)
        except (requests.RequestException, LimitError, OSError, ValueError) as error:
            raise PageError(f"{url[:200]}: {_said(error)}") from error

    def _wait(self, host: str) -> None:
        if host in self._busy:
            raise LeftAloneError(f"{host} asked to be left alone: asked again in the next run")
        if self.limits.requests is not None and self.sent >= self.limits.requests:
            raise BudgetSpentError(f"{self.sent} requests were sent: raise --max-requests to go on")
        pause = self._pause.get(host, self.limits.pause)
        if pause > self.limits.longest_pause:
            raise PageError(f"robots.txt of {host} asks for {pause:g} seconds between requests")
        if host in self._last:
            self._sleep(max(0.0, self._last[host] + pause - self._clock()))
        self.sent += 1
        self._last[host] = self._clock()

    def _check_status(self, response: requests.Response, host: str) -> None:
        status = response.status_code
        if status in _BUSY:
            self._busy.add(host)
            raise BusyError(f"{response.url} answered {status}", read_retry_after(response.headers))
        if status >= 400:
            kind = MissingError if status < 500 else PageError
            raise kind(f"{response.url} answered {status}")
        if status != 200:
            raise PageError(f"{response.url} answered {status}, which is no page")


def read_rules(text: str) -> RobotFileParser:
    """The rules of a robots.txt, without the lines that cannot be read: the others count (RFC 9309)."""
    rules = RobotFileParser()
    rules.parse(line for line in text.splitlines() if _is_readable(line))
    return rules


def _is_readable(line: str) -> bool:
    """Whether the parser survives a line: it fails at a delay of `²`, of thousands of digits, and at the path `//[`."""
    try:
        RobotFileParser().parse(["User-agent: *", line])
    except ValueError:
        return False
    return True


def _said(error: Exception) -> str:
    """The fault itself, without what `requests` and its retries wrap around it."""
    inner = getattr(error.args[0], "reason", None) if error.args else None
    return f"{type(inner or error).__name__}: {str(inner or error)[:200]}"
