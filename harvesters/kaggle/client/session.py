"""The one place that talks to the platform: through the official client, with the manners that it lacks.

`kagglesdk` sets no time-out, retries nothing, loses a whole page to one unknown enum value, and hides the status of
some errors. So an adapter below it keeps the answer as it came, and only that answer counts here: what the client makes
of it afterwards is not used. `_endpoint`, `_session` and `_init_session` are private names of the client; a test holds
them.
"""

import json
import random
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC
from email.utils import parsedate_to_datetime
from operator import attrgetter
from typing import Any

import requests
from kagglesdk import KaggleClient, KaggleEnv
from requests.adapters import HTTPAdapter

from archive.redactions import Redactions
from harvesters.kaggle.client.answers import Answers, Call
from harvesters.kaggle.client.credentials import Credentials
from harvesters.kaggle.client.pace import Pacer, pause_before_retry
from harvesters.kaggle.client.settings import USER_AGENT, Settings
from harvesters.kaggle.errors import (
    KaggleError,
    LimitedError,
    MissingError,
    NoAccessError,
    RefusedError,
    RejectedError,
    UnavailableError,
)
from harvesters.kaggle.parse.hide import hide
from harvesters.limits import LimitError, read_body, read_retry_after

_MADE_OF_IT = (requests.RequestException, KeyError, TypeError, AttributeError, ValueError, RecursionError)
"""What the client raises on errors, unknown enums, nulls in lists, and bodies that are no JSON or nested too deep."""

_LIMITED = 429
_TRANSIENT = frozenset({408, 425, _LIMITED, 500, 502, 503, 504})


