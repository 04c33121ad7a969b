"""How the platform is asked: where, how fast, how patiently."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from harvesters.kaggle.errors import NoAccessError
from harvesters.limits import NAME, AnswerLimits

USER_AGENT = f"{NAME} (weekly archive of competition results)"
"""Who we are; the access log of the platform shows it beside the account that the token belongs to."""

DEFAULT_RATE = 1.0
LOOPBACK_RATE = 200.0
"""Requests a second; a server on this machine is a test or a mirror of one's own."""


@dataclass(frozen=True)
class Settings(AnswerLimits):
    """Every number of a session's manners; times in seconds."""

    endpoint: str | None = None
    """Another server that speaks the same protocol; null is the platform."""
    rate: float = DEFAULT_RATE
    """Most requests a second, retries included."""
    budget: int | None = None
    """Most requests of this run, retries included."""
    attempts: int = 6
    """How often one request is sent at most."""
    first_pause: float = 1.0
    """Pause before the first retry; doubles with each."""
    limited_pause: float = 10.0
    """The same after 429 that names no time: limits are counted by the minute or longer, faults pass in seconds."""
    longest_pause: float = 60.0
    """Longest pause of our own choice."""
    rest: float = 3600.0
    """So long a method is not asked at all once every retry met 429: limits are kept by method, and who knocks on is
    banned."""
    longest_obeyed: float = 300.0
    """Longest `Retry-After` that is waited for; beyond it the run stops and can go on later."""

    @property
    def loopback(self) -> bool:
        """The endpoint is on this machine."""
        return self.endpoint is not None and urlsplit(self.endpoint).hostname in {"127.0.0.1", "localhost", "::1"}


def read_settings(environ: Mapping[str, str], budget: int | None) -> Settings:
    """Settings from `LEADERLORE_KAGGLE_ENDPOINT` and `LEADERLORE_KAGGLE_RATE` (requests a second).

    Raises NoAccessError for an endpoint to which a token must not be sent: neither https nor http on this machine.
    """
    endpoint = environ.get("LEADERLORE_KAGGLE_ENDPOINT", "").strip().rstrip("/") or None
    settings = Settings(endpoint=endpoint, budget=budget)
    scheme = urlsplit(endpoint).scheme if endpoint else "https"
    if scheme != "https" and not (scheme == "http" and settings.loopback):
        raise NoAccessError(
            f"LEADERLORE_KAGGLE_ENDPOINT={endpoint}: a token must travel protected; use https, or http on 127.0.0.1"
        )
    default = LOOPBACK_RATE if settings.loopback else DEFAULT_RATE
    try:
        rate = float(environ.get("LEADERLORE_KAGGLE_RATE", "") or default)
    except ValueError:
        rate = 0.0
    if not 0 < rate < float("inf"):
        raise NoAccessError("LEADERLORE_KAGGLE_RATE must be a positive number of requests a second, e.g. 1")
    return Settings(endpoint=endpoint, budget=budget, rate=rate)
