"""When a run ends because the platform answers no more, and what it says while it goes on."""

from collections.abc import Callable

from harvesters.kaggle.client.session import Session
from harvesters.kaggle.errors import LimitedError, StoppedError, UnavailableError

DOWN = 5
"""So many units, or calls, in a row that every retry failed: the platform is down, and asking on is neither polite nor
useful. So many units that a limit of the platform left without an answer end the run as well."""

TOLD_EVERY = 500
"""Requests after which a run says how far it is."""


class Patience:
    """Counts what got no answer."""

    def __init__(self, session: Session, say: Callable[[str], None]) -> None:
        self._session, self._say = session, say
        self._down = 0
        self._limited = 0
        self._told = 0

    def answered(self) -> None:
        """A unit got its answer: the platform is there."""
        self._down = 0

    def failed(self, error: Exception) -> None:
        """Raise StoppedError where enough units got none."""
        self._down = self._down + 1 if isinstance(error, UnavailableError) else 0
        if max(self._down, self._session.down) >= DOWN:
            raise StoppedError("the platform does not answer: run the same command again later, it goes on from here")
        self._limited += isinstance(error, LimitedError)
        if self._limited >= DOWN:
            raise StoppedError(
                "the platform allows no more requests for now (429): run the same command again in some hours, it goes "
                "on from here"
            )

    def tell(self, unit: str) -> None:
        """Say now and then how far a long run is."""
        if self._session.sent - self._told >= TOLD_EVERY:
            self._told = self._session.sent
            self._say(f"kaggle: {self._told:,} requests so far, at {unit}")
