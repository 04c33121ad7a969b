"""What can go wrong between us and the platform.

KaggleError
├── NoAccessError          the platform refuses the credentials: the run ends, exit code 2
├── StoppedError           the run ends early and can go on later: budget used up, a long pause asked for
└── FailedError            one request or list came to nothing; the run goes on with the next unit
    ├── RefusedError       403: rules not accepted, private competition
    ├── MissingError       404: no such thing, or deleted
    ├── RejectedError      any other 4xx: the request itself is not liked
    ├── UnavailableError   faults that outlasted every retry
    │   └── LimitedError   429 that did: so many requests of this method are not allowed now
    └── IncompleteError    answers that contradict each other: fewer rows than declared, a board of one score
"""

from harvesters.base import CredentialsError, HarvestError


class KaggleError(HarvestError):
    """Base of everything this package raises on purpose; the text is one line and says what to do next."""


class NoAccessError(KaggleError, CredentialsError):
    """The platform refuses the credentials, or they must not be sent where they are asked for."""


class StoppedError(KaggleError):
    """The run ends here; the same command goes on from here later."""


class BudgetError(StoppedError):
    """As many requests as the run was given were sent."""


class FailedError(KaggleError):
    """One request or one list came to nothing."""


class RefusedError(FailedError):
    """403."""


class MissingError(FailedError):
    """404."""


class RejectedError(FailedError):
    """400 and the other permanent 4xx."""


class UnavailableError(FailedError):
    """Still failing after the last retry."""


class LimitedError(UnavailableError):
    """Still 429 after the last retry, or not asked because it was so a moment ago."""


class IncompleteError(FailedError):
    """The answers are well-formed and cannot be right."""
