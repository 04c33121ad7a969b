"""Made-up write-ups and claims; the texts behind them do not exist."""

from collections.abc import Sequence

from archive.records import Claim, Competition, WriteUp
from insights.practice import Practice, Solution, practice
from insights.solutions import Place, described
from tests.insights.toys import competition

SHA = "0" * 64


def writeup(key: str, rank: int | None = None, **facts: object) -> WriteUp:
    row: dict[str, object] = {
        "writeup": key, "url": f"https://example.org/{key}", "kind": "repository", "private_rank": rank,
        "text_sha256": SHA,
    }  # fmt: skip
    return WriteUp.model_validate(row | facts)


def claim(subject: str, predicate: str, value: str, start: int = 0, **facts: object) -> Claim:
    row: dict[str, object] = {
        "subject": subject, "predicate": predicate, "value": value, "start": start, "end": start + 5,
        "text_sha256": SHA, "method": "toy", "version": "1",
    }  # fmt: skip
    return Claim.model_validate(row | facts)


def uses(subject: str, *techniques: str) -> list[Claim]:
    return [claim(subject, "uses", technique, start) for start, technique in enumerate(techniques)]


def rejects(subject: str, *techniques: str) -> list[Claim]:
    return [claim(subject, "rejects", technique, start) for start, technique in enumerate(techniques, 100)]


def toy_practice(folder: str, year: int, solutions: dict[int | None, list[str]], *modalities: str) -> Practice:
    """Make a competition whose solutions, by rank, use these techniques."""
    facts = competition(deadline=f"{year}-05-01T00:00:00Z", modalities=[{"id": m, "source": "toy"} for m in modalities])
    writeups = [writeup(f"{folder}-{rank}", rank) for rank in solutions]
    claims = [said for rank, used in solutions.items() for said in uses(f"{folder}-{rank}", *used)]
    return gather(folder, facts, writeups, claims)


def gather(folder: str, facts: Competition, writeups: Sequence[WriteUp], claims: Sequence[Claim]) -> Practice:
    return practice(folder, facts, writeups, described(writeups, claims), {})


def toy_solution(rank: int | None, used: tuple[str, ...], rejected: tuple[str, ...] = ()) -> Solution:
    place = Place(writeup="w", start=0, end=5)
    return Solution(rank=rank, texts=(), used=dict.fromkeys(used, place), rejected=dict.fromkeys(rejected, place))
