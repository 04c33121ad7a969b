"""Solutions: the unit that every statistic over write-ups counts.

A solution is what one team did in one competition. Write-ups with the same private rank are one solution (Kaggle's
ranks tell teams apart; where teams are known to share one, the teams do), and so are write-ups of the same team; one
with neither stands alone. A solution is
counted once its text has been read: a link alone says nothing of what was used, and is counted beside. Notes and
digests by others tell of several solutions and are none.

What a human rejected is left out everywhere. Where the write-ups of a team contradict each other, used beats rejected:
it was part of the solution for one of them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal, Protocol, TypeVar

from archive.layout import LAST
from archive.records import Claim, WriteUp
from insights.computed import Computed, Value

TOP = 10
"""Last private rank of the "top solutions"."""
PODIUM = 3
"""Last private rank of those that lift compares with the ones below."""
FIELD = 50
"""Last private rank of the ones below."""


class Place(Computed):
    """Where a text says something."""

    writeup: str
    """Key of the write-up or message."""
    start: int
    """Offset of the first character in the normalised text."""
    end: int
    """Offset behind the last character."""
    quote: str | None = None
    """The words, where the text policy keeps them."""
    status: Literal["machine", "accepted", "corrected"] = "machine"
    """What a human said of the claim; `machine` while nobody has looked."""


class Text(Computed):
    """A write-up as an insight names it."""

    writeup: str
    """Its key."""
    url: str
    """Its address."""
    title: str | None = None
    """Its title."""
    chars: int | None = None
    """Length of its text in characters."""


class Described(Value):
    """One solution: its write-ups that were read, and what they claim."""

    rank: int | None
    """Private rank."""
    writeups: tuple[WriteUp, ...]
    """At least one, in the archive's order."""
    claims: tuple[Claim, ...]
    """What no human rejected, in order of write-up and place."""

    def said(self, *predicates: str) -> list[Claim]:
        """List the claims with one of these predicates."""
        return [claim for claim in self.claims if claim.predicate in predicates]


def described(writeups: Iterable[WriteUp], claims: Iterable[Claim]) -> tuple[Described, ...]:
    """Join the write-ups that were read to solutions, best private rank first, unknown ranks last."""
    groups = by_solution(writeup for writeup in writeups if writeup.text_sha256)
    by_subject: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.status != "rejected":
            by_subject[claim.subject].append(claim)
    found = [
        Described(
            rank=next((writeup.private_rank for writeup in group if writeup.private_rank), None),
            writeups=tuple(group),
            claims=tuple(claim for writeup in group for claim in _in_order(by_subject[writeup.writeup])),
        )
        for group in groups.values()
    ]
    return tuple(sorted(found, key=lambda solution: (solution.rank or LAST, solution.writeups[0].writeup)))


class Written(Value):
    """Solutions that write-ups tell of: one text stands at several addresses, one solution in several texts."""

    solutions: int
    """Solutions with a write-up, read or not; a write-up with neither rank nor team is taken for one of its own."""
    unread: int
    """Those of them of which no write-up was read."""


def written(writeups: Iterable[WriteUp]) -> Written:
    """Count the solutions that write-ups tell of, whether they were read or are known by their address alone."""
    groups = by_solution(writeups).values()
    return Written(len(groups), sum(not any(writeup.text_sha256 for writeup in group) for group in groups))


class Telling(Protocol):
    """What tells of which solution of a competition a write-up is."""

    @property
    def writeup(self) -> str:
        """Its key."""

    @property
    def kind(self) -> str:
        """Where it stands; `list` for notes and digests by others."""

    @property
    def team(self) -> str | None:
        """Key of the team."""

    @property
    def private_rank(self) -> int | None:
        """Final rank."""


T = TypeVar("T", bound=Telling)


def by_solution(writeups: Iterable[T]) -> dict[object, list[T]]:
    """Group a competition's write-ups by rank, else by team, else each for itself; digests by others are left out.

    Where several teams share a rank, their write-ups go by team.
    """
    own = [writeup for writeup in writeups if writeup.kind != "list"]
    rank_of_team = {writeup.team: writeup.private_rank for writeup in own if writeup.team and writeup.private_rank}
    holders = Counter(rank_of_team.values())
    groups: dict[object, list[T]] = defaultdict(list)
    for writeup in own:
        rank = writeup.private_rank or rank_of_team.get(writeup.team or "")
        apart = None if rank and holders[rank] > 1 else rank
        groups[apart or writeup.team or writeup.writeup].append(writeup)
    return groups


def place_of(claim: Claim) -> Place:
    """Say where a claim stands in its text."""
    status = "machine" if claim.status == "rejected" else claim.status
    return Place(writeup=claim.subject, start=claim.start, end=claim.end, quote=claim.quote, status=status)


def text_of(writeup: WriteUp) -> Text:
    """Name a write-up."""
    return Text(writeup=writeup.writeup, url=writeup.url, title=writeup.title, chars=writeup.text_chars)


def best_place(claims: Sequence[Claim]) -> Place:
    """Pick the claim to show where several say the same: what a human confirmed first, then the first in the text."""
    return place_of(min(claims, key=lambda claim: claim.status == "machine"))


def _in_order(claims: list[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: (claim.start, claim.end, claim.predicate, claim.value))
