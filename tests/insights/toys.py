from collections.abc import Iterable, Sequence

import numpy as np

from archive.records import Competition, ScoreRow, Standing
from archive.text import parse_number
from insights.boards import Board, Boards
from insights.medals import medals
from insights.shakeup import Shakeup, shakeup


def competition(**facts: object) -> Competition:
    return Competition.model_validate(
        {"platform": "kaggle", "slug": "toy", "category": "featured", "as_of": "2026-01-01T00:00:00Z", "sources": {}}
        | facts
    )


def teams(pairs: Iterable[tuple[int | None, int | None]], **columns: list[object]) -> list[Standing]:
    """Make one team for each (public rank, private rank), with scores that follow the ranks unless given."""
    made = []
    for index, (public, private) in enumerate(pairs):
        row: dict[str, object] = {"team": str(index), "public_rank": public, "private_rank": private}
        if public:
            row |= {"public_score": 1 - public / 1024, "public_score_text": str(1 - public / 1024)}
        if private:
            row |= {"private_score": 0.5 - private / 1024, "private_score_text": str(0.5 - private / 1024)}
        made.append(Standing.model_validate(row | {name: values[index] for name, values in columns.items()}))
    return made


def shakeup_by_rule(competition: Competition, boards: Boards) -> Shakeup:
    """The shake-up of a competition whose medals nobody recorded."""
    return shakeup(competition, boards, medals(competition, boards))


def boards_of_scores(rows: Iterable[ScoreRow]) -> Boards:
    """Turn two score lists without teams into columns; no team is known to stand on both."""
    rows = tuple(rows)
    no_ranks, no_scores = np.empty(0, dtype=np.int64), np.empty(0)
    return Boards(
        public=_score_list([row for row in rows if row.board == "public"]),
        private=_score_list([row for row in rows if row.board == "private"]),
        both_public=no_ranks,
        both_private=no_ranks,
        both_public_score=no_scores,
        both_private_score=no_scores,
    )


def _score_list(rows: Sequence[ScoreRow]) -> Board:
    text = [row.score_text for row in rows]
    rank = np.array([row.rank for row in rows], dtype=np.int64)
    scores = [parse_number(printed) for printed in text]
    known = np.array([np.nan if score is None else score for score in scores], dtype=np.float64)
    order = np.argsort(rank, kind="stable")
    return Board(rank[order], known[order], order, text)
