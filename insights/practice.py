"""What the solutions of one competition used, dropped and cost: the compact part that all aggregates read."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from archive.records import Claim, Competition, WriteUp
from insights.cards import Card
from insights.compute import Compute, Stated, compute, stated
from insights.computed import Computed
from insights.kinds import inferred_kinds
from insights.solutions import Described, Place, Text, best_place, text_of, written


class Solution(Computed):
    """One solution, as told by its write-ups."""

    rank: int | None = None
    """Private rank; null where it is not known."""
    texts: tuple[Text, ...]
    """Its write-ups that were read."""
    used: dict[str, Place]
    """Techniques of the final solution or of the way it was made and chosen, each with the place that says so."""
    rejected: dict[str, Place]
    """Techniques that were tried without success or are said not to be used, and that are not among the used ones."""
    compute: Compute | None = None
    """What it took to make; null where its texts say nothing of it."""
    single: Stated | None = None
    """Private score of its best single model, as the authors state it; null where they state none or several."""

    def url(self, place: Place) -> str:
        """Address of the write-up that holds a place."""
        return next(text.url for text in self.texts if text.writeup == place.writeup)


class Practice(Computed):
    """The solutions of one competition whose texts were read."""

    folder: str
    """Folder and address of the competition."""
    title: str
    """Its title, or its slug where the title is not known."""
    year: int | None = None
    """Year of the competition; null where it is not known."""
    modalities: tuple[str, ...] = ()
    """Tags of data, task and field of ours."""
    inferred: tuple[str, ...] = ()
    """Those of them that only techniques tell of."""
    solutions: tuple[Solution, ...] = ()
    """Best private rank first."""
    unread: int = 0
    """Solutions of which no write-up was read: what they are known by is links alone."""


def practice(
    folder: str,
    competition: Competition,
    writeups: Sequence[WriteUp],
    found: Sequence[Described],
    cards: Mapping[str, Card],
) -> Practice:
    """Gather one competition from its write-ups and the solutions that they describe."""
    return Practice(
        folder=folder,
        title=competition.title or competition.slug,
        year=year_of(competition),
        modalities=tuple(sorted({tag.id for tag in competition.modalities})),
        inferred=inferred_kinds(competition),
        solutions=tuple(solution(one, cards) for one in found),
        unread=written(writeups).unread,
    )


def year_of(competition: Competition) -> int | None:
    """Year of a competition: that of its deadline, else the one that a source names, else that of its opening."""
    if competition.deadline is None and competition.year is not None:
        return competition.year
    time = competition.deadline or competition.opened
    return int(time[:4]) if time else None


def solution(found: Described, cards: Mapping[str, Card]) -> Solution:
    """Sum up one solution."""
    used, rejected = _by_technique(found, "uses"), _by_technique(found, "rejects")
    return Solution(
        rank=found.rank,
        texts=tuple(text_of(writeup) for writeup in found.writeups),
        used=used,
        rejected={technique: place for technique, place in rejected.items() if technique not in used},
        compute=compute(found, cards),
        single=_single(found),
    )


def _single(found: Described) -> Stated | None:
    claims = [claim for claim in found.said("score") if claim.scope == "single private"]
    return stated(claims[0]) if len({claim.value for claim in claims}) == 1 else None


def _by_technique(found: Described, predicate: str) -> dict[str, Place]:
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in found.said(predicate):
        claims[claim.value].append(claim)
    return {technique: best_place(claims[technique]) for technique in sorted(claims)}
