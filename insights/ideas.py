"""Where ideas came from: did the forum speak of it before the deadline?

For each technique that a top-10 solution of a competition uses: whether a forum message of the same competition named
it before the deadline (as used, rejected or only mentioned), and when first. V. Iglovikov claims that 70 % of a
competition's value is in the forum and at most 30 % in the winning solutions ("I want to organize ML competition"); the
share over all pairs of competition and technique tests the claim. A forum that the archive does not hold says nothing,
so only competitions with messages dated before the deadline are counted. A technique named before is not proof that
the idea came from there.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

import numpy as np

from archive.records import Claim, Competition, Message, Topic, WriteUp
from insights.computed import Computed
from insights.practice import Solution
from insights.shares import Share, interval_over_competitions, share_of
from insights.solutions import TOP, Place, place_of

CLAIMED = 0.7
"""The share that the claim speaks of."""


class Mention(Computed):
    """The first message that named a technique."""

    topic: str
    """Topic of the message."""
    url: str | None = None
    """Address of the topic."""
    posted: str
    """When the message was posted."""
    days_before: float
    """Days from the message to the deadline."""
    place: Place
    """The message and where it names the technique."""


class Idea(Computed):
    """One technique of the top of one competition."""

    technique: str
    """Its id."""
    best_rank: int
    """Best private rank that used it."""
    users: int
    """Top-10 solutions that use it."""
    forum: Mention | None = None
    """First mention in the forum before the deadline; null where no message named it in time."""


class Ideas(Computed):
    """Where the techniques of one competition's top-10 solutions were first named."""

    applicable: bool
    """Whether the forum before the deadline is known; where false, `reason` says why."""
    reason: str | None = None
    """Why it cannot be told."""
    messages: int = 0
    """Messages read that were posted before the deadline."""
    undated: int = 0
    """Messages read whose time is not known; they are not counted as before the deadline."""
    ideas: tuple[Idea, ...] = ()
    """Techniques of the top 10, those named first in the forum first."""


class IdeasTotal(Computed):
    """The test of the claim over all competitions."""

    before: Share
    """Pairs of competition and technique that the forum named before the deadline, of all pairs."""
    interval: tuple[float, float] | None = None
    """95 % interval of that share which knows that techniques of one competition have one forum; null where the share
    is, or where all are of one competition."""
    competitions: int
    """Competitions that are counted."""
    without_forum: int
    """Competitions with a top-10 solution whose forum before the deadline is not known."""


def asks_the_forum(writeups: Iterable[WriteUp]) -> bool:
    """Tell whether a top-10 solution was read, so that its forum is worth reading."""
    return any(it.text_sha256 and it.private_rank and it.private_rank <= TOP for it in writeups)


def ideas(
    competition: Competition, solutions: Iterable[Solution], topics: Sequence[Topic], claims: Iterable[Claim]
) -> Ideas:
    """Look every technique of the top-10 solutions up in the forum."""
    top = [solution for solution in solutions if solution.rank and solution.rank <= TOP]
    read = {message.message: (topic, message) for topic in topics for message in topic.messages if message.text_sha256}
    deadline = competition.deadline or ""
    early = {key: found for key, found in read.items() if (found[1].posted or "9") < deadline}
    reason = "no top-10 solution has been read" if not top else _why_not(deadline, bool(topics), len(early))
    if reason:
        return Ideas(applicable=False, reason=reason)
    first = _first_mentions(claims, early, deadline)
    used = sorted({technique for solution in top for technique in solution.used})
    found = []
    for technique in used:
        ranks = [solution.rank for solution in top if solution.rank and technique in solution.used]
        found.append(Idea(technique=technique, best_rank=min(ranks), users=len(ranks), forum=first.get(technique)))
    return Ideas(
        applicable=True,
        messages=len(early),
        undated=sum(message.posted is None for _, message in read.values()),
        ideas=tuple(sorted(found, key=lambda idea: (idea.forum.posted if idea.forum else "9", idea.technique))),
    )


def ideas_total(competitions: Iterable[tuple[Sequence[Solution], Ideas]]) -> IdeasTotal:
    """Count over all competitions."""
    told, without = [], 0
    for solutions, found in competitions:
        if any(solution.rank and solution.rank <= TOP for solution in solutions):
            told += [found] if found.applicable else []
            without += not found.applicable
    named = np.array([sum(idea.forum is not None for idea in found.ideas) for found in told], dtype=np.int64)
    used = np.array([len(found.ideas) for found in told], dtype=np.int64)
    before = share_of(int(named.sum()), int(used.sum()))
    return IdeasTotal(
        before=before,
        interval=None if before.share is None else interval_over_competitions(named, used),
        competitions=len(told),
        without_forum=without,
    )


def _why_not(deadline: str, any_topic: bool, early: int) -> str | None:
    if not deadline:
        return "the day of the deadline is not known"
    if not any_topic:
        return "the archive does not hold this forum"
    return None if early else "no message that was read is known to be older than the deadline"


def _first_mentions(
    claims: Iterable[Claim], early: dict[str, tuple[Topic, Message]], deadline: str
) -> dict[str, Mention]:
    first: dict[str, tuple[tuple[str, str, int], Claim]] = {}
    for claim in claims:
        if claim.predicate not in ("uses", "rejects", "mentions") or claim.status == "rejected":
            continue
        if claim.subject in early:
            order = (early[claim.subject][1].posted or "", claim.subject, claim.start)
            if claim.value not in first or order < first[claim.value][0]:
                first[claim.value] = (order, claim)
    return {technique: _mention(claim, *early[claim.subject], deadline) for technique, (_, claim) in first.items()}


def _mention(claim: Claim, topic: Topic, message: Message, deadline: str) -> Mention:
    posted = message.posted or ""
    gap = datetime.fromisoformat(deadline) - datetime.fromisoformat(posted)
    return Mention(
        topic=topic.topic,
        url=topic.url,
        posted=posted,
        days_before=round(gap.total_seconds() / 86400, 1),
        place=place_of(claim),
    )
