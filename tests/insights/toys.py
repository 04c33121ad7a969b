from collections.abc import Iterable

from archive.records import Competition, Standing
from insights.boards import Boards
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
