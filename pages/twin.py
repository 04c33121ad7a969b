"""The JSON twin of a competition page: every number on it, keys as in the archive's contract."""

import json
from typing import TYPE_CHECKING, Any

from archive.records import Record
from pages.engine.dossier import Row
from pages.engine.world import DossierRef
from pages.told import told

if TYPE_CHECKING:
    from pages.competition import Neighbour

SCHEMA = "leaderlore/competition/1"


def twin(ref: DossierRef, row: Row, similar: "tuple[Neighbour, ...]", _site_url: str) -> dict[str, bytes]:
    """The twin as a file of the site."""
    dossier = ref.load()
    medals = dossier.medals
    content = {
        "schema": SCHEMA,
        "competition": dossier.competition,
        "standings_top50": dossier.standings_top50,
        "medals": {colour: getattr(medals, colour) for colour in ("gold", "silver", "bronze")}
        | medals.model_dump(include={"applicable", "reason", "basis", "recorded", "unexpected"}),
        "shakeup": row.shakeup,
        "plateaus": dossier.plateaus,
        "score_gap": dossier.score_gap,
        "curves": {"public": dossier.curve_public, "private": dossier.curve_private},
        "participation": dossier.participation,
        "writeups": dossier.writeups,
        **told(dossier.knowledge),
        "similar": [
            {"slug": other.folder, "title": other.title, "year": other.year, "shared": other.shared}
            for other in similar
        ],
        "sources": dossier.competition.sources,
        "coverage": {
            "board": row.board,
            "teams_public": dossier.teams_public,
            "teams_private": dossier.teams_private,
            "writeups": row.writeups,
            "topics": row.topics,
            "messages": row.messages,
            "missing": row.missing,
        },
        "as_of": row.as_of,
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return {f"data/competitions/{row.folder}.json": f"{text}\n".encode()}


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.model_dump(mode="json")
    raise TypeError(f"{type(value).__name__} is not published in a twin")
