"""What texts say of one competition, as its JSON twin publishes it."""

from typing import Any

from msgspec.structs import asdict

from insights.knowledge import Knowledge
from insights.practice import Solution
from insights.solutions import Place
from insights.summary import summary


def told(known: Knowledge) -> dict[str, Any]:
    """The fields of the twin: techniques, compute, efficiency, ideas and what belongs to them."""
    solutions = known.practice.solutions
    techniques = sorted({technique for it in solutions for technique in (*it.used, *it.rejected)})
    return {
        "summary": summary(solutions, known.practice.unread),
        "techniques": [
            {
                "id": technique,
                "used_by": [_at(it, it.used[technique]) for it in solutions if technique in it.used],
                "rejected_by": [_at(it, it.rejected[technique]) for it in solutions if technique in it.rejected],
            }
            for technique in techniques
        ],
        "compute": [
            {"rank": it.rank, "writeups": [text.writeup for text in it.texts], **asdict(it.compute)}
            for it in solutions
            if it.compute
        ],
        "efficiency": known.efficiency.solutions,
        "without_cost": known.efficiency.without_cost,
        "best_on_one_card": known.efficiency.best_on_one_card,
        "singles": known.efficiency.singles,
        "ideas": known.ideas.ideas,
        "forum": {name: value for name, value in asdict(known.ideas).items() if name != "ideas"},
        "cv_trust": known.cv_trust,
    }


def _at(solution: Solution, place: Place) -> dict[str, Any]:
    return {"rank": solution.rank, "url": solution.url(place), **asdict(place)}
