"""The JSON twin of a competition page: every number on it, keys as in the archive's contract."""

from insights.computed import Computed, encode
from pages.engine.dossiers.dossier import Dossier
from pages.engine.row import Row
from pages.told import told

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
        "curves": {"public": dossier.curve_public, "private": dossier.curve_private},
        "participation": dossier.participation,
        "writeups": dossier.writeups,
        **told(dossier.knowledge),
        "similar": similar,
        "series": series,
        "sources": dossier.competition.sources,
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
