"""Politeness: when the next request may go, and how long to wait after a fault."""

from collections.abc import Callable

from harvesters.kaggle.client.settings import Settings
from harvesters.kaggle.errors import BudgetError, StoppedError


class Pacer:
    """Spaces requests evenly, without bursts, and counts them against the budget."""

    def __init__(self, settings: Settings, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._interval = 1.0 / settings.rate
        self._budget = settings.budget
        self._clock = clock
        self._sleep = sleep
        self._next = clock()
        self.sent = 0

    def wait(self) -> None:
        """Return when the next request may be sent. Raises BudgetError when the budget is used up."""
        if self._budget is not None and self.sent >= self._budget:
            raise BudgetError(f"the budget of {self._budget} requests is used up; the same command goes on from here")
        now = self._clock()
        while now < self._next:  # a sleep may return early by the resolution of the clock
            self._sleep(self._next - now)
            now = self._clock()
        self._next = now + self._interval
        self.sent += 1

    def rest(self, seconds: float) -> None:
        """Send nothing for so long."""
        self._next = max(self._next, self._clock() + seconds)


def pause_before_retry(
    attempt: int, retry_after: float | None, settings: Settings, jitter: float, limited: bool = False
) -> float:
    """Seconds to wait after failure number `attempt` (from 0); `jitter` is in 0..1, `limited` is that of a 429.

    The server's word counts where there is one; after a 429 it is the least, for users saw it end before the limit did.
    Else the pause doubles with each attempt, at random between half and whole so that several clients do not come back
    together. Raises StoppedError where the server asks for more than we wait.
    """
    if retry_after is not None and retry_after > settings.longest_obeyed:
        raise StoppedError(f"the platform asks to wait {retry_after:.0f} s; run the same command again after that")
    if retry_after is not None and not limited:
        return retry_after
    first = settings.limited_pause if limited else settings.first_pause
    whole = float(min(settings.longest_pause, first * 2**attempt))
    return max(retry_after or 0.0, whole * (0.5 + 0.5 * jitter))
