"""What every page knows of every competition: a row each, and all of them together."""

from collections.abc import Callable
from functools import cached_property
from typing import Literal

from insights.closeness import Closeness
from insights.computed import Computed, decode, encode
from insights.shakeup import Shakeup
from pages.engine.cache.digests import hash_of

EXPECTED = (
    "title", "host", "category", "metric", "deadline", "teams", "submissions", "public_share", "reward", "tags",
)  # fmt: skip


class Row(Computed):
    """One competition in a list: what the index, the rankings and the home page need."""

    folder: str
    """Folder and address."""
    slug: str
    """The platform's own name in addresses; another than the folder where two differ in case alone."""
    title: str
    """Title, or the slug where it is not known."""
    platform: str
    """Platform id."""
    host: str | None
    """Host as published."""
    category: str | None
    """The platform's class."""
    format: str | None
    """prediction, simulation or hackathon."""
    opened: str | None
    """When it opened."""
    deadline: str | None
    """Final deadline."""
    year: int | None
    """Year of the competition; null where it is not known."""
    teams: int | None
    """Teams; null where neither the platform's count nor a board is known."""
    reward: str | None
    """Reward as printed."""
    prize_usd: float | None
    """Prize in US dollars."""
    metric: str | None
    """Metric as printed."""
    metric_id: str | None
    """Its id in the vocabulary; null where nobody knows what the printed name measures."""
    tags: tuple[str, ...]
    """The platform's tags and our modalities, each once."""
    code_competition: bool | None
    """Whether submissions are notebooks that run on the platform."""
    board: Literal["teams", "scores", "none"]
    """What is known of its boards: teams, sorted scores without teams, or nothing."""
    members_known: bool
    """Whether members of teams are known."""
    both_boards: bool
    """Whether the public and the private board are known."""
    writeups: int
    """Known write-ups: addresses, of which several may tell of one solution."""
    solutions: int
    """Solutions that they tell of, read or not (see `insights.solutions`)."""
    topics: int
    """Forum topics in the archive."""
    messages: int
    """Forum messages in the archive."""
    public_share: float | None
    """Share of the test data behind the public board."""
    max_daily_submissions: int | None
    """Most submissions a day that a team may make."""
    submissions: int | None
    """Submissions that all teams made."""
    days_open: float | None
    """Days from the opening to the deadline."""
    tied: float | None
    """Share of the teams of the private board whose displayed score is another team's too."""
    plateau: float | None
    """Share of the teams of the public board on its most common displayed score; null as `tied` is without scores."""
    closeness: Closeness
    """The winner's lead, and whom displayed scores do not part from a medal."""
    shakeup: Shakeup
    """The shake-up; `percentile_in_peers` is filled in by `pages.engine.world`."""
    sources: tuple[str, ...]
    """Names of the sources of its facts."""
    as_of: str
    """When a fact last moved."""
    missing: tuple[str, ...]
    """Facts that a reader may expect and that are not known."""

    def __repr__(self) -> str:
        """All of it, twenty times as fast as field by field: every list of competitions is hashed by it."""
        return f"Row({encode(self).decode()})"


class Rows(tuple[Row, ...]):
    """Rows of which many pages are made: put into JSON once, for their hash and for workers."""

    @cached_property
    def _json(self) -> bytes:
        return encode(tuple(self))

    def __repr__(self) -> str:
        """The hash of all of it."""
        return f"Rows({hash_of(self._json)})"

    def __reduce__(self) -> tuple[Callable[[bytes], "Rows"], tuple[bytes]]:
        """Pickle it as JSON."""
        return _rows, (self._json,)


def _rows(json: bytes) -> Rows:
    return Rows(decode(json, tuple[Row, ...]))
