"""What kind of data, task and field a competition is about, from what is known of it.

The platform's own tags are thin and missing on old competitions. A tag is given by words of the title, by the metric,
or by what write-ups say that solutions used; it names where it comes from. Nothing is guessed from a single write-up,
nor from the lack of a sign: of competitions with a plain metric alone a third were about other data than tables.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from archive.records import Claim, Competition, Tagged
from archive.vocab import faulty
from insights.kinds import MODALITIES, WRITEUPS, kinds
from insights.mentions.forms import BadFormError, Scanner
from insights.mentions.mask import fold

ENOUGH = 2
"""Write-ups that must use a technique before it says what the data is."""


@cache
def titles() -> Scanner:
    """Finds the words of kinds. Raises VocabularyError."""
    try:
        return Scanner((kind.id, form) for kind in kinds().values() for form in kind.words)
    except BadFormError as error:
        raise faulty(MODALITIES, error.row, error.fault) from error


def modalities(competition: Competition, claims: Iterable[Claim] = ()) -> tuple[Tagged, ...]:
    """Tags of a competition, each once with its first source, in the order of the vocabulary.

    `claims` are those of the competition's write-ups.
    """
    found: dict[str, str] = {}
    for name, source in (
        *_from_title(competition.title or ""),
        *_from_metric(competition),
        *_from_platform(competition.tags),
        *_from_writeups(_users(claims)),
    ):
        found.setdefault(name, source)
    for name in [name for name in found if kinds()[name].unless & found.keys()]:
        del found[name]
    return tuple(Tagged(id=name, source=found[name]) for name in kinds() if name in found)


def _from_title(title: str) -> Iterator[tuple[str, str]]:
    for hit in titles().hits(title, fold(title)):
        yield hit.row, f"title: {title[hit.start : hit.end]}"


def _from_metric(competition: Competition) -> Iterator[tuple[str, str]]:
    if competition.format == "simulation":
        yield "simulation", "format: simulation"
    metric = competition.metric
    for name in (metric.name, metric.id) if metric else ():
        compact = re.sub(r"[^a-z0-9@]", "", fold(name or ""))
        for kind in kinds().values():
            if compact and kind.metrics and kind.metrics.search(compact):
                yield kind.id, f"metric: {name}"


def _from_platform(tags: Iterable[str]) -> Iterator[tuple[str, str]]:
    for tag in tags:
        for hit in titles().hits(tag, fold(tag)):
            yield hit.row, f"platform tag: {tag}"


def _users(claims: Iterable[Claim]) -> dict[str, set[str]]:
    """Write-ups by technique that they use."""
    users: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.predicate == "uses" and claim.status != "rejected":
            users[claim.value].add(claim.subject)
    return users


def _from_writeups(users: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Kinds whose techniques at least `ENOUGH` write-ups use, and at least half of those that use any."""
    all_of_them = set().union(*users.values())
    for kind in kinds().values():
        of_kind: Counter[str] = Counter(subject for name in kind.techniques for subject in users.get(name, ()))
        told = sum(count >= ENOUGH for count in of_kind.values())
        if told >= ENOUGH and 2 * told >= len(all_of_them):
            yield kind.id, f"{WRITEUPS}{told} of {len(all_of_them)} use its techniques"
