"""What follows from the texts of one competition: computed once, kept by its files' hash, read by every aggregate."""

from collections.abc import Mapping

from archive.store import State
from insights.boards import Boards
from insights.cards import Card
from insights.computed import Computed
from insights.cv_trust import CvTrust, cv_trust
from insights.efficiency import Efficiency, efficiency, hours_open
from insights.ideas import Ideas, ideas
from insights.medals import Medals
from insights.practice import Practice, practice
from insights.solutions import described


class Knowledge(Computed):
    """What the texts of one competition say."""

    practice: Practice
    """Its solutions with their techniques and compute."""
    efficiency: Efficiency
    """Score against cost."""
    ideas: Ideas
    """Where the techniques of the top 10 were first named."""
    cv_trust: CvTrust
    """Stated scores."""


def knowledge(state: State, folder: str, boards: Boards, medals: Medals, cards: Mapping[str, Card]) -> Knowledge:
    """Gather one competition."""
    solutions = described(state.writeups, state.claims)
    metric = state.competition.metric
    practised = practice(folder, state.competition, state.writeups, solutions, cards)
    return Knowledge(
        practice=practised,
        efficiency=efficiency(
            practised.solutions,
            boards,
            medals,
            cards,
            higher_is_better=metric.higher_is_better if metric else None,
            open_hours=hours_open(state.competition),
        ),
        ideas=ideas(state.competition, practised.solutions, state.topics, state.claims),
        cv_trust=cv_trust(solutions),
    )
