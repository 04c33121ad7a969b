"""What follows from the texts of one competition: computed once, kept by its files' hash, read by every aggregate."""

from collections.abc import Mapping, Sequence

from archive.records import Claim, Competition, Record, Topic, WriteUp
from insights.boards import Boards
from insights.cards import Card
from insights.cv_trust import CvTrust, cv_trust
from insights.efficiency import Efficiency, efficiency
from insights.ideas import Ideas, ideas
from insights.medals import Medals
from insights.practice import Practice, practice
from insights.solutions import described


class Knowledge(Record):
    """What the texts of one competition say."""

    practice: Practice
    """Its solutions with their techniques and compute."""
    efficiency: Efficiency
    """Score against cost."""
    ideas: Ideas
    """Where the techniques of the top 10 were first named."""
    cv_trust: CvTrust
    """Stated scores."""


def knowledge(
    folder: str,
    competition: Competition,
    boards: Boards,
    medals: Medals,
    writeups: Sequence[WriteUp],
    topics: Sequence[Topic],
    claims: Sequence[Claim],
    cards: Mapping[str, Card],
) -> Knowledge:
    """Gather one competition."""
    solutions = described(writeups, claims)
    practised = practice(folder, competition, writeups, solutions, cards)
    return Knowledge(
        practice=practised,
        efficiency=efficiency(practised.solutions, boards, medals, cards),
        ideas=ideas(competition, practised.solutions, topics, claims),
        cv_trust=cv_trust(solutions),
    )
