"""The JSON twin of a competition page: every number on it, keys as in the archive's contract."""

from typing import Any

from msgspec.structs import asdict

from insights.computed import Computed, encode
from insights.knowledge import Knowledge
from insights.practice import Solution
from insights.solutions import Place
from insights.summary import summary
from pages.engine.dossiers.dossier import Dossier
from pages.engine.row import Row

SCHEMA = "leaderlore/competition/1"


class Neighbour(Computed):
    """A similar competition."""

    slug: str
    """Its folder and address."""
    title: str
    """Its title."""
    year: int | None
    """Year of its deadline."""
    shared: tuple[str, ...]
    """Tags, metric and host that both have, rarest first."""


class Sibling(Computed):
    """Another edition of the same series."""

    slug: str
    """Its folder and address."""
    title: str
    """Its title."""
    year: int | None
    """Year of its deadline."""


def twin(dossier: Dossier, row: Row, similar: tuple[Neighbour, ...], series: tuple[Sibling, ...]) -> dict[str, bytes]:
    """The twin as a file of the site."""
    content = {
        "schema": SCHEMA,
        "competition": dossier.competition,
        "standings_top50": dossier.standings_top50,
        "medals": dossier.medals,
        "shakeup": row.shakeup,
        "plateaus": dossier.plateaus,
        "score_gap": dossier.score_gap,
        "closeness": row.closeness,
        "curves": {"public": dossier.curve_public, "private": dossier.curve_private},
        "participation": dossier.participation,
        "writeups": dossier.writeups,
        **_of_texts(dossier.knowledge),
        "similar": similar,
        "series": series,
        "sources": dossier.sources,
        "corrections": dossier.corrections,
        "coverage": {
            "board": row.board,
            "teams_public": dossier.teams_public or None,  # of a board that is not known
            "teams_private": dossier.teams_private or None,
            "writeups": row.writeups,
            "solutions": row.solutions,
            "topics": row.topics,
            "messages": row.messages,
            "missing": row.missing,
        },
        "as_of": row.as_of,
    }
    return {f"data/competitions/{row.folder}.json": encode(content) + b"\n"}


def _of_texts(known: Knowledge) -> dict[str, Any]:
    """What texts say: techniques, compute, efficiency, ideas and what belongs to them."""
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