class Session:
    """Asks, politely and patiently, and keeps every answer. Use as a context manager."""

    def __init__(
        self,
        settings: Settings,
        credentials: Credentials,
        answers: Answers,
        run: str,
        redactions: Redactions,
        replay: bool = False,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.settings = settings
        self.run = run
        self.asked: Counter[str] = Counter()
        """Requests sent, by method of the client."""
        self.refused: Counter[str] = Counter()
        """Faults that the platform answered with, e.g. `429 with Retry-After`, by how often."""
        self.down = 0
        """Calls in a row that no retry brought an answer to."""
        self.platform_time: str | None = None
        """The platform's clock at its latest answer; it decides what has ended, for a clock here may be wrong."""
        self._credentials = credentials
        self._answers = answers
        self._redactions = redactions
        self._replay = replay
        self._jitter = jitter
        self._clock = clock
        self._resting: dict[str, float] = {}
        """Methods that the platform allows no more requests of, and until when they are left alone."""
        self._pacer = Pacer(settings, clock, sleep)
        self._adapter = _Adapter(settings, clock)
        self._client = _client(settings, credentials, self._adapter)

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.http_client().__exit__(None, None, None)

    @property
    def sent(self) -> int:
        """Requests sent in all, retries included."""
        return self._pacer.sent

    def ask(self, call: Call, read: Callable[[bytes], Any] | None = None, fresh: bool = False) -> Any:
        """The answer as plain data, redacted: from this run's own cache where it was asked before, unless `fresh`.

        `read` turns the body into plain data and raises ValueError where the body is broken, which is retried.
        Raises NoAccessError, StoppedError, and the kinds of FailedError. In a replay nothing is sent: what was never
        asked is MissingError.
        """
        if self._replay:
            return self._replayed(call)
        kept = None if fresh else self._answers.get(call, self.run)
        if kept is not None:
            return kept
        answer = self._ask_until_answered(call, read or read_json)
        self._answers.keep(call, self.run, answer)
        return answer

    def status_of(self, call: Call, anonymous: bool = False) -> int | None:
        """The status that one request is answered with, not retried and not kept; None where no answer came.

        `anonymous` sends it without the credentials.
        """
        self._pacer.wait()
        self.asked[call.method] += 1
        response, _ = self._send(call, anonymous)
        return self._status(response)[0] if response is not None else None

    def _replayed(self, call: Call) -> Any:
        kept = self._answers.get(call, run=None)
        if kept is None:
            raise MissingError(f"{_shown(call)}: not among the kept answers")
        return hide(kept, self._redactions)

    def _ask_until_answered(self, call: Call, read: Callable[[bytes], Any]) -> Any:
        if self._clock() < self._resting.get(call.method, 0.0):
            self.down += 1
            raise LimitedError(f"{_shown(call)}: not asked, for the platform allows no more of these (429) for now")
        status = 0
        for attempt in range(self.settings.attempts):
            self._pacer.wait()
            self.asked[call.method] += 1
            response, fault = self._send(call)
            if response is not None:
                status, fault = self._status(response)
                if status < 400:
                    try:
                        answer = hide(read(self._credentials.scrub(response.content)), self._redactions)
                    except (ValueError, RecursionError) as error:
                        fault = self._shown(_unreadable(response, error))
                    else:
                        self.down = 0
                        return answer
                elif status not in _TRANSIENT:
                    self.down = 0
                    raise self._refusal(call, status, fault)
            status = status if response is not None else 0
            retry_after = read_retry_after(response.headers) if response is not None else None
            if status >= 400:
                self.refused[f"{status} {'without' if retry_after is None else 'with'} Retry-After"] += 1
            limited = status == _LIMITED
            self._pacer.rest(pause_before_retry(attempt, retry_after, self.settings, self._jitter(), limited))
        self.down += 1
        if status == _LIMITED:
            self._resting[call.method] = self._clock() + self.settings.rest
        kind = LimitedError if status == _LIMITED else UnavailableError
        raise kind(f"{_shown(call)}: {self.settings.attempts} attempts failed, the last with {fault}")

    def _send(self, call: Call, anonymous: bool = False) -> tuple[requests.Response | None, str]:
        """The answer that came, if one came; else what went wrong on the way."""
        self._adapter.answer, self._adapter.anonymous = None, anonymous
        fault = ""
        try:
            attrgetter(call.method)(self._client)(call.request)
        except _MADE_OF_IT as error:
            fault = self._shown(f"{type(error).__name__}: {error}")
        response = self._adapter.answer
        if response is not None:
            self.platform_time = parse_http_date(response.headers.get("Date")) or self.platform_time
        return response, fault

    def _status(self, response: requests.Response) -> tuple[int, str]:
        """Status and message of an answer; the body's own `code` counts where the status hides it.

        The body says it at its top, or (in the form of Google's gateways, which keep the limits) under `error`.
        """
        status, message = response.status_code, f"status {response.status_code}"
        try:
            said = json.loads(response.content)
        except (ValueError, RecursionError):
            return status, message
        if isinstance(said, dict) and isinstance(said.get("error"), dict):
            said = said["error"]
        if isinstance(said, dict) and isinstance(said.get("code"), int) and said["code"] >= 400:
            status = max(status, said["code"]) if status < 400 else status
            message = f"status {status}: {said.get('message')}"
        return status, self._shown(message)

    def _shown(self, text: str) -> str:
        """A message of others on one line, without the credentials."""
        return " ".join(self._credentials.scrub(text.encode()).decode(errors="replace").split())[:200]

    def _refusal(self, call: Call, status: int, message: str) -> KaggleError:
        if status == 401:
            refused = self._credentials
            return NoAccessError(f"Kaggle refuses the credentials from {refused.origin} (401): {refused.remedy}")
        kind = {403: RefusedError, 404: MissingError}.get(status, RejectedError)
        return kind(f"{_shown(call)}: {message}")


class _Adapter(HTTPAdapter):
    """Sets the time-outs, sends no cookies, reads the whole answer within limits, and keeps it."""

    def __init__(self, settings: Settings, clock: Callable[[], float]) -> None:
        super().__init__()
        self.answer: requests.Response | None = None
        self.anonymous = False
        self._settings = settings
        self._clock = clock

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:  # type: ignore[override]
        request.headers.pop("Cookie", None)  # beside the cookie of a session the service overlooks the token
        if self.anonymous:
            request.headers.pop("Authorization", None)
        response = super().send(request, **{**options, "timeout": self._settings.timeouts, "stream": True})
        try:
            response._content = read_body(response, self._settings, self._clock)
        except LimitError as error:
            raise requests.exceptions.Timeout(str(error)) from error
        self.answer = response
        return response


def _client(settings: Settings, credentials: Credentials, adapter: HTTPAdapter) -> KaggleClient:
    client = KaggleClient(
        env=KaggleEnv.PROD,
        username=credentials.username,
        password=credentials.key,
        api_token=credentials.token,
        user_agent=USER_AGENT,
    )
    http = client.http_client()
    if settings.endpoint:
        http._endpoint = settings.endpoint
    http._init_session()
    http._session.trust_env = not settings.loopback  # a proxy has no way to this machine's loopback
    for scheme in ("https://", "http://"):
        http._session.mount(scheme, adapter)
    return client


def read_json(body: bytes) -> dict[str, Any]:
    """A JSON object. Raises ValueError for anything else, e.g. a maintenance page."""
    answer = json.loads(body)
    if not isinstance(answer, dict):
        raise ValueError(f"a JSON object was expected, not {type(answer).__name__}")
    return answer


def _unreadable(response: requests.Response, error: Exception) -> str:
    """What came in place of an answer. A web page is named by its address, without what it was asked."""
    if "html" not in response.headers.get("Content-Type", ""):
        return f"unreadable answer: {error}"
    address = (response.url or "").split("?")[0]
    return f"a web page in place of an answer ({address}): maintenance, a log-in, or a proxy in between"


def parse_http_date(text: str | None) -> str | None:
    """A `Date` header as the archive writes times; None where it is none, or out of the calendar."""
    try:
        return parsedate_to_datetime(text or "").astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (TypeError, ValueError, OverflowError):
        return None


def _shown(call: Call) -> str:
    """The request in a message: method and what it asked for."""
    return f"{call.method.rsplit('.', 1)[-1]} {json.dumps(call.body(), sort_keys=True)[:160]}"
